using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Disclosures.Recalls;

/// <summary>Finds everybody who received something about a person that was wrong, has them told, and keeps what they answer. Erasure comes after.</summary>
/// <remarks>UK GDPR article 19. Each notice is an entry of the kind recall, so the person sees it too. Every method is for a write.</remarks>
public static class RecallBook
{
    const string Columns = "r.id, r.cause, r.fields, r.made_at, r.made_by, COUNT(n.check_id) AS notices, COUNT(n.told_at) AS told, COUNT(n.answer) AS answered";

    /// <summary>Begins a recall of everything that was disclosed about a person in some fields.</summary>
    /// <param name="session">A write.</param>
    /// <param name="person">The person's id, as it was when it was disclosed.</param>
    /// <param name="fields">The fields that were wrong; empty: all.</param>
    /// <param name="cause">One of <see cref="RecallCauses"/>.</param>
    /// <param name="reason">Why; stays here.</param>
    /// <param name="by">Account.</param>
    /// <param name="moment">Now.</param>
    /// <returns>The recall's id; null: nobody has received anything of the kind.</returns>
    public static async Task<string?> OpenAsync(Session session, string person, IReadOnlyList<string> fields, string cause, string reason, string by, Moment moment)
    {
        if (!RecallCauses.All.Contains(cause))
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-cause", $"The cause is one of {string.Join(", ", RecallCauses.All)}.");
        var past = (await session.ListAsync<Past>(
            "SELECT id, partner, agreement, agreement_version, fields FROM partner_check WHERE person = @person AND (outcome = @disclosed OR (outcome = @pending AND decision = @approved)) ORDER BY made_at, id",
            new { person, disclosed = (long)Outcome.Disclosed, pending = (long)Outcome.Pending, approved = CheckRow.Approved }).ConfigureAwait(false))
            .Select(row => (Row: row, Fields: Affected(row, fields))).Where(row => row.Fields.Count > 0).ToList();
        if (past.Count == 0)
            return null;
        var (id, at) = (Ids.New("rcl"), moment.Instant.ToDateTimeOffset().ToMicroseconds());
        await session.RunAsync("INSERT INTO recall (id, person, fields, cause, reason, made_by, made_at) VALUES (@id, @person, @fields, @cause, @reason, @by, @at)",
            new { id, person, fields = JsonSerializer.Serialize(fields), cause, reason, by, at }).ConfigureAwait(false);
        await session.RunManyAsync("INSERT INTO recall_notice (recall, check_id, partner, agreement, agreement_version, fields) VALUES (@recall, @check, @partner, @agreement, @version, @fields)",
            ["recall", "check", "partner", "agreement", "version", "fields"],
            [.. past.Select(one => new object?[] { id, one.Row.Id, one.Row.Partner, one.Row.Agreement, one.Row.AgreementVersion, JsonSerializer.Serialize(one.Fields) })]).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, [.. past.Select(one => EntryOf(id, person, cause, by, one.Row, one.Fields))]).ConfigureAwait(false);
        return id;
    }

    /// <summary>What a partner is to know; from now on it counts as told.</summary>
    /// <param name="session">A write.</param>
    /// <param name="partner">The partner's CURIE.</param>
    /// <param name="onlyOpen">Only what it has not answered.</param>
    /// <param name="moment">Now.</param>
    public static async Task<IReadOnlyList<RecallNotice>> TellAsync(Session session, string partner, bool onlyOpen, Moment moment)
    {
        var notices = await NoticesAsync(session, partner, onlyOpen ? "AND n.answer IS NULL" : "").ConfigureAwait(false);
        await ToldAsync(session, notices, moment).ConfigureAwait(false);
        return notices;
    }

    /// <summary>What a partner has not been told yet, to be sent to its endpoint.</summary>
    internal static Task<IReadOnlyList<RecallNotice>> UntoldAsync(Session session, string partner) => NoticesAsync(session, partner, "AND n.told_at IS NULL");

    /// <summary>Records that a partner has been told.</summary>
    internal static Task ToldAsync(Session session, IReadOnlyList<RecallNotice> notices, Moment moment) =>
        session.RunManyAsync("UPDATE recall_notice SET told_at = @at WHERE recall = @recall AND check_id = @check AND told_at IS NULL", ["recall", "check", "at"],
            [.. notices.Select(notice => new object?[] { notice.Recall, notice.Check, moment.Instant.ToDateTimeOffset().ToMicroseconds() })]);

    static async Task<IReadOnlyList<RecallNotice>> NoticesAsync(Session session, string partner, string condition)
    {
        var rows = await session.ListAsync<NoticeRow>($"""
            SELECT n.recall, n.check_id, n.agreement, n.fields, n.answer, r.cause, r.made_at FROM recall_notice n JOIN recall r ON r.id = n.recall
            WHERE n.partner = @partner {condition} ORDER BY r.made_at, n.recall, n.check_id LIMIT 1000
            """, new { partner }).ConfigureAwait(false);
        return [.. rows.Select(row => new RecallNotice(row.Recall, row.CheckId, row.Agreement, row.Cause, JsonSerializer.Deserialize<string[]>(row.Fields)!, row.MadeAt.ToInstant(), row.Answer))];
    }

    /// <summary>A partner says what it did about its checks of a recall.</summary>
    /// <param name="session">A write.</param>
    /// <param name="partner">The partner's CURIE.</param>
    /// <param name="recall">The recall.</param>
    /// <param name="checks">Its checks; empty: all of the recall's.</param>
    /// <param name="answer">One of <see cref="RecallAnswers"/>.</param>
    /// <param name="moment">Now.</param>
    /// <exception cref="ProblemException">It has no such notice.</exception>
    public static async Task AnswerAsync(Session session, string partner, string recall, IReadOnlyList<string> checks, string answer, Moment moment)
    {
        if (!RecallAnswers.All.Contains(answer))
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-answer", $"The answer is one of {string.Join(", ", RecallAnswers.All)}.");
        var own = (await session.ListAsync<string>("SELECT check_id FROM recall_notice WHERE recall = @recall AND partner = @partner", new { recall, partner }).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        if (own.Count == 0 || checks.Any(check => !own.Contains(check)))
            throw new ProblemException(StatusCodes.Status404NotFound, "recall-unknown", "There is no recall of this id for you, or a check is not one of yours in it.");
        var at = moment.Instant.ToDateTimeOffset().ToMicroseconds();
        await session.RunManyAsync("UPDATE recall_notice SET answer = @answer, answered_at = @at, told_at = COALESCE(told_at, @at) WHERE recall = @recall AND check_id = @check", ["recall", "check", "answer", "at"],
            [.. (checks.Count == 0 ? own : (IEnumerable<string>)checks).Select(check => new object?[] { recall, check, answer, at })]).ConfigureAwait(false);
    }

    /// <summary>Recalls, the latest first, at most 500.</summary>
    public static async Task<IReadOnlyList<Recall>> ListAsync(Session session) =>
        [.. (await session.ListAsync<RecallRow>($"SELECT {Columns} FROM recall r JOIN recall_notice n ON n.recall = r.id GROUP BY r.id, r.cause, r.fields, r.made_at, r.made_by ORDER BY r.made_at DESC, r.id LIMIT 500").ConfigureAwait(false))
            .Select(row => new Recall(row.Id, row.Cause, JsonSerializer.Deserialize<string[]>(row.Fields)!, row.MadeAt.ToInstant(), row.MadeBy, row.Notices, row.Told, row.Answered))];

    /// <summary>Whom a person's recalls went to, for her to be told.</summary>
    public static async Task<IReadOnlyList<Recipient>> RecipientsAsync(Session session, string person) =>
        [.. (await session.ListAsync<RecipientRow>("""
            SELECT n.partner, p.name, n.agreement, n.agreement_version, n.fields, n.told_at, n.answer
            FROM recall_notice n JOIN recall r ON r.id = n.recall JOIN partner p ON p.id = n.partner WHERE r.person = @person ORDER BY n.partner, n.check_id
            """, new { person }).ConfigureAwait(false))
            .Select(row => new Recipient(row.Partner, row.Name, $"{row.Agreement}/{row.AgreementVersion}", JsonSerializer.Deserialize<string[]>(row.Fields)!, row.ToldAt?.ToInstant(), row.Answer))];

    /// <summary>The same without what she is to be told only later (<see cref="DelayedNotices"/>): what her own page shows.</summary>
    /// <param name="session">A read or a write.</param>
    /// <param name="person">The person.</param>
    /// <param name="now">Now.</param>
    /// <param name="recall">Of this recall alone; null: of all of hers.</param>
    /// <returns>One for each agreement under which a partner had received something: told once all of it was fetched, answered where all answers are one.</returns>
    public static async Task<IReadOnlyList<Recipient>> RecipientsToTellAsync(Session session, string person, DateTimeOffset now, string? recall = null) =>
        [.. (await session.ListAsync<RecipientRow>("""
            SELECT n.partner, p.name, n.agreement, n.agreement_version, n.fields, n.told_at, n.answer
            FROM recall_notice n JOIN recall r ON r.id = n.recall JOIN partner p ON p.id = n.partner LEFT JOIN partner_check c ON c.id = n.check_id
            WHERE r.person = @person AND n.recall = COALESCE(@recall, n.recall) AND NOT EXISTS (SELECT 1 FROM delayed_notice d WHERE d.agreement = c.agreement AND d.case_reference = c.case_reference AND d.confirmed_by IS NOT NULL AND d.ended_at IS NULL AND d.until_at > @at)
            ORDER BY n.partner, n.check_id
            """, new { person, recall, at = now.ToMicroseconds() }).ConfigureAwait(false)).GroupBy(row => (row.Partner, row.Agreement, row.AgreementVersion)).Select(rows => new Recipient(
                rows.Key.Partner, rows.First().Name, $"{rows.Key.Agreement}/{rows.Key.AgreementVersion}", [.. rows.SelectMany(row => JsonSerializer.Deserialize<string[]>(row.Fields)!).Distinct(StringComparer.Ordinal)],
                rows.All(row => row.ToldAt is not null) ? rows.Max(row => row.ToldAt)?.ToInstant() : null, rows.Select(row => row.Answer).Distinct(StringComparer.Ordinal).Count() == 1 ? rows.First().Answer : null))];

    /// <summary>Erases what the ledger's openings and the checks say of a person, once everybody who received something has been told.</summary>
    /// <returns>How many openings were erased.</returns>
    /// <exception cref="ProblemException">Somebody who received something has not been told: make a recall with the cause erased, and wait until it was fetched.</exception>
    public static async Task<int> EraseAsync(Session session, string person, string reason, string by, Moment moment)
    {
        var untold = await session.ValueAsync<long>("""
            SELECT COUNT(*) FROM partner_check c WHERE c.person = @person AND (c.outcome = @disclosed OR (c.outcome = @pending AND c.decision = @approved))
              AND NOT EXISTS (SELECT 1 FROM recall_notice n JOIN recall r ON r.id = n.recall WHERE n.check_id = c.id AND n.told_at IS NOT NULL AND r.cause = 'erased')
            """, new { person, disclosed = (long)Outcome.Disclosed, pending = (long)Outcome.Pending, approved = CheckRow.Approved }).ConfigureAwait(false);
        if (untold > 0)
            throw new ProblemException(StatusCodes.Status409Conflict, "recall-first", $"{untold} disclosures about this person have not been recalled, or their recipients have not fetched the recall yet. Erasure comes after.");
        var at = moment.Instant.ToDateTimeOffset();
        var erased = await LedgerEntries.EraseAsync(session, person, moment).ConfigureAwait(false);
        await session.RunJournaledAsync("UPDATE partner_check SET person = NULL, probability = NULL, agreeing = '[]', absent = '[]' WHERE person = @person", new { person }, at).ConfigureAwait(false);
        await session.RunJournaledAsync("UPDATE recall SET person = '', reason = '' WHERE person = @person", new { person }, at).ConfigureAwait(false);
        await session.RunJournaledAsync("DELETE FROM usage_alias WHERE person = @person", new { person }, at).ConfigureAwait(false);
        await session.RunJournaledAsync("DELETE FROM account_person WHERE person = @person", new { person }, at).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Erasure,
            WriteOpening = json =>
            {
                json.WriteString("what", "openings");
                json.WriteNumber("openings", erased);
                json.WriteString("by", by);
                json.WriteString("reason", reason);
            },
        }).ConfigureAwait(false);
        return erased;
    }

    static List<string> Affected(Past past, IReadOnlyList<string> fields)
    {
        var left = JsonSerializer.Deserialize<string[]>(past.Fields)!;
        // That somebody was found at all is wrong, too, where the records were several people's.
        return [.. fields.Count == 0 ? left : left.Where(fields.Contains)];
    }

    static NewEntry EntryOf(string id, string person, string cause, string by, Past past, List<string> fields) => new()
    {
        Kind = EntryKinds.Recall,
        Agreement = past.Agreement,
        AgreementVersion = (int)past.AgreementVersion,
        Subject = person,
        WriteOpening = json =>
        {
            json.WriteString("recall", id);
            json.WriteString("check", past.Id);
            json.WriteString("partner", past.Partner);
            json.WriteString("cause", cause);
            json.WriteString("by", by);
            json.WriteStartArray("fields");
            foreach (var field in fields)
                json.WriteStringValue(field);
            json.WriteEndArray();
        },
    };

    sealed class Past
    {
        public string Id { get; init; } = "";

        public string Partner { get; init; } = "";

        public string Agreement { get; init; } = "";

        public long AgreementVersion { get; init; }

        public string Fields { get; init; } = "[]";
    }

    sealed class NoticeRow
    {
        public string Recall { get; init; } = "";

        public string CheckId { get; init; } = "";

        public string Agreement { get; init; } = "";

        public string Fields { get; init; } = "[]";

        public string? Answer { get; init; }

        public string Cause { get; init; } = "";

        public long MadeAt { get; init; }
    }

    sealed class RecallRow
    {
        public string Id { get; init; } = "";

        public string Cause { get; init; } = "";

        public string Fields { get; init; } = "[]";

        public long MadeAt { get; init; }

        public string MadeBy { get; init; } = "";

        public long Notices { get; init; }

        public long Told { get; init; }

        public long Answered { get; init; }
    }

    sealed class RecipientRow
    {
        public string Partner { get; init; } = "";

        public string Name { get; init; } = "";

        public string Agreement { get; init; } = "";

        public long AgreementVersion { get; init; }

        public string Fields { get; init; } = "[]";

        public long? ToldAt { get; init; }

        public string? Answer { get; init; }
    }
}
