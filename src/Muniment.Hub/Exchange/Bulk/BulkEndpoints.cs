using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Bulk;

/// <summary>POST /api/v1/agreements/{id}/bulk-checks, GET …/{job}, GET …/{job}/result: questions about a list of people.</summary>
static class BulkEndpoints
{
    public static void MapBulkChecks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/agreements/{agreement}/bulk-checks").WithTags("Exchange").AllowPartners();
        group.MapPost("", SendAsync).WithName("bulk-check").WithSummary("Sends a list: CSV or Parquet, a column for each field you may send; a column record_id is given back.")
            .Accepts<IFormFile>("text/csv", "application/vnd.apache.parquet").Produces<BulkBody>(202).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(429).DisableRequestTimeout();
        group.MapGet("/{job}", ReadAsync).WithName("read-bulk-check").WithSummary("How far it is.").Produces<BulkBody>().ProducesProblem(401).ProducesProblem(404);
        group.MapGet("/{job}/result", ResultAsync).WithName("bulk-check-result").WithSummary("The rows of which something may leave now, or waits for a reviewer, as CSV.")
            .Produces<string>(200, "text/csv").ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).DisableRequestTimeout();
    }

    static async Task<IResult> SendAsync(string agreement, HttpContext context, RuleBook book, PartnerTokens tokens, Database database, BulkWorker worker, HubOptions options)
    {
        var format = context.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            "text/csv" => "csv",
            "application/vnd.apache.parquet" => "parquet",
            _ => throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "media-type", "Send the list as text/csv or application/vnd.apache.parquet."),
        };
        // All but the body's hash is verified before a byte of the list is read.
        var (token, rules) = await tokens.ReadHeadAsync(context.Request.Headers.Authorization, book, context.RequestAborted).ConfigureAwait(false);
        var key = CheckEndpoints.KeyOf(context.Request);
        rules = await book.WithAsync(rules, agreement, Moment.Now(options.Clock), context.RequestAborted).ConfigureAwait(false);
        Allow(rules, agreement, token, Moment.Now(options.Clock));
        var id = Ids.New("blk");
        var path = BulkStore.FileOf(options, id, format);
        var part = path + ".part";
        var hash = await BulkUpload.WriteAsync(context, part).ConfigureAwait(false);
        try
        {
            PartnerTokens.CheckBody(token, hash);
            File.Move(part, path);
            var job = await database.WriteAsync(session => AddAsync(session, book, token, new BulkJob
            {
                Id = id,
                Partner = token.Partner,
                Kid = token.KeyId,
                IdempotencyKey = key,
                RequestSha256 = SHA256.HashData([.. Encoding.UTF8.GetBytes(agreement), 0, .. hash]),
                Agreement = agreement,
                MadeAt = options.Clock.GetUtcNow().ToMicroseconds(),
                Official = token.Official,
                CaseReference = token.Case,
                Format = format,
                State = BulkJob.Waiting,
            }), context.RequestAborted).ConfigureAwait(false);
            if (job.Id != id)
                File.Delete(path);
            worker.Wake();
            context.Response.Headers.Location = $"/api/v1/agreements/{agreement}/bulk-checks/{job.Id}";
            return Results.Json(BulkBody.Of(job, options.Clock.GetUtcNow()), CheckBody.Json, statusCode: StatusCodes.Status202Accepted);
        }
        catch
        {
            File.Delete(part);
            File.Delete(path);
            throw;
        }
    }

    static async Task<IResult> ReadAsync(string agreement, string job, HttpContext context, RuleBook book, PartnerTokens tokens, Database database, HubOptions options)
    {
        var (row, _) = await FindAsync(agreement, job, context, book, tokens, database).ConfigureAwait(false);
        return Results.Json(BulkBody.Of(row, options.Clock.GetUtcNow()), CheckBody.Json);
    }

    static async Task ResultAsync(string agreement, string job, HttpContext context, RuleBook book, PartnerTokens tokens, Database database, BulkResult result, HubOptions options)
    {
        var (row, token) = await FindAsync(agreement, job, context, book, tokens, database).ConfigureAwait(false);
        if (row.State != BulkJob.Done)
            throw new ProblemException(StatusCodes.Status409Conflict, "not-done", row.Problem ?? "The list is not done yet. Ask how far it is, and for its result once its state is done.");
        if (await database.ReadAsync(session => LedgerState.RefusalAsync(session, Moment.Now(options.Clock)), context.RequestAborted).ConfigureAwait(false) is { } refusal)
            throw refusal;
        await result.WriteAsync(context, row, token).ConfigureAwait(false);
    }

    static async Task<BulkJob> AddAsync(Session session, RuleBook book, PartnerToken token, BulkJob job)
    {
        await UsedTokens.UseAsync(session, token, await book.ReadAsync(session).ConfigureAwait(false)).ConfigureAwait(false);
        return await BulkStore.AddAsync(session, job).ConfigureAwait(false);
    }

    static async Task<(BulkJob Job, PartnerToken Token)> FindAsync(string agreement, string id, HttpContext context, RuleBook book, PartnerTokens tokens, Database database)
    {
        var (token, _) = await tokens.ReadAsync(context.Request.Headers.Authorization, default, book, context.RequestAborted).ConfigureAwait(false);
        var job = await database.WriteAsync(async session =>
        {
            await UsedTokens.UseAsync(session, token, await book.ReadAsync(session).ConfigureAwait(false)).ConfigureAwait(false);
            return await BulkStore.FindAsync(session, id).ConfigureAwait(false);
        }, context.RequestAborted).ConfigureAwait(false);
        return job?.Partner == token.Partner && job.Agreement == agreement ? (job, token) : throw new ProblemException(StatusCodes.Status404NotFound, "job-unknown", "You have sent no list of this id.");
    }

    static void Allow(RulesInForce rules, string id, PartnerToken token, Moment moment)
    {
        if (rules.Find(id, moment) is not { } agreement || agreement.Partner.Id != token.Partner)
            throw new ProblemException(StatusCodes.Status404NotFound, "agreement-unknown", "You have no agreement of this id.");
        // Its fields are known once it has been read.
        var reason = Ruling.BeforeLookUp(new Question(agreement, rules.Pauses, new Request(Direction.BulkCheck, agreement.Matching.MustAgree, []), default, moment));
        if (reason == RulingReason.None)
            return;
        var (code, sentence) = CheckWords.Of(reason);
        throw new ProblemException(StatusCodes.Status403Forbidden, code, sentence);
    }

    /// <summary>How far a bulk check is.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Agreement">The agreement's id.</param>
    /// <param name="State">"waiting", "running", "done", "refused" or "failed".</param>
    /// <param name="Rows">Rows that could be read; 0 until the list has been read.</param>
    /// <param name="Done">Rows looked up.</param>
    /// <param name="Rejected">Rows that could not be read: a wrong number of fields, an id given twice.</param>
    /// <param name="RowsPerSecond">Rows looked up a second; null until it runs.</param>
    /// <param name="Problem">Why it was refused or failed.</param>
    internal sealed record BulkBody(string Id, string Agreement, string State, long Rows, long Done, long Rejected, double? RowsPerSecond, string? Problem)
    {
        public static BulkBody Of(BulkJob job, DateTimeOffset now)
        {
            var seconds = job.BeganAt is { } began ? ((job.EndedAt ?? now.ToMicroseconds()) - began) / 1e6 : 0;
            return new(job.Id, job.Agreement, job.State, job.RowCount, job.RowsDone, job.Rejected, seconds > 0 ? Math.Round(job.RowsDone / seconds, 1) : null, job.Problem);
        }
    }
}
