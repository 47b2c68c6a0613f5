using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Evaluating;

/// <summary>Pairs of like match probability, and how many of them truly match.</summary>
/// <param name="FromProbability">Lower end of the bin, 0 to 1, included.</param>
/// <param name="ToProbability">Upper end of the bin; excluded but for the last.</param>
/// <param name="Pairs">Pairs of known truth in the bin; at least 1.</param>
/// <param name="SaidProbability">Mean match probability of its pairs, 0 to 1.</param>
/// <param name="Observed">Share that truly matches.</param>
public readonly record struct ReliabilityBin(double FromProbability, double ToProbability, long Pairs, double SaidProbability, Proportion Observed);

/// <summary>Whether match weights mean what they say: of the pairs given 90 %, do 90 % match?</summary>
/// <param name="Slope">Slope of the logistic regression of truth on match weight: 1 = as it says, below 1 = overconfident, above 1 = too shy;
/// null where it cannot be estimated, because all pairs match, none does, or a weight parts them without error.</param>
/// <param name="SlopeError">Standard error of the slope, taking pairs as independent (pairs of one person are not quite); null like the slope.</param>
/// <param name="OffsetBits">What the regression adds to every weight, bits; null like the slope.</param>
/// <param name="Bins">Bins that hold a pair, from the lowest probability up.</param>
/// <remarks>
/// The measure is Cox's: D. R. Cox, "Two further applications of a model for binary regression", Biometrika 45, 1958. Pairs not kept do not distort
/// the slope, for they are selected by the weight itself. Immutable; safe on any thread; the same bits on every processor.
/// </remarks>
public sealed record Calibration(double? Slope, double? SlopeError, double? OffsetBits, IReadOnlyList<ReliabilityBin> Bins)
{
    const int MostRounds = 100;
    const double Ln2 = 0.6931471805599453;

    static readonly double[] s_edges = [0, .01, .05, .1, .2, .4, .6, .8, .9, .95, .99, .999, 1];

    /// <summary>Slope from .9 to 1.1: weights can be read as they are.</summary>
    public bool IsGood => Slope is >= .9 and <= 1.1;

    /// <summary>Fits and bins the pairs of known truth.</summary>
    public static Calibration Of(WeightHistogram histogram)
    {
        var fit = Fit(histogram);
        return new(fit?.Slope, fit?.Error, fit?.Offset, Bin(histogram));
    }

    static List<ReliabilityBin> Bin(WeightHistogram histogram)
    {
        var bins = new List<ReliabilityBin>();
        var step = 0;
        for (var bin = 0; bin + 1 < s_edges.Length; bin++)
        {
            var toBits = bin + 2 < s_edges.Length ? Bits.Weight(s_edges[bin + 1]) : double.PositiveInfinity;
            long same = 0, pairs = 0;
            var said = 0d;
            for (; step < histogram.Same.Length && WeightHistogram.MiddleBits(step) < toBits; step++)
            {
                var here = histogram.Same[step] + histogram.Different[step];
                same += histogram.Same[step];
                pairs += here;
                if (here != 0)
                    said += here * Bits.Probability(WeightHistogram.MiddleBits(step));
            }
            if (pairs > 0)
                bins.Add(new(s_edges[bin], s_edges[bin + 1], pairs, said / pairs, Proportion.Of(same, pairs)));
        }
        return bins;
    }

    /// <summary>Newton's method on logit P(same) = ln 2 × (offset + slope × weight). Null if it does not settle.</summary>
    static (double Slope, double Error, double Offset)? Fit(WeightHistogram histogram)
    {
        double offset = 0, slope = 1;
        for (var round = 0; round < MostRounds; round++)
        {
            double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
            for (var step = 0; step < histogram.Same.Length; step++)
            {
                double same = histogram.Same[step];
                var pairs = same + histogram.Different[step];
                if (pairs == 0)
                    continue;
                var weight = WeightHistogram.MiddleBits(step);
                var p = Bits.Probability(offset + (slope * weight));
                var rest = same - (pairs * p);
                var spread = pairs * p * (1 - p);
                g0 += rest;
                g1 += rest * weight;
                h00 += spread;
                h01 += spread * weight;
                h11 += spread * weight * weight;
            }
            var determinant = (h00 * h11) - (h01 * h01);
            if (!(determinant > 1e-9 * h00 * h11) || !(h00 > 0))
                return null;
            // Short steps: far from the solution the curvature says little.
            var offsetStep = Math.Clamp(((h11 * g0) - (h01 * g1)) / determinant / Ln2, -4, 4);
            var slopeStep = Math.Clamp(((h00 * g1) - (h01 * g0)) / determinant / Ln2, -0.5, 0.5);
            offset += offsetStep;
            slope += slopeStep;
            if (Math.Abs(slope) > 20)
                return null; // Parted without error: the slope has no end.
            if (Math.Abs(offsetStep) < 1e-10 && Math.Abs(slopeStep) < 1e-10)
                return (slope, Math.Sqrt(h00 / determinant) / Ln2, offset);
        }
        return null;
    }
}
