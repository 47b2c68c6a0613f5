using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Reviews;

/// <summary>Decisions of named reviewers on answers that wait: adverse, needing approval, or only possible.</summary>
/// <remarks>A look-up happens before a write, never in one. Safe on any thread.</remarks>
sealed class PendingReviews(Database database, RuleBook book, PersonLookUp persons, HubOptions options)
{
    const int Most = 1000;

    /// <summary>What waits, the most harmful first, of those the oldest.</summary>
    public async Task<IReadOnlyList<PendingReview>> QueueAsync(CancellationToken cancellation = default)
    {
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        var rows = await database.ReadAsync(session => session.ListAsync<CheckRow>($"SELECT {CheckRow.Columns} FROM partner_check WHERE outcome = 1 AND decision IS NULL ORDER BY made_at LIMIT @Most", new { Most }), cancellation).ConfigureAwait(false);
        var moment = Moment.Now(options.Clock);
        return
        [
            .. rows.Select(row => (Row: row, Agreement: rules.Find(row.Agreement, moment)!))
                .Select(pair => new PendingReview(pair.Row.Id, pair.Row.Agreement, pair.Agreement.Name, pair.Row.Partner, pair.Row.MadeAt.ToInstant(), Words.Reason((RulingReason)pair.Row.Reason), HarmOf(pair.Row, pair.Agreement)))
                .OrderByDescending(review => review.Harm).ThenBy(review => review.AskedAt).ThenBy(review => review.Check, StringComparer.Ordinal),
        ];
    }

