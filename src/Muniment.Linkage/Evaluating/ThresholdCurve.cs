using Muniment.Linkage.Grouping;
using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Evaluating;

/// <summary>What would be found if every pair of at least this weight were held to be one person's, pair by pair, before any grouping.</summary>
/// <param name="ThresholdBits">Match weight from which pairs are taken, bits.</param>
/// <param name="Counts">True, false and missed pairs; missed ones include those that were never made or kept.</param>
/// <param name="TrueNegatives">Pairs rightly left apart, of all pairs the kind of link allows.</param>
public readonly record struct ThresholdPoint(double ThresholdBits, PairCounts Counts, long TrueNegatives)
{
    /// <summary>The threshold as a match probability, 0 to 1.</summary>
    public double ThresholdProbability => Bits.Probability(ThresholdBits);

    /// <summary>Share of all false pairs that would be taken, 0 to 1: the x of a ROC curve, whose y is the recall.</summary>
    public double FalsePositiveRate => Counts.FalsePositives == 0 ? 0 : (double)Counts.FalsePositives / (Counts.FalsePositives + TrueNegatives);
}

/// <summary>Precision and recall of scored pairs at every threshold.</summary>
/// <remarks>Immutable; safe on any thread. Ties of weight are one point, so the order of the edges does not matter.</remarks>
public sealed class ThresholdCurve
{
    ThresholdCurve(ThresholdPoint[] points, PairTotals totals)
    {
        Points = points;
        Totals = totals;
    }

    /// <summary>One point for each distinct weight, from the highest down; empty without a pair of known truth.</summary>
    public IReadOnlyList<ThresholdPoint> Points { get; }

    /// <summary>What there was to find.</summary>
    public PairTotals Totals { get; }

    /// <summary>The point of the highest F1, the higher threshold where two are equal; null for an empty curve.</summary>
    public ThresholdPoint? Best => Points.Count == 0 ? null : Points.MaxBy(point => point.Counts.F1);

    /// <summary>Share of the true pairs that are among the scored ones: what blocking found, if every pair it made was kept; else at least as much.</summary>
    public double RecallOfScoredPairs => Points.Count == 0 ? (Totals.TruePairs == 0 ? 1 : 0) : Points[^1].Counts.Recall;

    /// <summary>Area under precision over recall, as average precision: the sum of precision × the step in recall. 0 to 1.</summary>
    public double AveragePrecision
    {
        get
        {
            double area = 0, before = 0;
            foreach (var point in Points)
            {
                area += point.Counts.Precision * (point.Counts.Recall - before);
                before = point.Counts.Recall;
            }
            return area;
        }
    }

    /// <summary>Sorts the edges by weight and counts.</summary>
    /// <param name="edges">The scored pairs; those with a record of unknown truth are left out.</param>
    /// <param name="truthOfRecord">[records] code of each record's true person; 0 = unknown.</param>
    /// <param name="totals">What there is to find; see <see cref="PairTotals.Of"/>.</param>
    public static ThresholdCurve Of(EdgeList edges, ReadOnlySpan<int> truthOfRecord, PairTotals totals)
    {
        var weights = new double[edges.Count];
        var same = new bool[edges.Count];
        var known = 0;
        for (var edge = 0; edge < edges.Count; edge++)
        {
            var left = truthOfRecord[edges.Left[edge]];
            var right = truthOfRecord[edges.Right[edge]];
            if (left == 0 || right == 0)
                continue;
            weights[known] = edges.WeightBits[edge];
            same[known++] = left == right;
        }
        return Of(weights.AsSpan(0, known), same.AsSpan(0, known), totals);
    }

    /// <summary>Sorts judged pairs by weight and counts.</summary>
    /// <param name="weightBits">[pairs] weight of each; sorted by the call.</param>
    /// <param name="same">[pairs] whether each is truly one person's; sorted along.</param>
    /// <param name="totals">What there is to find; at least as many as the pairs given.</param>
    public static ThresholdCurve Of(Span<double> weightBits, Span<bool> same, PairTotals totals)
    {
        weightBits.Sort(same);
        var points = new List<ThresholdPoint>();
        long truePositives = 0, falsePositives = 0;
        for (var pair = weightBits.Length - 1; pair >= 0; pair--)
        {
            if (same[pair])
                truePositives++;
            else
                falsePositives++;
            if (pair > 0 && weightBits[pair - 1] == weightBits[pair])
                continue;
            var missed = totals.TruePairs - truePositives;
            points.Add(new(weightBits[pair], new(truePositives, falsePositives, missed), totals.AllPairs - truePositives - falsePositives - missed));
        }
        return new([.. points], totals);
    }

    /// <summary>The curve in steps of 1/64 bit, in time that does not depend on the number of pairs: exact at the thresholds it has.</summary>
    /// <param name="histogram">Pairs by weight; those of unknown truth are left out.</param>
    /// <param name="totals">What there is to find.</param>
    public static ThresholdCurve Of(WeightHistogram histogram, PairTotals totals)
    {
        var points = new List<ThresholdPoint>();
        long truePositives = 0, falsePositives = 0;
        for (var step = histogram.Same.Length - 1; step >= 0; step--)
        {
            if (histogram.Same[step] + histogram.Different[step] == 0)
                continue;
            truePositives += histogram.Same[step];
            falsePositives += histogram.Different[step];
            var missed = totals.TruePairs - truePositives;
            points.Add(new(WeightHistogram.FromBits(step), new(truePositives, falsePositives, missed), totals.AllPairs - truePositives - falsePositives - missed));
        }
        return new([.. points], totals);
    }

    /// <summary>The point that holds at a threshold, found by halving: the lowest weight at or above it.</summary>
    public ThresholdPoint At(double thresholdBits)
    {
        int from = 0, to = Points.Count;
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (Points[middle].ThresholdBits >= thresholdBits)
                from = middle + 1;
            else
                to = middle;
        }
        return from == 0
            ? new(thresholdBits, new(0, 0, Totals.TruePairs), Totals.AllPairs - Totals.TruePairs)
            : Points[from - 1] with { ThresholdBits = thresholdBits };
    }
}
