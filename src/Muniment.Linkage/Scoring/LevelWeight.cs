using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>What one level is worth: log2(m/u), and log2 of the term-frequency factor (u of the exact match / frequency)^weight.</summary>
/// <param name="Weight">Without adjustment, in integers of 2^-40 bit.</param>
/// <param name="Lane">Lane whose values adjust; -1: none.</param>
/// <param name="ExactU">weight · log2(u of the exact-match level), in integers of 2^-40 bit.</param>
/// <param name="Rarity">[codes] -weight · log2(frequency of each value), in integers of 2^-40 bit; 0 for the missing one.</param>
readonly unsafe record struct LevelWeight(long Weight, int Lane, long ExactU, long[] Rarity)
{
    /// <summary>The adjustment for a pair: the commoner of the two values counts; one that is missing, or that no record of the table holds, is not asked.</summary>
    public long Adjustment(int* a, int* b)
    {
        if (Lane < 0)
            return 0;
        int left = Math.Max(a[Lane], 0), right = Math.Max(b[Lane], 0);
        if (left == 0 && right == 0)
            return 0;
        return ExactU + (left == 0 ? Rarity[right] : right == 0 ? Rarity[left] : Math.Min(Rarity[left], Rarity[right]));
    }

    /// <summary>Asks for what <see cref="Adjustment"/> will read.</summary>
    public void Prefetch(int* a, int* b)
    {
        if (Lane < 0 || !Sse.IsSupported)
            return;
        Sse.Prefetch0(Unsafe.AsPointer(ref Rarity[Math.Max(a[Lane], 0)])); // Only a hint: it may have moved.
        Sse.Prefetch0(Unsafe.AsPointer(ref Rarity[Math.Max(b[Lane], 0)]));
    }

    /// <summary>The most the adjustment can be, for any pair.</summary>
    public long MostAdjustment => Lane < 0 ? 0 : Rarity.Length < 2 ? 0 : ExactU + Rarity.AsSpan(1).ToArray().Max();

    /// <summary>The weights of a comparison's levels.</summary>
    public static LevelWeight[] Of(Comparison comparison, PreparedModel prepared, int index)
    {
        var levels = new LevelWeight[comparison.Levels.Count];
        for (var k = 0; k < levels.Length; k++)
        {
            var level = comparison.Levels[k];
            var weight = level.IsNull ? 0 : PairScorer.Fixed(WeightBits(comparison, k, prepared.Model.Faithful));
            var lane = prepared.TermFrequencyLanes[index][k];
            levels[k] = lane < 0 || level.TermFrequencyWeight == 0
                ? new LevelWeight(weight, -1, 0, [])
                : new LevelWeight(
                    weight,
                    lane,
                    PairScorer.Fixed(level.TermFrequencyWeight * Bits.Log2(ModelDefaults.UOf(comparison, TermFrequencyAdjustment.LevelOfU(comparison, k)))),
                    RarityOf(prepared.Lanes.Fields[lane], level));
        }
        return levels;
    }

    static double WeightBits(Comparison comparison, int level, bool faithful)
    {
        var (m, u) = faithful
            ? (ModelDefaults.MOf(comparison, level), ModelDefaults.UOf(comparison, level))
            : (comparison.Levels[level].M ?? 0, comparison.Levels[level].U ?? 0);
        // Never observed in a model of ours: it says nothing, and training has said so loudly.
        return !faithful && (m == 0 || u == 0) && (comparison.Levels[level].M is null || comparison.Levels[level].U is null) ? 0 : Bits.Log2(m) - Bits.Log2(u);
    }

    static long[] RarityOf(Column column, ComparisonLevel level)
    {
        var counts = column.Counts;
        double present = column.Codes.Length - counts[0];
        var rarity = new long[counts.Length];
        for (var code = 1; code < counts.Length; code++)
            rarity[code] = PairScorer.Fixed(-level.TermFrequencyWeight * Bits.Log2(Math.Max(counts[code] / present, level.TermFrequencyMinimum)));
        return rarity;
    }
}
