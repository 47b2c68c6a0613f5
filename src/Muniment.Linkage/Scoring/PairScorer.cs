using System.Runtime.CompilerServices;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>The exact scorer: the match weight of a pair is the prior's plus each comparison's, in bits.</summary>
/// <remarks>
/// Fellegi and Sunter, "A theory for record linkage", JASA 64(328), 1969; term frequencies as Splink applies them. Weights are added as
/// integers of 2^-40 bit, so no order of adding changes a sum. In a model of ours, a pair on which few comparisons agree claims no more than
/// <see cref="MostBitsOnThinEvidence"/>, however rare what agrees: thin evidence never reads as certainty (docs/adr/0006).
/// Immutable; safe on any thread; allocates nothing per pair.
/// </remarks>
public sealed unsafe class PairScorer
{
    /// <summary>One bit in the integers weights are added in.</summary>
    internal const double OneBit = 1L << 40;

    // A level with m = 0 or u = 0 decides alone, short of infinity; Splink clamps the product of all factors to 1e±300 = ±996.58 bits.
    const double DecisiveBits = 1000;
    const double MostBits = 996.5784284662087;

    readonly PreparedModel _prepared;
    readonly long[] _caps; // [agreeing comparisons] the most a pair may score; beyond the end: no cap.
    readonly int[] _counts; // [comparisons] 1: agreement on it counts as evidence of its own; 0: it only corrects two others.
    readonly LevelWeight[][] _levels;
    readonly ScoreBound _bound;
    readonly long _prior;
    readonly int[] _order;

    /// <summary>Weighs a prepared model by the m, u, prior and term frequencies of <paramref name="model"/>.</summary>
    /// <param name="prepared">The comparisons on lanes.</param>
    /// <param name="model">The same comparisons, with m and u.</param>
    public PairScorer(PreparedModel prepared, LinkModel model)
    {
        _prepared = prepared;
        Model = model;
        _prior = Fixed(Bits.Weight(model.Prior));
        _caps = model.Faithful ? [] : [.. MostBitsOnThinEvidence.ToArray().Select(Fixed)];
        _counts = [.. model.Comparisons.Select(comparison => FieldCorrelations.IsCorrection(comparison) ? 0 : 1)];
        var rarities = new Rarities(prepared);
        _levels = [.. model.Comparisons.Select((comparison, index) => LevelWeight.Of(comparison, prepared, index, rarities))];
        _bound = new ScoreBound(prepared, _levels, _prior);
        // The comparison whose bound is furthest above its usual outcome first: it decides most pairs.
        _order = [.. Enumerable.Range(0, _levels.Length).OrderByDescending(index => _bound.Rest(index) - _levels[index][^1].Weight).ThenBy(index => index)];
    }

    /// <summary>[agreeing comparisons] the most a pair may weigh in a model of ours, bits: probability .89 on one comparison or none, .996 on two; on three there is no cap.</summary>
    public static ReadOnlySpan<double> MostBitsOnThinEvidence => [3, 3, 8];

    /// <summary>The model whose weights are used.</summary>
    public LinkModel Model { get; }

    /// <summary>The comparisons on lanes.</summary>
    public PreparedModel Prepared => _prepared;

    internal ScoreBound Bound => _bound;

    /// <summary>The prior, in integers of 2^-40 bit.</summary>
    internal long Prior => _prior;

    /// <summary>The comparisons in the order that decides most pairs soonest.</summary>
    internal ReadOnlySpan<int> Order => _order;

    /// <summary>[comparisons][levels] what each level is worth.</summary>
    internal LevelWeight[][] Levels => _levels;

    /// <summary>1: agreement on the comparison counts as evidence of its own; 0: it only corrects two others.</summary>
    internal int EvidenceOf(int comparison) => _counts[comparison];

    /// <summary>Match weight in bits of a pair of rows, prior included.</summary>
    public double WeightBits(int left, int right) => InBits(Score(_prepared.Lanes[left], _prepared.Lanes[right]));

    /// <summary>Weight in bits of each comparison's level and of its term-frequency adjustment.</summary>
    /// <param name="left">Row of the left record.</param>
    /// <param name="right">Row of the right record.</param>
    /// <param name="levels">Receives the level of each comparison, [comparisons].</param>
    /// <param name="weightBits">Receives the weight of each level without adjustment, [comparisons].</param>
    /// <param name="adjustmentBits">Receives the adjustment, [comparisons].</param>
    public void Explain(int left, int right, Span<byte> levels, Span<double> weightBits, Span<double> adjustmentBits) =>
        Explain(_prepared.Lanes[left], _prepared.Lanes[right], levels, weightBits, adjustmentBits);

