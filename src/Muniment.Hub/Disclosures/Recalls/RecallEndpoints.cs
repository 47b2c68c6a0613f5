using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Disclosures.Recalls;

/// <summary>GET /api/v1/recalls and POST /api/v1/recalls/{id}/answer, for partners, who sign each request; GET /api/staff/recalls.</summary>
static class RecallEndpoints
{
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void MapRecalls(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/recalls").WithTags("Exchange").AllowPartners();
        group.MapGet("", ListAsync).WithName("recalls").WithSummary("Checks of yours whose answers were wrong: correct or delete what you hold, and answer. ?all=true: also those you have answered.")
            .Produces<IReadOnlyList<RecallNotice>>().ProducesProblem(401);
        group.MapPost("/{id}/answer", AnswerAsync).WithName("answer-recall").WithSummary("Says what you did about a recall.").Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(404);
        routes.MapGet("/api/staff/recalls", StaffListAsync).RequireRole(Role.Steward, Role.Caseworker, Role.Inspector, Role.AgreementOfficer).ExcludeFromDescription();
    }

    static async Task<IResult> ListAsync(HttpContext context, RuleBook book, PartnerTokens tokens, Database database, TimeProvider clock, bool all = false)
    {
        var (token, _) = await tokens.ReadAsync(context.Request.Headers.Authorization, default, book, context.RequestAborted).ConfigureAwait(false);
        var notices = await database.WriteAsync(async session =>
        {
            await UsedTokens.UseAsync(session, token, await book.ReadAsync(session).ConfigureAwait(false)).ConfigureAwait(false);
            return await RecallBook.TellAsync(session, token.Partner, onlyOpen: !all, Moment.Now(clock)).ConfigureAwait(false);
        }, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(notices, s_json);
    }

    static async Task<NoContent> AnswerAsync(string id, HttpContext context, RuleBook book, PartnerTokens tokens, Database database, TimeProvider clock)
    {
        var body = await CheckEndpoints.ReadBodyAsync(context.Request).ConfigureAwait(false);
        var (token, _) = await tokens.ReadAsync(context.Request.Headers.Authorization, body, book, context.RequestAborted).ConfigureAwait(false);
        var (answer, checks) = Read(body);
        await database.WriteAsync(async session =>
        {
            await UsedTokens.UseAsync(session, token, await book.ReadAsync(session).ConfigureAwait(false)).ConfigureAwait(false);
            await RecallBook.AnswerAsync(session, token.Partner, id, checks, answer, Moment.Now(clock)).ConfigureAwait(false);
        }, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    static async Task<IResult> StaffListAsync(Database database, HttpContext context) => TypedResults.Json(await database.ReadAsync(RecallBook.ListAsync, context.RequestAborted).ConfigureAwait(false), s_json);

    static (string Answer, ImmutableArray<string> Checks) Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return StrictObject.ReadDocument(utf8, static json => (json.Shaped("answer", RecallAnswers.All.Contains, string.Join(", ", RecallAnswers.All)),
                json.Has("checks") ? json.ShapedList("checks", static check => check.Length is > 0 and <= 64, "ids of checks") : []));
        }
        catch (ExchangeFormatException)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-answer", $"Send {{\"answer\": one of {string.Join(", ", RecallAnswers.All)}, \"checks\": [ids of your checks], or left out for all}}.");
        }
    }
}
