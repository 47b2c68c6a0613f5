using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using NodaTime;

namespace Muniment.Hub.Disclosures.Counting;

/// <summary>The public statistics, counted from the ledger's entries: whole months that have ended, each counted once.</summary>
/// <remarks>Definitions and rounding: docs/statistics.md. For pages too. Safe on any thread.</remarks>
public sealed partial class Statistics(Database database, RuleBook book, TimeProvider clock) : IDisposable
{
    /// <summary>A month is counted so long after its end: hubs' clocks may differ, and a write may have begun before.</summary>
    public static readonly Duration Patience = Duration.FromHours(1);

    const int Page = 4096;
    readonly Dictionary<string, IReadOnlyList<PublishedCell>> _known = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _counting = new(1, 1);

    /// <summary>A table.</summary>
    /// <exception cref="ProblemException">The months are none, or the wrong way round.</exception>
    public async Task<StatisticsTable> ReadAsync(StatisticsQuery query, CancellationToken cancellation = default)
    {
        if (!IsMonthOrNull(query.From) || !IsMonthOrNull(query.To) || string.CompareOrdinal(query.From, query.To ?? "9999-12") > 0)
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-months", "from and to are months, YYYY-MM, the first not after the last.");
        var cells = await CellsAsync(cancellation).ConfigureAwait(false);
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        return TableOf(cells, rules, query, Moment.Now(clock));
    }

