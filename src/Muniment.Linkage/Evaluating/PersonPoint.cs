using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Evaluating;

/// <summary>How well the persons grouped at one threshold agree with the truth.</summary>
/// <param name="ThresholdBits">Match weight from which records were grouped, bits.</param>
/// <param name="Accuracy">Pairwise and B-cubed.</param>
public sealed record PersonPoint(double ThresholdBits, Accuracy Accuracy)
{
    /// <summary>The threshold as a match probability, 0 to 1.</summary>
    public double ThresholdProbability => Bits.Probability(ThresholdBits);

    /// <summary>Groups again at each threshold and measures.</summary>
    /// <param name="thresholdsBits">The thresholds, bits.</param>
    /// <param name="group">From a threshold in bits to [records] person numbers, each [0, records].</param>
    /// <param name="truthOfRecord">[records] code of each record's true person; 0 = unknown.</param>
    public static PersonPoint[] Of(ReadOnlySpan<double> thresholdsBits, Func<double, int[]> group, ReadOnlySpan<int> truthOfRecord)
    {
        var points = new PersonPoint[thresholdsBits.Length];
        for (var point = 0; point < points.Length; point++)
            points[point] = new(thresholdsBits[point], Evaluating.Accuracy.Of(group(thresholdsBits[point]), truthOfRecord));
        return points;
    }
}
