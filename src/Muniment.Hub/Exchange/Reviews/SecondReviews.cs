using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Reviews;

/// <summary>A tenth of the answers that reviewers decide on is judged once more by another reviewer who does not see what the first decided, so that how sure these decisions are is measured.</summary>
/// <remarks>Drawn at random when the evidence is first opened, so that nobody knows which. A judgement changes nothing that left; where two differ, a steward is told by the figures. Safe on any thread.</remarks>
sealed class SecondReviews(Database database, RuleBook book, PersonLookUp persons, HubOptions options)
{
    /// <summary>One of so many is drawn.</summary>
    public const int OneIn = 10;

    /// <summary>So long what was asked is kept for a second judgement.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    const string Waiting = "s.judged_at IS NULL AND s.drawn_at > @after AND c.decision IS NOT NULL AND (c.decided_by IS NULL OR c.decided_by <> @AccountId)";

    /// <summary>Draws an answer, or does not. In the write in which its evidence is opened; the same answer is drawn once.</summary>
    public static async Task DrawAsync(Session session, CheckRow row, Moment moment)
    {
        if (RandomNumberGenerator.GetInt32(OneIn) == 0)
            await DrawnAsync(session, row, moment).ConfigureAwait(false);
    }

    /// <summary>Takes an answer into the sample, and erases what was kept too long.</summary>
    internal static async Task DrawnAsync(Session session, CheckRow row, Moment moment)
    {
        var now = moment.Instant.ToDateTimeOffset();
        await session.RunAsync("INSERT INTO second_review (check_id, drawn_at, asked) VALUES (@Id, @at, @Asked) ON CONFLICT (check_id) DO NOTHING", new { row.Id, at = now.ToMicroseconds(), row.Asked }).ConfigureAwait(false);
        await session.RunAsync("UPDATE second_review SET asked = NULL WHERE asked IS NOT NULL AND drawn_at <= @before", new { before = (now - Kept).ToMicroseconds() }).ConfigureAwait(false);
    }

