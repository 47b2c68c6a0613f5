using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using NodaTime;

namespace Muniment.Hub.Exchange.Urgent;

/// <summary>Urgent disclosures outside any agreement: two people, a ground and a reason before; a third person's review within five working days after.</summary>
/// <remarks>
/// A pause on every disclosure holds here too, an open merged-identity finding refuses, and contested fields stay behind. Working days are Monday to Friday:
/// a bank holiday makes the time shorter, not longer. Safe on any thread.
/// </remarks>
sealed class UrgentDisclosures(Database database, RuleBook book, PersonLookUp persons, HubOptions options)
{
    const int WorkingDays = 5;

    /// <summary>Asks for one. Nothing leaves.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ProblemException">It lacks what it needs.</exception>
    public async Task<string> AskAsync(UrgentRequest asked, Actor actor, CancellationToken cancellation = default)
    {
        if (!UrgentRequest.Grounds.Contains(asked.Ground))
            throw Bad($"The ground is one of {string.Join(", ", UrgentRequest.Grounds)}.");
        if (asked.Fields.Length is 0 or > 20 || !asked.Fields.All(AgreementJson.IsField) || asked.Recipient.Length is 0 or > 300 || asked.Reason.Length is 0 or > 2000)
            throw Bad("Give 1 to 20 fields, a recipient of at most 300 letters and a reason of at most 2,000.");
        var id = Ids.New("urg");
        await database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            await session.RunAsync("INSERT INTO urgent_disclosure (id, asked_at, asked_by, person, part, recipient, fields, ground, reason) VALUES (@id, @at, @AccountId, @Person, @part, @Recipient, @fields, @Ground, @Reason)",
                new { id, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), actor.AccountId, asked.Person, part = (long)asked.Partition, asked.Recipient, fields = JsonSerializer.Serialize(asked.Fields), asked.Ground, asked.Reason }).ConfigureAwait(false);
            await LedgerEntries.AddAsync(session, moment, EntryOf("asked", id, asked.Person, actor, json => json.WriteString("ground", asked.Ground))).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
        return id;
    }

    /// <summary>Approves one, as another person than who asked. It is in the ledger before the values are given to the approver, who passes them on.</summary>
    /// <exception cref="ProblemException">They asked for it themselves, it was approved before, or a pause or a mark on the person stands in the way.</exception>
    public async Task<UrgentAnswer> ApproveAsync(string id, Actor actor, CancellationToken cancellation = default)
    {
        var before = await database.ReadAsync(session => FindAsync(session, id), cancellation).ConfigureAwait(false);
        var fields = JsonSerializer.Deserialize<string[]>(before.Fields)!;
        var found = persons.Whole((SnapshotPartition)before.Part, before.Person, fields) ?? throw new ProblemException(StatusCodes.Status404NotFound, "person-unknown", "The person is not held any more.");
        return await database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            var row = await FindAsync(session, id).ConfigureAwait(false);
            if (row.AskedBy == actor.AccountId)
                throw new ProblemException(StatusCodes.Status403Forbidden, "own-question", "You asked for this yourself. Somebody else approves it.");
            if (row.ApprovedBy is not null)
                throw new ProblemException(StatusCodes.Status409Conflict, "decided", "It was approved already.");
            if (await LedgerState.RefusalAsync(session, moment).ConfigureAwait(false) is { } refusal)
                throw refusal;
            var facts = PersonMarks.On(found, await PersonMarks.ReadAsync(session, [found.Person]).ConfigureAwait(false))!.Facts;
            var rules = await book.ReadAsync(session).ConfigureAwait(false);
            if (facts.HasOpenMergedIdentity || rules.Pauses.Any(pause => pause.Reach == PauseReach.All && !pause.HasEndedAt(moment) && pause.MayConcern(facts, moment)))
                throw new ProblemException(StatusCodes.Status409Conflict, "rules-refuse", "Nothing may leave now: every disclosure about her is paused, or her records may belong to more than one human being.");
            var leaving = found.Values.Where(pair => !facts.ContestedFields.Contains(pair.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
            var entry = await LedgerEntries.AddAsync(session, moment, EntryOf("disclosed", id, row.Person, actor, json => Write(json, row, leaving.Keys))).ConfigureAwait(false);
            await session.RunAsync("UPDATE urgent_disclosure SET approved_at = @at, approved_by = @AccountId, month = @month, entry = @entry, review_due = @due WHERE id = @id",
                new { id, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), actor.AccountId, month = LedgerEntries.MonthOf(moment.Date), entry, due = AgreementJson.Text(DueAfter(moment.Date)) }).ConfigureAwait(false);
            return new UrgentAnswer(id, leaving);
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reviews one, as a third person.</summary>
    /// <param name="id">Which.</param>
    /// <param name="isUpheld">Whether it was right to disclose.</param>
    /// <param name="words">Why, 1 to 2,000 letters.</param>
    /// <param name="actor">Neither who asked nor who approved.</param>
    /// <param name="cancellation">Ends the waiting for one's turn.</param>
    /// <exception cref="ProblemException">They took part in it, or there is nothing to review.</exception>
    public Task ReviewAsync(string id, bool isUpheld, string words, Actor actor, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var row = await FindAsync(session, id).ConfigureAwait(false);
        if (row.AskedBy == actor.AccountId || row.ApprovedBy == actor.AccountId)
            throw new ProblemException(StatusCodes.Status403Forbidden, "own-question", "You took part in this. Somebody else reviews it.");
        if (row.ApprovedBy is null || row.ReviewedBy is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "decided", "There is nothing to review: nothing was disclosed, or it was reviewed already.");
        if (words.Length is 0 or > 2000)
            throw Bad("Give a reason of 1 to 2,000 letters.");
        await session.RunAsync("UPDATE urgent_disclosure SET reviewed_at = @at, reviewed_by = @AccountId, finding = @finding, finding_words = @words WHERE id = @id",
            new { id, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), actor.AccountId, finding = isUpheld ? "upheld" : "wrong", words }).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, EntryOf("reviewed", id, row.Person, actor, json => json.WriteString("finding", isUpheld ? "upheld" : "wrong"))).ConfigureAwait(false);
    }, cancellation);

    /// <summary>What the public reads: whole months, and reviews as of today.</summary>
    public static async Task<UrgentCounts> CountAsync(Session session, Moment moment)
    {
        var months = await session.ListAsync<MonthRow>("SELECT month, COUNT(*) AS disclosures FROM urgent_disclosure WHERE approved_at IS NOT NULL AND month < @month GROUP BY month ORDER BY month DESC", new { month = LedgerEntries.MonthOf(moment.Date) }).ConfigureAwait(false);
        const string Open = "SELECT COUNT(*) FROM urgent_disclosure WHERE approved_at IS NOT NULL AND reviewed_at IS NULL";
        return new UrgentCounts([.. months.Select(row => new UrgentMonth(row.Month, row.Disclosures))], await session.ValueAsync<long>(Open).ConfigureAwait(false),
            await session.ValueAsync<long>($"{Open} AND review_due < @today", new { today = AgreementJson.Text(moment.Date) }).ConfigureAwait(false));
    }

    /// <summary>The fifth working day after a day.</summary>
    internal static LocalDate DueAfter(LocalDate day)
    {
        for (var left = WorkingDays; left > 0;)
        {
            day = day.PlusDays(1);
            left -= day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday ? 0 : 1;
        }
        return day;
    }

    static void Write(Utf8JsonWriter json, Row row, IEnumerable<string> fields)
    {
        json.WriteString("ground", row.Ground);
        json.WriteString("recipient", row.Recipient);
        json.WriteString("reason", row.Reason);
        json.WriteString("asked_by", row.AskedBy);
        json.WriteString("outcome", CheckWords.Disclosed);
        json.WriteStartArray("fields");
        foreach (var field in fields)
            json.WriteStringValue(field);
        json.WriteEndArray();
    }

    static NewEntry EntryOf(string act, string id, string person, Actor actor, Action<Utf8JsonWriter> more) => new()
    {
        Kind = EntryKinds.Urgent,
        Subject = person,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("urgent", id);
            json.WriteString("by", actor.AccountId);
            more(json);
        },
    };

    static async Task<Row> FindAsync(Session session, string id) =>
        await session.FindAsync<Row>("SELECT id, asked_by, person, part, recipient, fields, ground, reason, approved_by, reviewed_by FROM urgent_disclosure WHERE id = @id", new { id }).ConfigureAwait(false)
        ?? throw new ProblemException(StatusCodes.Status404NotFound, "urgent-unknown", "There is no urgent disclosure of this id.");

    static ProblemException Bad(string sentence) => new(StatusCodes.Status400BadRequest, "bad-form", sentence);

    sealed class Row
    {
        public string AskedBy { get; init; } = "";

        public string Person { get; init; } = "";

        public long Part { get; init; }

        public string Recipient { get; init; } = "";

        public string Fields { get; init; } = "[]";

        public string Ground { get; init; } = "";

        public string Reason { get; init; } = "";

        public string? ApprovedBy { get; init; }

        public string? ReviewedBy { get; init; }
    }

    sealed class MonthRow
    {
        public string Month { get; init; } = "";

        public long Disclosures { get; init; }
    }
}