    internal void Explain(int* a, int* b, Span<byte> levels, Span<double> weightBits, Span<double> adjustmentBits)
    {
        _prepared.LevelsOf(a, b, levels);
        for (var comparison = 0; comparison < _levels.Length; comparison++)
        {
            ref readonly var level = ref _levels[comparison][levels[comparison]];
            weightBits[comparison] = level.Weight / OneBit;
            adjustmentBits[comparison] = level.Adjustment(a, b) / OneBit;
        }
    }

    /// <summary>The term-frequency adjustment of the comparisons asked for together, in bits.</summary>
    /// <param name="left">Row of the left record.</param>
    /// <param name="right">Row of the right record.</param>
    /// <param name="levels">[comparisons] the level of each, or <see cref="AgreementPatterns.NotAsked"/>.</param>
    internal double AdjustmentBits(int left, int right, ReadOnlySpan<byte> levels)
    {
        int* a = _prepared.Lanes[left], b = _prepared.Lanes[right];
        var adjustment = 0L;
        for (var k = 0; k < levels.Length; k++)
        {
            if (levels[k] != AgreementPatterns.NotAsked)
                adjustment += _levels[k][levels[k]].Adjustment(a, b);
        }
        return adjustment / OneBit;
    }

    /// <summary>Asks for what <see cref="AdjustmentBits"/> will read.</summary>
    internal void PrefetchAdjustment(int left, int right, ReadOnlySpan<byte> levels)
    {
        int* a = _prepared.Lanes[left], b = _prepared.Lanes[right];
        for (var k = 0; k < levels.Length; k++)
        {
            if (levels[k] != AgreementPatterns.NotAsked)
                _levels[k][levels[k]].Prefetch(a, b);
        }
    }

    /// <summary>The exact score, in integers of 2^-40 bit.</summary>
    internal long Score(int* a, int* b)
    {
        var total = _prior;
        var agreeing = 0;
        var kernels = _prepared.Comparisons;
        for (var index = 0; index < kernels.Length; index++)
        {
            ref readonly var level = ref _levels[index][kernels[index].Level(a, b)];
            var weight = level.Weight + level.Adjustment(a, b);
            total += weight;
            agreeing += weight > 0 ? _counts[index] : 0;
        }
        return Capped(total, agreeing);
    }

    /// <summary>The exact score, or false as soon as it is sure to stay under the threshold.</summary>
    /// <param name="a">Left record.</param>
    /// <param name="b">Right record.</param>
    /// <param name="threshold">Integers of 2^-40 bit.</param>
    /// <param name="total">The score, where true.</param>
    [SkipLocalsInit]
    internal bool TryScore(int* a, int* b, long threshold, out long total)
    {
        total = _prior;
        var bounds = stackalloc int[_levels.Length];
        var upper = _bound.Total(a, b, bounds);
        if (upper < threshold)
            return false;
        var agreeing = 0;
        var kernels = _prepared.Comparisons;
        foreach (var index in _order)
        {
            ref readonly var level = ref _levels[index][kernels[index].Level(a, b)];
            var weight = level.Weight + level.Adjustment(a, b);
            total += weight;
            agreeing += weight > 0 ? _counts[index] : 0;
            upper += weight - ((long)bounds[index] << ScoreBound.Shift);
            if (upper < threshold)
                return false;
        }
        total = Capped(total, agreeing);
        return total >= threshold;
    }

    /// <summary>A sum under the cap on thin evidence. Only ever lowers a score, so a bound of the sum stays an upper bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Capped(long total, int agreeing) => agreeing < _caps.Length ? Math.Min(total, _caps[agreeing]) : total;

    /// <summary>Bits as integers of 2^-40 bit.</summary>
    internal static long Fixed(double bits) => (long)Math.Round(Math.Clamp(bits, -DecisiveBits, DecisiveBits) * OneBit);

    /// <summary>Integers of 2^-40 bit as bits, clamped as Splink clamps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double InBits(long score) => Math.Clamp(score / OneBit, -MostBits, MostBits);
}