    /// <summary>What waits for a second judgement of somebody who did not decide it, the oldest first, at most 100. It says nothing of the decision.</summary>
    public async Task<IReadOnlyList<PendingReview>> QueueAsync(Actor by, CancellationToken cancellation = default)
    {
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        var moment = Moment.Now(options.Clock);
        var rows = await database.ReadAsync(session => session.ListAsync<CheckRow>(
            $"SELECT {Of("c")} FROM second_review s JOIN partner_check c ON c.id = s.check_id WHERE {Waiting} ORDER BY s.drawn_at, c.id LIMIT 100", new { by.AccountId, after = After(moment) }), cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new PendingReview(row.Id, row.Agreement, rules.Find(row.Agreement, moment)!.Name, row.Partner, row.MadeAt.ToInstant(), Words.Reason((RulingReason)row.Reason), rules.Find(row.Agreement, moment)!.IsAdverse ? 2 : 0))];
    }

    /// <summary>Opens the evidence as the first reviewer saw it, by the records as they are now; that it was opened is in the ledger before it is seen.</summary>
    /// <exception cref="ProblemException">No such answer waits for this reviewer.</exception>
    public async Task<ReviewEvidence> OpenAsync(string check, Actor by, CancellationToken cancellation = default)
    {
        var (row, asked) = await database.ReadAsync(session => FindAsync(session, check, by), cancellation).ConfigureAwait(false);
        var agreement = (await book.ReadAsync(cancellation).ConfigureAwait(false)).Find(row.Agreement, Moment.Now(options.Clock))!;
        var records = persons.Evidence(agreement, row.Person!);
        return await database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            _ = await FindAsync(session, check, by).ConfigureAwait(false);
            await session.RunAsync("UPDATE second_review SET opened_by = @AccountId, opened_at = @at WHERE check_id = @check", new { by.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), check }).ConfigureAwait(false);
            await LedgerEntries.AddAsync(session, moment, EntryOf(row, EntryKinds.View, "evidence-opened-again", by, null)).ConfigureAwait(false);
            var values = asked is null or "null" ? ImmutableDictionary<string, string>.Empty : (IReadOnlyDictionary<string, string>)JsonSerializer.Deserialize<Dictionary<string, string>>(asked)!;
            return new ReviewEvidence(check, row.Agreement, row.Partner, row.Official, row.CaseReference, values, row.Probability ?? 0, Texts(row.Agreeing), Texts(row.Absent), records, [], null);
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Judges: would it have been right to let the answer leave? Nothing leaves and nothing is called back by it.</summary>
    /// <param name="check">The check's id.</param>
    /// <param name="approve">True: it would.</param>
    /// <param name="reason">Why, 1 to 2,000 letters.</param>
    /// <param name="by">Who has opened the evidence again.</param>
    /// <param name="cancellation">Ends the waiting for one's turn.</param>
    /// <exception cref="ProblemException">No such answer waits for this reviewer, or the evidence was not opened.</exception>
    public Task JudgeAsync(string check, bool approve, string reason, Actor by, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        if (reason.Length is 0 or > 2000)
            throw new ProblemException(StatusCodes.Status400BadRequest, "reason", "Give a reason of 1 to 2,000 letters.");
        var (row, _) = await FindAsync(session, check, by).ConfigureAwait(false);
        var judged = await session.RunAsync("UPDATE second_review SET judged_by = @AccountId, judged_at = @at, approve = @approve, reason = @reason, asked = NULL WHERE check_id = @check AND opened_by = @AccountId",
            new { by.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), approve = approve ? 1L : 0L, reason, check }).ConfigureAwait(false);
        if (judged == 0)
            throw new ProblemException(StatusCodes.Status409Conflict, "evidence-not-opened", "Open the evidence first: nobody decides on what they have not seen.");
        await LedgerEntries.AddAsync(session, moment, EntryOf(row, EntryKinds.Decision, "judged-again", by, approve)).ConfigureAwait(false);
    }, cancellation);

    /// <summary>How often the two came to the same, over all that was judged twice.</summary>
    public Task<ReviewersAgreement> AgreementAsync(CancellationToken cancellation = default) => database.ReadAsync(async session =>
    {
        var counts = (await session.ListAsync<Counts>("SELECT c.decision AS decision, s.approve AS approve, COUNT(*) AS number FROM second_review s JOIN partner_check c ON c.id = s.check_id WHERE s.judged_at IS NOT NULL GROUP BY c.decision, s.approve").ConfigureAwait(false))
            .ToDictionary(count => (count.Decision == CheckRow.Approved, count.Approve == 1), count => count.Number);
        return new ReviewersAgreement(counts.GetValueOrDefault((true, true)), counts.GetValueOrDefault((false, false)), counts.GetValueOrDefault((true, false)), counts.GetValueOrDefault((false, true)));
    }, cancellation);

    async Task<(CheckRow Row, string? Asked)> FindAsync(Session session, string check, Actor by)
    {
        var row = await session.FindAsync<CheckRow>($"SELECT {Of("c")} FROM second_review s JOIN partner_check c ON c.id = s.check_id WHERE s.check_id = @check AND {Waiting}", new { check, by.AccountId, after = After(Moment.Now(options.Clock)) }).ConfigureAwait(false)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "check-unknown", "No answer of this id waits for a second judgement of yours.");
        return (row, await session.ValueAsync<string>("SELECT asked FROM second_review WHERE check_id = @check", new { check }).ConfigureAwait(false));
    }

    static long After(Moment moment) => (moment.Instant.ToDateTimeOffset() - Kept).ToMicroseconds();

    static string Of(string table) => string.Join(", ", CheckRow.Columns.Split(", ").Select(column => $"{table}.{column}"));

    static string[] Texts(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    static NewEntry EntryOf(CheckRow row, string kind, string act, Actor by, bool? approve) => new()
    {
        Kind = kind,
        Agreement = row.Agreement,
        AgreementVersion = (int)row.AgreementVersion,
        Subject = row.Person,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("check", row.Id);
            json.WriteString("by", by.AccountId);
            if (approve is { } would)
                json.WriteBoolean("approve", would);
        },
    };

    sealed class Counts
    {
        public string Decision { get; init; } = "";

        public long Approve { get; init; }

        public long Number { get; init; }
    }
}
