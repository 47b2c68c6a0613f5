using Muniment.Hub.Disclosures;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Pages.Components;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Public.Figures;

/// <summary>Arranges the published statistics by months for pages and charts. It reads published cells and public rules, and nothing else.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class MonthFigures(Statistics statistics, RuleBook book)
{
    const int MostMonthsCompared = 6;

    /// <summary>The months that can be asked for, ascending, YYYY-MM: those that have ended and in which something happened.</summary>
    public async Task<IReadOnlyList<string>> MonthsAsync(CancellationToken cancellation = default) =>
        [.. (await statistics.CellsAsync(cancellation).ConfigureAwait(false)).Select(cell => cell.Month).Distinct(StringComparer.Ordinal)];

    /// <summary>All agreements together, sandboxes left out of the sums.</summary>
    public async Task<FiguresByMonth> ReadAsync(StatisticsQuery query, CancellationToken cancellation = default)
    {
        var (cells, rules) = await CellsAsync(query, cancellation).ConfigureAwait(false);
        var real = cells.Where(cell => Newest(rules, cell.Agreement)?.IsSandbox != true).ToList();
        var months = Months(cells);
        var rows = (query.By == StatisticsGrouping.Agreement ? cells : real).SelectMany(cell => KeysOf(rules, cell, query.By).Select(key => (key, cell))).GroupBy(pair => pair.key, pair => pair.cell)
            .OrderBy(group => group.Key.Name, StringComparer.Ordinal).ThenBy(group => group.Key.Id, StringComparer.Ordinal).Select(group => RowOf(group.Key, [.. group], months));
        return new FiguresByMonth(Sum("total", "", false, real), ToldCount.Disclosed(real), ByMonth(real, months), [.. rows], Effects(real, months, rules.Pauses.Where(pause => pause.Reach == PauseReach.All)));
    }

    /// <summary>One agreement, in all months.</summary>
    /// <param name="agreement">Any version of it.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<FiguresByMonth> ReadAsync(Agreement agreement, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        var (all, rules) = await CellsAsync(default, cancellation).ConfigureAwait(false);
        var cells = all.Where(cell => cell.Agreement == agreement.Id).ToList();
        var months = Months(cells);
        return new FiguresByMonth(Sum(agreement.Id, agreement.Name, agreement.IsSandbox, cells), ToldCount.Disclosed(cells), ByMonth(cells, months), [], Effects(cells, months, rules.Pauses.Where(pause => pause.Covers(agreement))));
    }

    /// <summary>What was disclosed, month by month, with the pauses that began meanwhile.</summary>
    public static MonthChart Chart(FiguresByMonth figures, string title, PageWords words)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(words);
        return new MonthChart(title, words["public.statistics.disclosed"],
            [.. figures.Months.Select(month => new MonthValue(month.Month, month.Disclosed.Known))],
            [.. figures.Pauses.Select(effect => new MonthMark(MonthOf(effect.Pause), words["public.statistics.pause-begins", effect.Pause.Id]))]);
    }

    async Task<(IReadOnlyList<PublishedCell> Cells, RulesInForce Rules)> CellsAsync(StatisticsQuery query, CancellationToken cancellation)
    {
        var cells = await statistics.CellsAsync(cancellation).ConfigureAwait(false);
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        return ([.. cells.Where(cell => string.CompareOrdinal(cell.Month, query.From ?? "") >= 0 && string.CompareOrdinal(cell.Month, query.To ?? "9999-12") <= 0)], rules);
    }

    static List<string> Months(IEnumerable<PublishedCell> cells) => [.. cells.Select(cell => cell.Month).Distinct(StringComparer.Ordinal)];

    static IReadOnlyList<MonthOfFigures> ByMonth(IReadOnlyList<PublishedCell> cells, List<string> months)
    {
        var byMonth = cells.ToLookup(cell => cell.Month, StringComparer.Ordinal);
        return [.. months.Select(month => new MonthOfFigures(month, Sum(month, month, false, [.. byMonth[month]]), ToldCount.Disclosed(byMonth[month])))];
    }

    static StatisticsRow Sum(string key, string name, bool isSandbox, IReadOnlyCollection<PublishedCell> cells) => StatisticsRow.Sum(key, name, isSandbox, cells);

    static FiguresRow RowOf(RowKey key, IReadOnlyList<PublishedCell> cells, List<string> months)
    {
        var byMonth = cells.ToLookup(cell => cell.Month, StringComparer.Ordinal);
        return new FiguresRow(Sum(key.Id, key.Name, key.IsSandbox, cells), key.Address, [.. months.Select(month => ToldCount.Disclosed(byMonth[month]))]);
    }

    static IEnumerable<RowKey> KeysOf(RulesInForce rules, PublishedCell cell, StatisticsGrouping by)
    {
        if (Newest(rules, cell.Agreement) is not { } agreement)
            return by == StatisticsGrouping.Source ? [] : [new RowKey(OpeningCounter.NoAgreement, "", null, false)];
        return by switch
        {
            StatisticsGrouping.Partner => [new RowKey(agreement.Partner.Id, agreement.Partner.Name, null, false)],
            StatisticsGrouping.Source => agreement.Sources.Select(source => new RowKey(source, source, $"/register/sources/{source}", false)),
            _ => [new RowKey(agreement.Id, agreement.Name, $"/register/agreements/{agreement.Id}", agreement.IsSandbox)],
        };
    }

    static Agreement? Newest(RulesInForce rules, string id) => rules.Agreements.TryGetValue(id, out var versions) ? versions[0] : null;

    /// <summary>Those pauses of which something can be said: a whole month before and after, and something to compare with.</summary>
    static List<PauseEffect> Effects(IReadOnlyList<PublishedCell> cells, List<string> months, IEnumerable<Pause> pauses)
    {
        var effects = new List<PauseEffect>();
        foreach (var pause in pauses.OrderBy(pause => pause.MadeAt))
        {
            var (begun, ended) = (MonthOf(pause), pause.Restart is { } restart ? LedgerEntries.MonthOf(Moment.At(restart.At).Date) : "9999-12");
            var before = months.Where(month => string.CompareOrdinal(month, begun) < 0).TakeLast(MostMonthsCompared).ToHashSet(StringComparer.Ordinal);
            var after = months.Where(month => string.CompareOrdinal(month, begun) > 0 && string.CompareOrdinal(month, ended) < 0).Take(MostMonthsCompared).ToHashSet(StringComparer.Ordinal);
            var disclosedBefore = ToldCount.Disclosed(cells.Where(cell => before.Contains(cell.Month))).Told;
            if (after.Count > 0 && disclosedBefore > 0)
                effects.Add(new PauseEffect(pause, before.Count, (double)disclosedBefore / before.Count, after.Count, (double)ToldCount.Disclosed(cells.Where(cell => after.Contains(cell.Month))).Told / after.Count));
        }
        return effects;
    }

    static string MonthOf(Pause pause) => LedgerEntries.MonthOf(Moment.At(pause.MadeAt).Date);

    readonly record struct RowKey(string Id, string Name, string? Address, bool IsSandbox);
}
