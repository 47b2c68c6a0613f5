using Muniment.Linkage.Grouping;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Modelling;

/// <summary>How many pairs show each agreement pattern: the level of every comparison, and the term-frequency adjustment in whole bits.</summary>
sealed class AgreementPatterns
{
    readonly byte[][] _levels;
    readonly double[] _adjustmentBits;
    readonly long[] _counts;

    AgreementPatterns(byte[][] levels, double[] adjustmentBits, long[] counts)
    {
        _levels = levels;
        _adjustmentBits = adjustmentBits;
        _counts = counts;
    }

    /// <summary>Counts the patterns of the pairs.</summary>
    public static AgreementPatterns Of(PairScorer scorer, EdgeList pairs)
    {
        var comparisons = scorer.Model.Comparisons.Count;
        var chunks = (pairs.Count + 8191) / 8192;
        var found = new Dictionary<Pattern, long>[chunks];
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = scorer.Prepared.Threads }, chunk =>
        {
            var counts = new Dictionary<Pattern, long>();
            Span<byte> levels = stackalloc byte[comparisons];
            Span<double> weights = stackalloc double[comparisons];
            Span<double> adjustments = stackalloc double[comparisons];
            for (var edge = chunk * 8192; edge < Math.Min(pairs.Count, (chunk + 1) * 8192); edge++)
            {
                scorer.Explain(pairs.Left[edge], pairs.Right[edge], levels, weights, adjustments);
                UInt128 key = 0;
                var adjustment = 0d;
                for (var k = 0; k < comparisons; k++)
                {
                    key = (key * 16) + levels[k];
                    adjustment += adjustments[k];
                }
                var pattern = new Pattern(key, (int)Math.Round(adjustment));
                counts[pattern] = counts.GetValueOrDefault(pattern) + 1;
            }
            found[chunk] = counts;
        });
        var totals = new Dictionary<Pattern, long>();
        foreach (var (pattern, count) in found.SelectMany(counts => counts))
            totals[pattern] = totals.GetValueOrDefault(pattern) + count;
        var ordered = totals.OrderBy(item => item.Key.Levels).ThenBy(item => item.Key.AdjustmentBits).ToArray();
        return new AgreementPatterns(
            [.. ordered.Select(item => item.Key.Unpack(comparisons))],
            [.. ordered.Select(item => (double)item.Key.AdjustmentBits)],
            [.. ordered.Select(item => item.Value)]);
    }

    /// <summary>Expected matches under a model, in all and at each level of each comparison.</summary>
    public (double Matches, double[][] ByLevel) Expect(LinkModel model)
    {
        var weights = model.Comparisons.Select(comparison => comparison.Levels
            .Select(level => level.IsNull ? 0 : Bits.Log2(level.M ?? 0) - Bits.Log2(level.U ?? 1)).ToArray()).ToArray();
        var byLevel = weights.Select(levels => new double[levels.Length]).ToArray();
        var prior = Bits.Weight(model.Prior);
        var matches = 0d;
        for (var pattern = 0; pattern < _counts.Length; pattern++)
        {
            var total = prior + _adjustmentBits[pattern];
            var levels = _levels[pattern];
            for (var k = 0; k < levels.Length; k++)
                total += weights[k][levels[k]];
            var expected = _counts[pattern] * Bits.Probability(total);
            matches += expected;
            for (var k = 0; k < levels.Length; k++)
                byLevel[k][levels[k]] += expected;
        }
        return (matches, byLevel);
    }

    readonly record struct Pattern(UInt128 Levels, int AdjustmentBits)
    {
        public byte[] Unpack(int comparisons)
        {
            var levels = new byte[comparisons];
            var rest = Levels;
            for (var k = comparisons - 1; k >= 0; k--, rest >>= 4)
                levels[k] = (byte)(rest & 15);
            return levels;
        }
    }
}