    /// <summary>Opens the evidence; that it was opened, and by whom, is in the ledger before it is seen.</summary>
    /// <exception cref="ProblemException">There is no such pending answer, or the reviewer asked for it herself.</exception>
    public async Task<ReviewEvidence> OpenAsync(string check, Actor actor, CancellationToken cancellation = default)
    {
        var (row, agreement, found) = await LookUpAsync(check, cancellation).ConfigureAwait(false);
        var records = persons.Evidence(agreement, row.Person!);
        return await database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            var now = await WaitingAsync(session, check, actor).ConfigureAwait(false);
            var ruling = await RuleAsync(session, now, found, moment).ConfigureAwait(false);
            await session.RunAsync("INSERT INTO review_opening (check_id, account, opened_at) VALUES (@check, @AccountId, @at) ON CONFLICT (check_id, account) DO NOTHING",
                new { check, actor.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds() }).ConfigureAwait(false);
            await SecondReviews.DrawAsync(session, now, moment).ConfigureAwait(false);
            await LedgerEntries.AddAsync(session, moment, new NewEntry
            {
                Kind = EntryKinds.View,
                Agreement = now.Agreement,
                AgreementVersion = (int)now.AgreementVersion,
                Subject = now.Person,
                WriteOpening = json =>
                {
                    json.WriteString("act", "evidence-opened");
                    json.WriteString("check", check);
                    json.WriteString("by", actor.AccountId);
                },
            }).ConfigureAwait(false);
            return new ReviewEvidence(check, now.Agreement, now.Partner, now.Official, now.CaseReference, now.Asked is null or "null" ? ImmutableDictionary<string, string>.Empty : JsonSerializer.Deserialize<Dictionary<string, string>>(now.Asked)!,
                now.Probability ?? 0, Read(now.Agreeing), Read(now.Absent), records, ruling.Fields, ruling.Outcome == Outcome.Disclosed ? null : Words.Reason(ruling.Reason));
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Decides. The rules run again in the transaction that records it; where they refuse now, only declining is possible.</summary>
    /// <param name="check">The check's id.</param>
    /// <param name="approve">True: it leaves.</param>
    /// <param name="reason">Why, 1 to 2,000 letters.</param>
    /// <param name="actor">The reviewer, who has opened the evidence.</param>
    /// <param name="cancellation">Ends the waiting for one's turn.</param>
    /// <exception cref="ProblemException">It was decided before, the evidence was not opened, the reviewer asked for it herself, or nothing may leave now.</exception>
    public async Task DecideAsync(string check, bool approve, string reason, Actor actor, CancellationToken cancellation = default)
    {
        if (reason.Length is 0 or > 2000)
            throw new ProblemException(StatusCodes.Status400BadRequest, "reason", "Give a reason of 1 to 2,000 letters.");
        var (_, _, found) = await LookUpAsync(check, cancellation).ConfigureAwait(false);
        await database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            var row = await WaitingAsync(session, check, actor).ConfigureAwait(false);
            if (await session.ValueAsync<long>("SELECT COUNT(*) FROM review_opening WHERE check_id = @check AND account = @AccountId", new { check, actor.AccountId }).ConfigureAwait(false) == 0)
                throw new ProblemException(StatusCodes.Status409Conflict, "evidence-not-opened", "Open the evidence first: nobody decides on what they have not seen.");
            var ruling = await RuleAsync(session, row, found, moment).ConfigureAwait(false);
            if (approve && await LedgerState.RefusalAsync(session, moment).ConfigureAwait(false) is { } refusal)
                throw refusal;
            if (approve && ruling.Outcome != Outcome.Disclosed)
                throw new ProblemException(StatusCodes.Status409Conflict, "rules-refuse", $"Nothing may leave now: {Words.Reason(ruling.Reason)}. Decline it, or decide when that has changed.");
            var fields = approve ? ruling.Fields : [];
            await session.RunAsync("UPDATE partner_check SET decision = @decision, decided_at = @at, decided_by = @AccountId, decision_reason = @reason, fields = @fields, asked = NULL WHERE id = @check",
                new { check, decision = approve ? CheckRow.Approved : CheckRow.Declined, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), actor.AccountId, reason, fields = JsonSerializer.Serialize(fields) }).ConfigureAwait(false);
            await LedgerEntries.AddAsync(session, moment, EntryOf(row, approve, reason, fields, actor)).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>What came of an agreement's questions in [from, to).</summary>
    public static async Task<AnswerCounts> CountAsync(Session session, string agreement, DateTimeOffset from, DateTimeOffset to)
    {
        var counts = (await session.FindAsync<Counts>("""
            SELECT COALESCE(SUM(CASE WHEN outcome = 2 OR decision = 'approved' THEN 1 ELSE 0 END), 0) AS disclosed, COALESCE(SUM(CASE WHEN outcome = 0 THEN 1 ELSE 0 END), 0) AS refused,
              COALESCE(SUM(CASE WHEN decision = 'declined' THEN 1 ELSE 0 END), 0) AS declined, COALESCE(SUM(CASE WHEN outcome = 1 AND decision IS NULL THEN 1 ELSE 0 END), 0) AS waiting
            FROM partner_check WHERE agreement = @agreement AND made_at >= @from AND made_at < @to
            """, new { agreement, from = from.ToMicroseconds(), to = to.ToMicroseconds() }).ConfigureAwait(false))!;
        return new AnswerCounts(counts.Disclosed, counts.Refused, counts.Declined, counts.Waiting);
    }

    static int HarmOf(CheckRow row, Agreement agreement) => (agreement.IsAdverse ? 2 : 0) + ((RulingReason)row.Reason == RulingReason.Possible ? 1 : 0);

    static string[] Read(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    async Task<(CheckRow Row, Agreement Agreement, Found? Found)> LookUpAsync(string check, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(session => FindAsync(session, check), cancellation).ConfigureAwait(false);
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        var agreement = rules.Find(row.Agreement, Moment.Now(options.Clock)) ?? throw Unknown();
        return (row, agreement, persons.Read(agreement, row.Person!, row.Probability ?? 0, Read(row.Agreeing), Read(row.Absent)));
    }

    async Task<Ruling> RuleAsync(Session session, CheckRow row, Found? found, Moment moment)
    {
        var marks = await PersonMarks.ReadAsync(session, found is null ? [] : [found.Person]).ConfigureAwait(false);
        return CheckTransaction.Again(row.AsIf(CheckRow.Approved), PersonMarks.On(found, marks), await book.ReadAsync(session).ConfigureAwait(false), moment).Ruling;
    }

    static async Task<CheckRow> WaitingAsync(Session session, string check, Actor actor)
    {
        var row = await FindAsync(session, check).ConfigureAwait(false);
        return row.Official == actor.AccountId || string.Equals(row.Official, actor.DisplayName, StringComparison.OrdinalIgnoreCase)
            ? throw new ProblemException(StatusCodes.Status403Forbidden, "own-question", "You asked for this yourself. Somebody else decides.")
            : row;
    }

    static async Task<CheckRow> FindAsync(Session session, string check)
    {
        var row = await session.FindAsync<CheckRow>($"SELECT {CheckRow.Columns} FROM partner_check WHERE id = @check AND outcome = 1", new { check }).ConfigureAwait(false) ?? throw Unknown();
        return row.Decision is null ? row : throw new ProblemException(StatusCodes.Status409Conflict, "decided", "A reviewer has decided on this already.");
    }

    static ProblemException Unknown() => new(StatusCodes.Status404NotFound, "check-unknown", "There is no pending answer of this id.");

    static NewEntry EntryOf(CheckRow row, bool approve, string reason, ImmutableArray<string> fields, Actor actor) => new()
    {
        Kind = EntryKinds.Review,
        Agreement = row.Agreement,
        AgreementVersion = (int)row.AgreementVersion,
        Subject = row.Person,
        WriteOpening = json =>
        {
            json.WriteString("check", row.Id);
            json.WriteString("partner", row.Partner);
            json.WriteString("decision", approve ? CheckRow.Approved : CheckRow.Declined);
            json.WriteString("outcome", approve ? CheckWords.Disclosed : CheckWords.Nothing);
            json.WriteString("reason", reason);
            json.WriteString("by", actor.AccountId);
            json.WriteStartArray("fields");
            foreach (var field in fields)
                json.WriteStringValue(field);
            json.WriteEndArray();
        },
    };

    sealed class Counts
    {
        public long Disclosed { get; init; }

        public long Refused { get; init; }

        public long Declined { get; init; }

        public long Waiting { get; init; }
    }
}
