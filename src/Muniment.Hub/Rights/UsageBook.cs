using System.Text.Json;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Rights;

/// <summary>Who used a person's data, when, why and under what agreement: read from the ledger's openings.</summary>
/// <remarks>
/// Left out is what may be somebody else's: all of it while a finding that her records are several people's is open, and entries whose match was less sure than
/// <see cref="LeastProbability"/>, until a human clears them. Left out for a time is what a <see cref="DelayedNotice"/> covers. Safe on any thread.
/// </remarks>
public sealed class UsageBook(Database database, RuleBook book, TimeProvider clock)
{
    /// <summary>Match probability from which an entry is shown to the person herself: stricter than agreements need be.</summary>
    public const double LeastProbability = 0.99;

    /// <summary>Most uses on a page.</summary>
    public const int LargestPage = 1000;

    /// <summary>Who received, where it was this body's own staff.</summary>
    public const string Staff = "muniment:staff";

    static readonly string[] s_kinds = [EntryKinds.Check, EntryKinds.Push, EntryKinds.Urgent, EntryKinds.View, EntryKinds.Share, EntryKinds.Recall, EntryKinds.BulkCheck];

    /// <summary>A page of the uses of a person's data; the reading is itself an entry.</summary>
    /// <param name="person">Her id; null: nobody, and an empty page.</param>
    /// <param name="asked">Which uses.</param>
    /// <param name="caller">Who reads, for the entry.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task<UsagePage> ReadAsync(string? person, UsageQuery asked, string caller, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(clock);
        var page = person is null ? new UsagePage(0, [], null) : await PageAsync(session, person, asked, moment).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.LedgerRead,
            Subject = person,
            WriteOpening = json =>
            {
                json.WriteString("what", "usage");
                json.WriteString("by", caller);
                json.WriteNumber("shown", page.Usages.Count);
            },
        }).ConfigureAwait(false);
        return page;
    }, cancellation);

    /// <summary>The period there are entries of.</summary>
    public Task<UsagePeriod> PeriodAsync(CancellationToken cancellation = default) => database.ReadAsync(async session =>
        new UsagePeriod((await session.ValueAsync<long?>("SELECT made_at FROM entry ORDER BY seq LIMIT 1").ConfigureAwait(false))?.ToInstant() ?? clock.GetUtcNow()), cancellation);

    /// <summary>A human has looked at an entry that was held back, and says that it is hers.</summary>
    public static Task ClearAsync(Session session, string entry, string reason, Actor by, Moment moment) => session.RunAsync(
        "INSERT INTO usage_cleared (entry, cleared_by, cleared_at, reason) VALUES (@entry, @AccountId, @at, @reason) ON CONFLICT (entry) DO NOTHING",
        new { entry, by.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), reason });

    /// <summary>Whether an entry is among those that a person is shown now.</summary>
    internal async Task<bool> IsShownAsync(Session session, string person, string entry)
    {
        var moment = Moment.Now(clock);
        return !await MayBeSeveralAsync(session, person).ConfigureAwait(false) && (await SureAsync(session, person, new UsageQuery(null, null, 0, 1), moment).ConfigureAwait(false)).Sure.Any(row => row.Id == entry);
    }

    static async Task<bool> MayBeSeveralAsync(Session session, string person) => (await PersonMarks.ReadAsync(session, [person]).ConfigureAwait(false)).GetValueOrDefault(person)?.HasOpenMergedIdentity == true;

    async Task<UsagePage> PageAsync(Session session, string person, UsageQuery asked, Moment moment)
    {
        if (await MayBeSeveralAsync(session, person).ConfigureAwait(false))
            return new UsagePage(0, [], "Your records may hold somebody else's. Until a person of this body has looked at them, nothing is shown, so that nobody is shown another's.", MayBeSeveral: true);
        var rules = await book.ReadAsync(session).ConfigureAwait(false);
        var (sure, isHeld) = await SureAsync(session, person, asked, moment).ConfigureAwait(false);
        var held = isHeld ? "Some entries may be about somebody else with a similar name. They are shown once a person of this body has looked at them." : null;
        return new UsagePage(sure.Count, [.. sure.Skip(asked.Offset).Take(asked.Limit).Select(row => UsageOf(row, rules))], held);
    }

    static async Task<(List<Row> Sure, bool IsHeld)> SureAsync(Session session, string person, UsageQuery asked, Moment moment)
    {
        var now = moment.Instant.ToDateTimeOffset();
        var delays = (await DelayedNotices.ListAsync(session).ConfigureAwait(false)).Where(order => order.StandsAt(now)).Select(order => (order.Agreement, order.Case)).ToHashSet();
        // Bulk checks have one entry for all their rows: her row says which.
        var rows = await session.ListAsync<Row>("""
            SELECT e.id, e.kind, e.made_at, e.agreement, e.agreement_version, e.opening, c.partner, c.case_reference, c.probability, c.outcome, c.decision, c.fields
            FROM entry e LEFT JOIN partner_check c ON c.entry = e.id AND c.person = @person
            WHERE (e.subject = @person OR e.id IN (SELECT entry FROM partner_check WHERE person = @person)) AND e.kind IN @kinds AND e.opening IS NOT NULL
              AND (e.reveal_at IS NULL OR e.reveal_at <= @at) AND e.made_at >= @from AND e.made_at <= @to
            ORDER BY e.made_at DESC, e.seq DESC
            """, new { person, kinds = s_kinds, at = now.ToMicroseconds(), from = (asked.From ?? DateTimeOffset.UnixEpoch).ToMicroseconds(), to = (asked.To ?? now).ToMicroseconds() }).ConfigureAwait(false);
        var cleared = (await session.ListAsync<string>("SELECT entry FROM usage_cleared").ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        // A recall is about a check of hers, and waits as long as that.
        var cases = delays.Count == 0 ? [] : (await session.ListAsync<CheckCase>("SELECT id, case_reference FROM partner_check WHERE person = @person", new { person }).ConfigureAwait(false)).ToDictionary(check => check.Id, check => check.CaseReference, StringComparer.Ordinal);
        var told = rows.Where(row => row.Agreement is null || (row.CaseReference ?? cases.GetValueOrDefault(CheckOf(row) ?? "")) is not { } about || !delays.Contains((row.Agreement, about))).ToList();
        var sure = told.Where(row => row.Probability is null or >= LeastProbability || cleared.Contains(row.Id)).ToList();
        return (asked.WithoutOwn ? [.. sure.Where(row => !IsOwn(row))] : sure, sure.Count < told.Count);
    }

    static Usage UsageOf(Row row, RulesInForce rules)
    {
        using var opening = JsonDocument.Parse(row.Opening!);
        var agreement = row.Agreement is { } id && rules.Agreements.TryGetValue(id, out var versions) ? versions.FirstOrDefault(version => version.Version == row.AgreementVersion) ?? versions[0] : null;
        var caseReference = row.CaseReference ?? Text(opening.RootElement, "case");
        var purpose = agreement?.Purpose.Words ?? Text(opening.RootElement, "purpose");
        var fields = FieldsOf(row, opening.RootElement);
        var kind = KindOf(row, fields, Text(opening.RootElement, "what"));
        var action = s_actions[(int)kind];
        var isStaff = kind is UsageKind.Viewed or UsageKind.OwnView;
        return new Usage(row.MadeAt.ToInstant(), purpose is null ? $"{action}." : $"{action}: {purpose}.", isStaff ? Staff : row.Partner ?? agreement?.Partner.Id ?? Text(opening.RootElement, "partner") ?? Staff,
            isStaff ? null : agreement?.Partner.Name, agreement?.Name ?? "Muniment", agreement is null ? null : $"{agreement.Id}/{row.AgreementVersion}", purpose, caseReference, fields, row.Id, kind);
    }

    // In the order of UsageKind.
    static readonly string[] s_actions =
    [
        "A partner asked about you and was told", "A partner asked about you; a reviewer decides whether it is told", "A partner asked about you and was told nothing", "A member of this body's staff looked at your records",
        "You looked at your own records, or somebody who acts for you", "Your data was sent to a partner", "Your data was disclosed urgently, outside any agreement", "A share code of yours was made, used or ended",
        "A partner was told that something it had received about you was wrong",
    ];

    static UsageKind KindOf(Row row, string[] fields, string? what) => row.Kind switch
    {
        EntryKinds.View => IsOwn(what) ? UsageKind.OwnView : UsageKind.Viewed,
        EntryKinds.Push => UsageKind.Pushed,
        EntryKinds.Urgent => UsageKind.Urgent,
        EntryKinds.Share => UsageKind.Shared,
        EntryKinds.Recall => UsageKind.Recalled,
        _ => fields.Length > 0 ? UsageKind.Told : row.Outcome == 1 && row.Decision is null ? UsageKind.Waits : UsageKind.NotTold,
    };

    /// <summary>What left: at once, or after a reviewer agreed.</summary>
    static string[] FieldsOf(Row row, JsonElement opening)
    {
        if (row.Outcome is { } outcome)
            return (Outcome)outcome == Outcome.Disclosed || row.Decision == Exchange.Checks.CheckRow.Approved ? JsonSerializer.Deserialize<string[]>(row.Fields!)! : [];
        return opening.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array ? [.. fields.EnumerateArray().Select(field => field.GetString()!)] : [];
    }

    static bool IsOwn(Row row)
    {
        using var opening = JsonDocument.Parse(row.Opening!);
        return row.Kind == EntryKinds.View && IsOwn(Text(opening.RootElement, "what"));
    }

    static bool IsOwn(string? what) => what?.StartsWith("own-", StringComparison.Ordinal) == true;

    static string? CheckOf(Row row)
    {
        using var opening = JsonDocument.Parse(row.Opening!);
        return row.Kind == EntryKinds.Recall ? Text(opening.RootElement, "check") : null;
    }

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    sealed class CheckCase
    {
        public string Id { get; init; } = "";

        public string CaseReference { get; init; } = "";
    }

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string Kind { get; init; } = "";

        public long MadeAt { get; init; }

        public string? Agreement { get; init; }

        public long? AgreementVersion { get; init; }

        public byte[]? Opening { get; init; }

        public string? Partner { get; init; }

        public string? CaseReference { get; init; }

        public double? Probability { get; init; }

        public long? Outcome { get; init; }

        public string? Decision { get; init; }

        public string? Fields { get; init; }
    }
}

/// <summary>Which uses.</summary>
/// <param name="From">First instant; null: from the beginning.</param>
/// <param name="To">Last instant; null: until now.</param>
/// <param name="Offset">So many of the newest are passed over, 0 or more.</param>
/// <param name="Limit">At most so many, 1 to <see cref="UsageBook.LargestPage"/>.</param>
/// <param name="WithoutOwn">True: looks of her own, or of who acts for her, are left out.</param>
public readonly record struct UsageQuery(DateTimeOffset? From, DateTimeOffset? To, int Offset, int Limit, bool WithoutOwn = false);
