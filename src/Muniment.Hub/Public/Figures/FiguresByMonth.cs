using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Exchange.Pauses;

namespace Muniment.Hub.Public.Figures;

/// <summary>The published statistics month by month, as pages show them. Everything in it is a sum of published cells.</summary>
/// <param name="Whole">Over all the months.</param>
/// <param name="Disclosed">What was disclosed in all of them.</param>
/// <param name="Months">Each month with its sums, ascending.</param>
/// <param name="Rows">The same by agreement, partner or source; each with what was disclosed in each of the months.</param>
/// <param name="Pauses">What pauses did, the earliest first.</param>
public sealed record FiguresByMonth(StatisticsRow Whole, ToldCount Disclosed, IReadOnlyList<MonthOfFigures> Months, IReadOnlyList<FiguresRow> Rows, IReadOnlyList<PauseEffect> Pauses);

/// <summary>One month.</summary>
/// <param name="Month">YYYY-MM.</param>
/// <param name="Row">Its sums.</param>
/// <param name="Disclosed">What was disclosed in it.</param>
public sealed record MonthOfFigures(string Month, StatisticsRow Row, ToldCount Disclosed);

/// <summary>One agreement, partner or source.</summary>
/// <param name="Row">Its sums over all the months.</param>
/// <param name="Address">Its page; null: it has none.</param>
/// <param name="Disclosed">[month, as in <see cref="FiguresByMonth.Months"/>] what was disclosed.</param>
public sealed record FiguresRow(StatisticsRow Row, string? Address, IReadOnlyList<ToldCount> Disclosed)
{
    /// <summary>What was disclosed in all of them.</summary>
    public ToldCount AllDisclosed => Disclosed.Aggregate(default(ToldCount), (sum, count) => new ToldCount(sum.Told + count.Told, sum.NotTold + count.NotTold));
}

/// <summary>A sum of cells of which some may not be told.</summary>
/// <param name="Told">The sum of those that are.</param>
/// <param name="NotTold">How many are not.</param>
public readonly record struct ToldCount(long Told, int NotTold)
{
    /// <summary>The sum, where at least something of it is told; null: nothing is.</summary>
    public long? Known => this is { Told: 0, NotTold: > 0 } ? null : Told;

    /// <summary>Adds up what was disclosed in cells, at once and after reviews.</summary>
    public static ToldCount Disclosed(IEnumerable<PublishedCell> cells)
    {
        var (told, notTold) = (0L, 0);
        foreach (var cell in cells)
        {
            told += (cell.Answers?.Disclosed ?? 0) + (cell.Approved ?? 0);
            notTold += (cell.Answers is null && cell.Questions > 0) || (cell.Approved is null && cell.Reviews > 0) ? 1 : 0;
        }
        return new ToldCount(told, notTold);
    }
}

/// <summary>How many disclosures a month there were before and after a pause began: whole months alone, at most six on each side, the pause's own month on neither.</summary>
/// <param name="Pause">The pause.</param>
/// <param name="MonthsBefore">1 to 6.</param>
/// <param name="BeforeAMonth">Disclosures a month before; more than 0.</param>
/// <param name="MonthsAfter">1 to 6, all of them before the month in which it ended.</param>
/// <param name="AfterAMonth">Disclosures a month after.</param>
public sealed record PauseEffect(Pause Pause, int MonthsBefore, double BeforeAMonth, int MonthsAfter, double AfterAMonth)
{
    /// <summary>The change as a share: -0.94 is 94 % fewer.</summary>
    public double Change => (AfterAMonth - BeforeAMonth) / BeforeAMonth;
}
