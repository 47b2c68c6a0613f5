using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>POST /api/v1/agreements/{id}/checks and GET /api/v1/checks/{id}: one question about one person.</summary>
static class CheckEndpoints
{
    const int LongestKey = 200;

    // Ten milliseconds: longer than nearly every look-up with its commit, so that what was found does not show in the time an answer takes.
    static readonly TimeSpan s_grid = TimeSpan.FromMilliseconds(10);

    public static IServiceCollection AddChecks(this IServiceCollection services) => services
        .AddSingleton<RuleBook>()
        .AddSingleton<PartnerTokens>()
        .AddSingleton<PersonLookUp>()
        .AddSingleton<CheckQueue>()
        .AddHostedService(provider => provider.GetRequiredService<CheckQueue>());

    public static void MapChecks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").WithTags("Exchange").AllowPartners();
        group.MapPost("/agreements/{agreement}/checks", AskAsync).WithName("check").WithSummary("Asks one question about one person.")
            .Accepts<CheckQuestion>("application/json").Produces<CheckBody>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);
        group.MapGet("/checks/{id}", ReadAsync).WithName("read-check").WithSummary("Reads the answer again: what may leave now of what was disclosed, or what a reviewer decided.")
            .Produces<CheckBody>().ProducesProblem(401).ProducesProblem(404);
    }

    static async Task<IResult> AskAsync(string agreement, HttpContext context, RuleBook book, PartnerTokens tokens, PersonLookUp persons, CheckQueue queue, HubOptions options)
    {
        var begun = Stopwatch.GetTimestamp();
        var body = await ReadBodyAsync(context.Request).ConfigureAwait(false);
        var (token, rules) = await tokens.ReadAsync(context.Request.Headers.Authorization, body, book, context.RequestAborted).ConfigureAwait(false);
        var key = KeyOf(context.Request);
        var question = CheckQuestion.Read(body.Span);
        var moment = Moment.Now(options.Clock);
        rules = await book.WithAsync(rules, agreement, moment, context.RequestAborted).ConfigureAwait(false);
        // Of an agreement that is not this partner's, nothing is said: not even whether it exists.
        if (rules.Find(agreement, moment) is not { } inForce || inForce.Partner.Id != token.Partner)
            throw new ProblemException(StatusCodes.Status404NotFound, "agreement-unknown", "You have no agreement of this id.");
        var request = new Request(Direction.Check, [.. question.Person.Keys], question.Fields);
        var before = Ruling.BeforeLookUp(new Question(inForce, rules.Pauses, request, default, moment));
        var answer = await queue.AskAsync(new CheckAsked
        {
            Token = token,
            IdempotencyKey = key,
            Sha256 = SHA256.HashData([.. Encoding.UTF8.GetBytes(inForce.Id), 0, .. body.Span]),
            Agreement = inForce,
            Request = request,
            Asked = question.Person,
            BeforeLookUp = before,
            Found = before == RulingReason.None ? persons.Find(inForce, question.Person) : null,
        }).ConfigureAwait(false);
        return await AnswerAsync(answer, begun).ConfigureAwait(false);
    }

    static async Task<IResult> ReadAsync(string id, HttpContext context, RuleBook book, PartnerTokens tokens, PersonLookUp persons, Database database, HubOptions options)
    {
        var begun = Stopwatch.GetTimestamp();
        var (token, _) = await tokens.ReadAsync(context.Request.Headers.Authorization, default, book, context.RequestAborted).ConfigureAwait(false);
        // The snapshot is asked outside the transaction: look-ups are not for where everybody waits.
        var row = await database.ReadAsync(session => RowAsync(session, id, token.Partner), context.RequestAborted).ConfigureAwait(false);
        var before = await book.ReadAsync(context.RequestAborted).ConfigureAwait(false);
        var found = row?.Person is { } person && before.Find(row.Agreement, Moment.Now(options.Clock)) is { } agreement
            ? persons.Read(agreement, person, row.Probability ?? 0, JsonSerializer.Deserialize<string[]>(row.Agreeing)!, JsonSerializer.Deserialize<string[]>(row.Absent)!)
            : null;
        var answer = await database.WriteAsync(async session =>
        {
            var rules = await book.ReadAsync(session).ConfigureAwait(false);
            await UsedTokens.UseAsync(session, token, rules).ConfigureAwait(false);
            if (await LedgerState.RefusalAsync(session, Moment.Now(options.Clock)).ConfigureAwait(false) is { } refusal)
                throw refusal;
            // Read again: a reviewer may have decided, a pause may have come.
            if (row is null || await RowAsync(session, id, token.Partner).ConfigureAwait(false) is not { } now)
                return null;
            var marks = await PersonMarks.ReadAsync(session, found is null ? [] : [found.Person]).ConfigureAwait(false);
            return CheckTransaction.Again(now, PersonMarks.On(found, marks), rules, Moment.Now(options.Clock));
        }, context.RequestAborted).ConfigureAwait(false);
        return answer is null ? throw new ProblemException(StatusCodes.Status404NotFound, "check-unknown", "You have asked no check of this id.") : await AnswerAsync(answer, begun).ConfigureAwait(false);
    }

    static Task<CheckRow?> RowAsync(Session session, string id, string partner) =>
        session.FindAsync<CheckRow>($"SELECT {CheckRow.Columns} FROM partner_check WHERE id = @id AND partner = @partner", new { id, partner });

    static async Task<FileContentHttpResult> AnswerAsync(CheckAnswer answer, long begun)
    {
        if (answer.Ruling.Reason.MayBeTold())
        {
            var (code, sentence) = CheckWords.Of(answer.Ruling.Reason);
            throw new ProblemException(StatusCodes.Status403Forbidden, code, $"{sentence} (Check {answer.Id}.)");
        }
        var bytes = JsonSerializer.SerializeToUtf8Bytes(CheckBody.Of(answer), CheckBody.Json);
        // Answers leave at whole multiples of the grid from their request's arrival.
        await Task.Delay(s_grid - TimeSpan.FromTicks(Stopwatch.GetElapsedTime(begun).Ticks % s_grid.Ticks)).ConfigureAwait(false);
        return TypedResults.Bytes(bytes, "application/json; charset=utf-8"); // of a known length: one write
    }

    internal static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "media-type", "Send the question as application/json.");
        if (request.ContentLength > CheckQuestion.LargestBody)
            throw TooLarge();
        var buffer = new byte[CheckQuestion.LargestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted).ConfigureAwait(false);
        return length > CheckQuestion.LargestBody ? throw TooLarge() : buffer.AsMemory(0, length);
    }

    /// <summary>The header Idempotency-Key.</summary>
    internal static string KeyOf(HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        return key.Length is 0 or > LongestKey || key.Any(letter => letter is < '!' or > '~')
            ? throw new ProblemException(StatusCodes.Status400BadRequest, "idempotency-key", $"Send a header Idempotency-Key of 1 to {LongestKey} visible ASCII letters, new for each question and the same when you ask again.")
            : key;
    }

    static ProblemException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "too-large", $"A question has at most {CheckQuestion.LargestBody} bytes.");
}
