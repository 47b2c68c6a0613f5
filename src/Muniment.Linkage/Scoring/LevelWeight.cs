using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>What one level is worth: log2(m/u), and log2 of the term-frequency factor (u of the exact match / frequency)^weight.</summary>
/// <param name="Weight">Without adjustment, in integers of 2^-40 bit.</param>
/// <param name="Lane">Lane whose values adjust; -1: none.</param>
/// <param name="ExactU">weight · log2(u of the exact-match level), in integers of 2^-40 bit.</param>
/// <param name="Rarity">What each value of the lane adds; null: nothing adjusts.</param>
/// <param name="TakesBack">True: the weight of the frequency is negative, so rarity is taken off.</param>
readonly unsafe record struct LevelWeight(long Weight, int Lane, long ExactU, Rarity? Rarity, bool TakesBack)
{
    /// <summary>The adjustment for a pair: the commoner of the two values counts; one that is missing, or that no record of the table holds, is not asked.</summary>
    public long Adjustment(int* a, int* b)
    {
        if (Lane < 0)
            return 0;
        int left = Math.Max(a[Lane], 0), right = Math.Max(b[Lane], 0);
        if (left == 0 && right == 0)
            return 0;
        var rarity = Rarity!.Exact;
        var (first, second) = (rarity[left == 0 ? right : left], rarity[right == 0 ? left : right]);
        return TakesBack ? ExactU - Math.Max(first, second) : ExactU + Math.Min(first, second);
    }

    /// <summary>Asks for what <see cref="Adjustment"/> will read.</summary>
    public void Prefetch(int* a, int* b)
    {
        if (Lane < 0 || !Sse.IsSupported)
            return;
        Sse.Prefetch0(Unsafe.AsPointer(ref Rarity!.Exact[Math.Max(a[Lane], 0)])); // Only a hint: it may have moved.
        Sse.Prefetch0(Unsafe.AsPointer(ref Rarity.Exact[Math.Max(b[Lane], 0)]));
    }

    /// <summary>The most the adjustment can be, for any pair.</summary>
    public long MostAdjustment => Rarity is null || Rarity.Exact.Length < 2 ? 0 : ExactU + (TakesBack ? -Rarity.Least : Rarity.Most);

    /// <summary>The least the level is worth to a pair that has the same value in its lane.</summary>
    public long Least => Rarity is null || Rarity.Exact.Length < 2 ? Weight : Weight + ExactU + (TakesBack ? -Rarity.Most : Rarity.Least);

    /// <summary>The weights of a comparison's levels.</summary>
    /// <param name="comparison">With m and u.</param>
    /// <param name="prepared">The model on lanes.</param>
    /// <param name="index">Index of the comparison.</param>
    /// <param name="rarities">The rarities computed so far.</param>
    public static LevelWeight[] Of(Comparison comparison, PreparedModel prepared, int index, Rarities rarities)
    {
        var levels = new LevelWeight[comparison.Levels.Count];
        for (var k = 0; k < levels.Length; k++)
        {
            var level = comparison.Levels[k];
            var weight = level.IsNull ? 0 : PairScorer.Fixed(WeightBits(comparison, k, prepared.Model.Faithful));
            var lane = prepared.TermFrequencyLanes[index][k];
            levels[k] = lane < 0 || level.TermFrequencyWeight == 0
                ? new LevelWeight(weight, -1, 0, null, false)
                : new LevelWeight(
                    weight,
                    lane,
                    PairScorer.Fixed(level.TermFrequencyWeight * Bits.Log2(ModelDefaults.UOf(comparison, TermFrequencyAdjustment.LevelOfU(comparison, k)))),
                    rarities.Of(lane, level),
                    level.TermFrequencyWeight < 0);
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
}
