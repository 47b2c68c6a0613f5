using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Rights;

/// <summary>The Data Tracker's addresses (/v2/findUsage, /v2/usagePeriod, /v2/heartbeat), and POST /api/v1/aliases: for a person who has signed in, or a portal that signs its requests.</summary>
static class UsageEndpoints
{
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static IServiceCollection AddUsage(this IServiceCollection services) => services.AddSingleton<UsageBook>();

    public static void MapUsage(this IEndpointRouteBuilder routes)
    {
        var tracker = routes.MapGroup("/v2").WithTags("Data Tracker");
        tracker.MapGet("/findUsage", FindAsync).AllowPartners().WithName("findUsage").WithSummary("Who used a person's data, when, why and under what agreement.").Produces<UsagePage>().ProducesProblem(400).ProducesProblem(401);
        tracker.MapGet("/usagePeriod", PeriodAsync).AllowPublic().WithName("usagePeriod").WithSummary("The period there are entries of.").Produces<UsagePeriod>();
        tracker.MapGet("/heartbeat", HeartbeatAsync).AllowPublic().WithName("heartbeat").WithSummary("Whether uses can be asked for.");
        routes.MapPost("/api/v1/aliases", MakeAliasAsync).WithTags("Data Tracker").AllowPartners().WithName("make-alias")
            .WithSummary("An opaque name for a person, for the caller alone and an hour: what userCode takes.").Accepts<CheckQuestion>("application/json").Produces<AliasBody>().ProducesProblem(401).ProducesProblem(403);
    }

    static async Task<IResult> FindAsync(HttpContext context, UsageBook usage, RuleBook book, PartnerTokens tokens, Database database, TimeProvider clock,
        string? userCode = null, string? periodStart = null, string? periodEnd = null, string? offset = null, string? limit = null)
    {
        var user = context.Request.Headers["X-Road-UserId"].ToString();
        if (user.Length is 0 or > 64 || user.Any(letter => letter is < '!' or > '~'))
            throw Bad("user-id", "Send the header X-Road-UserId: who asks, 1 to 64 visible ASCII letters.");
        if (userCode is null)
            throw Bad("user-code", "Send userCode: an alias made by POST /api/v1/aliases.");
        var query = new UsageQuery(Time(periodStart, "periodStart"), Time(periodEnd, "periodEnd"), Number(offset, "offset", 0, 0, int.MaxValue), Number(limit, "limit", UsageBook.LargestPage, 1, UsageBook.LargestPage));
        var caller = await CallerAsync(context, default, tokens, book, database).ConfigureAwait(false);
        var (isKnown, person) = await database.ReadAsync(session => UsageAliases.FindAsync(session, caller, userCode, clock.GetUtcNow()), context.RequestAborted).ConfigureAwait(false);
        if (!isKnown)
            throw Bad("user-code", "This userCode is not an alias of yours, or has ended. Make one by POST /api/v1/aliases.");
        var page = await usage.ReadAsync(person, query, $"{caller} {user}", context.RequestAborted).ConfigureAwait(false);
        return Private(context, page);
    }

    static async Task<IResult> PeriodAsync(UsageBook usage, HttpContext context) => TypedResults.Json(await usage.PeriodAsync(context.RequestAborted).ConfigureAwait(false), s_json);

    static async Task<IResult> HeartbeatAsync(UsageBook usage, HttpContext context)
    {
        try
        {
            await usage.PeriodAsync(context.RequestAborted).ConfigureAwait(false);
            return TypedResults.Json(new { status = "OK" }, s_json);
        }
        catch (System.Data.Common.DbException)
        {
            return TypedResults.Json(new { status = "FAIL", message = "The database cannot be reached." }, s_json);
        }
    }

    static async Task<IResult> MakeAliasAsync(HttpContext context, RuleBook book, PartnerTokens tokens, Database database, PersonDirectory directory, TimeProvider clock)
    {
        var (body, isPartner) = (await CheckEndpoints.ReadBodyAsync(context.Request).ConfigureAwait(false), context.Request.Headers.Authorization.Count > 0);
        if (!isPartner)
            RefuseOtherSites(context.Request);
        var caller = await CallerAsync(context, body, tokens, book, database).ConfigureAwait(false);
        var found = isPartner ? Find(directory, CheckQuestion.Read(body.Span)) : null;
        var (alias, expires) = await database.WriteAsync(async session =>
        {
            var person = isPartner ? found : await UsageAliases.PersonOfAsync(session, context.Actor().AccountId).ConfigureAwait(false)
                ?? throw new ProblemException(StatusCodes.Status403Forbidden, "not-verified", "Nobody has checked yet whose records your account may see. A caseworker of this body does that.");
            return await UsageAliases.MakeAsync(session, caller, person, clock.GetUtcNow()).ConfigureAwait(false);
        }, context.RequestAborted).ConfigureAwait(false);
        return Private(context, new AliasBody(alias, expires));
    }

    /// <summary>One person beyond doubt, or nobody: a portal's user is shown one person's entries alone.</summary>
    static string? Find(PersonDirectory directory, CheckQuestion question)
    {
        var matches = directory.Find(SnapshotPartition.Main, question.Person, 2, 0.5);
        return matches.Count == 1 && matches[0].Probability >= UsageBook.LeastProbability ? matches[0].PersonId : null;
    }

    /// <summary>Who asks: "account:…" for a person who has signed in, or the partner's CURIE for an authorised portal.</summary>
    static async Task<string> CallerAsync(HttpContext context, ReadOnlyMemory<byte> body, PartnerTokens tokens, RuleBook book, Database database)
    {
        if (context.Request.Headers.Authorization.Count == 0)
        {
            return context.FindActor() is { } actor && actor.Is(Role.Person) ? $"account:{actor.AccountId}"
                : throw new ProblemException(StatusCodes.Status401Unauthorized, "not-signed-in", "Sign in with your own account, or sign the request as an authorised portal.");
        }
        var (token, _) = await tokens.ReadAsync(context.Request.Headers.Authorization, body, book, context.RequestAborted).ConfigureAwait(false);
        var isPortal = await database.WriteAsync(async session =>
        {
            await UsedTokens.UseAsync(session, token, await book.ReadAsync(session).ConfigureAwait(false)).ConfigureAwait(false);
            return await UsageAliases.IsPortalAsync(session, token.Partner).ConfigureAwait(false);
        }, context.RequestAborted).ConfigureAwait(false);
        return isPortal ? token.Partner : throw new ProblemException(StatusCodes.Status403Forbidden, "no-portal", "This partner is no authorised portal.");
    }

    static DateTimeOffset? Time(string? text, string name) => text is null ? null
        : DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw Bad("bad-period", $"{name} is an instant, such as 2026-01-31T10:20:30Z.");

    static int Number(string? text, string name, int absent, int least, int most) => text is null ? absent
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Bad("bad-page", $"{name} is a whole number, {least} or more{(most < int.MaxValue ? $", at most {most}" : "")}.");

    static JsonHttpResult<T> Private<T>(HttpContext context, T body)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(body, s_json);
    }

    // A browser sends its user's cookie along with other sites' requests, but says where they come from.
    static void RefuseOtherSites(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            throw new ProblemException(StatusCodes.Status403Forbidden, "other-site", "The request comes from another site's page.");
    }

    static ProblemException Bad(string code, string sentence) => new(StatusCodes.Status400BadRequest, code, sentence);
}

/// <summary>An alias.</summary>
/// <param name="UserCode">What the Data Tracker's userCode takes.</param>
/// <param name="Expires">Until when.</param>
public sealed record AliasBody(string UserCode, DateTimeOffset Expires);
