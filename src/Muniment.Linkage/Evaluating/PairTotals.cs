using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Evaluating;

/// <summary>How many pairs there are to find, whether or not any blocking rule makes them.</summary>
/// <param name="AllPairs">Pairs the kind of link allows among records of known truth.</param>
/// <param name="TruePairs">Those of them that are one true person's.</param>
/// <remarks>Immutable; the method is pure, safe on any thread and linear in the number of records.</remarks>
public readonly record struct PairTotals(long AllPairs, long TruePairs)
{
    /// <summary>Counts them.</summary>
    /// <param name="truthOfRecord">[records] code of each record's true person, [0, records]; 0 = unknown: left out.</param>
    /// <param name="type">Which pairs may be made.</param>
    /// <param name="sources">In row order, without gaps; looked at for <see cref="LinkType.Link"/> alone.</param>
    public static PairTotals Of(ReadOnlySpan<int> truthOfRecord, LinkType type, IReadOnlyList<RecordSource> sources)
    {
        var seen = new int[truthOfRecord.Length + 1];
        var totals = Within(truthOfRecord, seen);
        if (type != LinkType.Link)
            return totals;
        foreach (var source in sources)
        {
            var (all, same) = Within(truthOfRecord.Slice(source.FirstRow, source.RowCount), seen);
            totals = new(totals.AllPairs - all, totals.TruePairs - same);
        }
        return totals;
    }

    static PairTotals Within(ReadOnlySpan<int> truths, int[] seen)
    {
        long known = 0, same = 0;
        foreach (var truth in truths)
        {
            if (truth == 0)
                continue;
            known++;
            same += seen[truth]++;
        }
        foreach (var truth in truths)
            seen[truth] = 0;
        return new(Contingency.Pairs(known), same);
    }
}