    /// <summary>The cells of every month that has ended, by month and agreement: all that is ever published.</summary>
    public async Task<IReadOnlyList<PublishedCell>> CellsAsync(CancellationToken cancellation = default)
    {
        await _counting.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var months = await EndedMonthsAsync(cancellation).ConfigureAwait(false);
            foreach (var month in months.Where(month => !_known.ContainsKey(month)))
                _known.Add(month, await MonthAsync(month, cancellation).ConfigureAwait(false));
            return [.. months.SelectMany(month => _known[month])];
        }
        finally
        {
            _counting.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _counting.Dispose();

    /// <summary>Counts a month anew from its entries: exact, and not for the public.</summary>
    /// <param name="month">YYYY-MM.</param>
    /// <param name="cancellation">Ends it early.</param>
    public Task<IReadOnlyDictionary<string, MonthCounts>> CountAsync(string month, CancellationToken cancellation = default) => database.ReadAsync(async session =>
    {
        var counter = new OpeningCounter();
        var kinds = OpeningCounter.Kinds.ToArray();
        for (var after = 0L; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = await session.ListAsync<Row>("SELECT seq, kind, agreement, opening FROM entry WHERE month = @month AND kind IN @kinds AND seq > @after ORDER BY seq LIMIT @Page", new { month, kinds, after, Page }).ConfigureAwait(false);
            foreach (var row in rows)
                counter.Add(row.Kind, month, row.Agreement, row.Opening);
            if (rows.Count < Page)
                return (IReadOnlyDictionary<string, MonthCounts>)counter.Counts.ToDictionary(cell => cell.Key.Agreement, cell => cell.Value, StringComparer.Ordinal);
            after = rows[^1].Seq;
        }
    }, cancellation);

    /// <summary>A table from cells and public rules, and from nothing else.</summary>
    internal static StatisticsTable TableOf(IReadOnlyList<PublishedCell> all, RulesInForce rules, StatisticsQuery query, Moment now)
    {
        var cells = all.Where(cell => string.CompareOrdinal(cell.Month, query.From ?? "") >= 0 && string.CompareOrdinal(cell.Month, query.To ?? "9999-12") <= 0).ToList();
        var months = all.Select(cell => cell.Month).Distinct(StringComparer.Ordinal).Where(month => string.CompareOrdinal(month, query.From ?? "") >= 0 && string.CompareOrdinal(month, query.To ?? "9999-12") <= 0).ToList();
        var real = cells.Where(cell => AgreementOf(rules, cell.Agreement)?.IsSandbox != true).ToList();
        var rows = query.By switch
        {
            StatisticsGrouping.Partner => real.GroupBy(cell => AgreementOf(rules, cell.Agreement)?.Partner, cell => cell)
                .Select(group => StatisticsRow.Sum(group.Key?.Id ?? OpeningCounter.NoAgreement, group.Key?.Name ?? OutsideAgreements, false, [.. group])),
            StatisticsGrouping.Source => real.SelectMany(cell => (AgreementOf(rules, cell.Agreement)?.Sources ?? []).Select(source => (source, cell)))
                .GroupBy(pair => pair.source, pair => pair.cell, StringComparer.Ordinal).Select(group => StatisticsRow.Sum(group.Key, group.Key, false, [.. group])),
            _ => cells.GroupBy(cell => cell.Agreement, StringComparer.Ordinal)
                .Select(group => StatisticsRow.Sum(group.Key, AgreementOf(rules, group.Key)?.Name ?? OutsideAgreements, AgreementOf(rules, group.Key)?.IsSandbox == true, [.. group])),
        };
        return new StatisticsTable(query.From ?? months.FirstOrDefault(), query.To ?? months.LastOrDefault(), query.By, months, [.. rows.OrderBy(row => row.Key, StringComparer.Ordinal)],
            StatisticsRow.Sum("total", "Total", false, real), OverdueAt(rules, now));
    }

    /// <summary>What is overdue.</summary>
    internal static OverdueReviews OverdueAt(RulesInForce rules, Moment moment) => new(
        [.. rules.Agreements.Keys.Select(id => rules.Find(id, moment)!).Where(agreement => moment.Date > agreement.ReviewDate && AgreementStates.Read(agreement, rules.Pauses, moment).State is not (AgreementState.Ended or AgreementState.Proposed)).Select(agreement => agreement.Id).Order(StringComparer.Ordinal)],
        [.. rules.Pauses.Where(pause => pause.IsOverdueAt(moment)).Select(pause => pause.Id).Order(StringComparer.Ordinal)]);

    const string OutsideAgreements = "Urgent disclosures outside any agreement";

    static Agreement? AgreementOf(RulesInForce rules, string id) => rules.Agreements.TryGetValue(id, out var versions) ? versions[0] : null;

    Task<IReadOnlyList<string>> EndedMonthsAsync(CancellationToken cancellation)
    {
        var current = LedgerEntries.MonthOf(Moment.At(Instant.FromDateTimeOffset(clock.GetUtcNow()) - Patience).Date);
        return database.ReadAsync(session => session.ListAsync<string>("SELECT DISTINCT month FROM entry WHERE month < @current ORDER BY month", new { current }), cancellation);
    }

    /// <summary>A month as it was counted first; counted now if it never was.</summary>
    async Task<IReadOnlyList<PublishedCell>> MonthAsync(string month, CancellationToken cancellation)
    {
        const string Find = "SELECT cells FROM statistic_month WHERE month = @month";
        if (await database.ReadAsync(session => session.ValueAsync<string>(Find, new { month }), cancellation).ConfigureAwait(false) is { } known)
            return JsonSerializer.Deserialize<PublishedCell[]>(known)!;
        var counts = await CountAsync(month, cancellation).ConfigureAwait(false);
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        var stored = await database.WriteAsync(async session =>
        {
            var rounding = new CellRounding(await KeyAsync(session).ConfigureAwait(false));
            var cells = counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => rounding.Round(month, count.Key, count.Value, TermsOf(rules, count.Key))).ToArray();
            await session.RunAsync("INSERT INTO statistic_month (month, counted_at, cells) VALUES (@month, @at, @json) ON CONFLICT (month) DO NOTHING",
                new { month, at = clock.GetUtcNow().ToMicroseconds(), json = JsonSerializer.Serialize(cells) }).ConfigureAwait(false);
            return (await session.ValueAsync<string>(Find, new { month }).ConfigureAwait(false))!;
        }, cancellation).ConfigureAwait(false);
        return JsonSerializer.Deserialize<PublishedCell[]>(stored)!;
    }

    static CellTerms TermsOf(RulesInForce rules, string id) => !rules.Agreements.TryGetValue(id, out var versions) ? new CellTerms(40, true)
        : new CellTerms(versions.Max(version => version.FieldsReturned.Length), versions.Any(version => version.IsAdverse || version.NeedsApproval || version.Matching.PossibleFrom is not null));

    /// <summary>The rounding's key: secret, made once, the same on every hub.</summary>
    static async Task<byte[]> KeyAsync(Session session)
    {
        await session.RunAsync("INSERT INTO setting (name, value) VALUES ('statistics_key', @fresh) ON CONFLICT (name) DO NOTHING", new { fresh = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)) }).ConfigureAwait(false);
        return Convert.FromHexString((await session.ValueAsync<string>("SELECT value FROM setting WHERE name = 'statistics_key'").ConfigureAwait(false))!);
    }

    static bool IsMonthOrNull(string? month) => month is null || MonthForm().IsMatch(month);

    [GeneratedRegex("^[0-9]{4}-(0[1-9]|1[0-2])$")]
    private static partial Regex MonthForm();

    sealed class Row
    {
        public long Seq { get; init; }

        public string Kind { get; init; } = "";

        public string? Agreement { get; init; }

        public byte[]? Opening { get; init; }
    }
}
