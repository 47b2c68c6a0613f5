using Muniment.Linkage.Grouping;

namespace Muniment.Linkage.Evaluating;

/// <summary>Scored pairs counted by match weight in steps of 1/64 bit, apart by what is known of them.</summary>
/// <remarks>
/// Counts are whole, so the order of adding does not matter. Weights beyond ±64 bits are counted in the outermost steps.
/// Adding is not safe from two threads at once; reading is.
/// </remarks>
public sealed class WeightHistogram
{
    /// <summary>Steps in a bit: fine enough that nothing computed from the middle of a step is off by more than 1/128 bit.</summary>
    public const int StepsPerBit = 64;

    /// <summary>Weights from minus this to this, bits, have steps of their own.</summary>
    public const int RangeBits = 64;

    const int Steps = 2 * RangeBits * StepsPerBit;

    readonly long[] _same = new long[Steps];
    readonly long[] _different = new long[Steps];
    readonly long[] _unknown = new long[Steps];

    /// <summary>[steps] pairs that truly are one person's; step s holds weights [s/64 - 64, (s+1)/64 - 64).</summary>
    public ReadOnlySpan<long> Same => _same;

    /// <summary>[steps] pairs that truly are two persons'.</summary>
    public ReadOnlySpan<long> Different => _different;

    /// <summary>[steps] pairs whose truth is not known.</summary>
    public ReadOnlySpan<long> Unknown => _unknown;

    /// <summary>Counts every edge.</summary>
    /// <param name="edges">The scored pairs.</param>
    /// <param name="truthOfRecord">[records] code of each record's true person, 0 = unknown; empty: nothing is known.</param>
    public static WeightHistogram Of(EdgeList edges, ReadOnlySpan<int> truthOfRecord)
    {
        var histogram = new WeightHistogram();
        for (var edge = 0; edge < edges.Count; edge++)
        {
            var step = StepOf(edges.WeightBits[edge]);
            var left = truthOfRecord.IsEmpty ? 0 : truthOfRecord[edges.Left[edge]];
            var right = truthOfRecord.IsEmpty ? 0 : truthOfRecord[edges.Right[edge]];
            var counts = left == 0 || right == 0 ? histogram._unknown : left == right ? histogram._same : histogram._different;
            counts[step]++;
        }
        return histogram;
    }

    /// <summary>The lowest weight of a step, bits; the first step also holds all below.</summary>
    public static double FromBits(int step) => ((double)step / StepsPerBit) - RangeBits;

    /// <summary>The weight in the middle of a step, bits.</summary>
    public static double MiddleBits(int step) => ((step + 0.5) / StepsPerBit) - RangeBits;

    /// <summary>Counts one pair.</summary>
    /// <param name="weightBits">Its match weight.</param>
    /// <param name="same">Whether it truly is one person's; null: not known.</param>
    public void Add(double weightBits, bool? same) => (same is null ? _unknown : same.Value ? _same : _different)[StepOf(weightBits)]++;

    static int StepOf(double weightBits) => (int)Math.Clamp(Math.Floor((weightBits + RangeBits) * StepsPerBit), 0, Steps - 1);
}
