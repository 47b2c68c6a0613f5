using Muniment.Linkage.Evaluating;

namespace Muniment.Cli.Evaluation;

/// <summary>How a run agrees with judged pairs.</summary>
/// <param name="File">The labels' file.</param>
/// <param name="Count">Pairs of the run among them.</param>
/// <param name="LeftOut">Pairs whose records the run does not have.</param>
/// <param name="Persons">Persons against the labels; precision is among the judged pairs alone.</param>
/// <param name="Pairs">Scored pairs against the labels at every threshold; pairs not kept count as missed.</param>
/// <param name="Calibration">Over the judged pairs that were kept.</param>
sealed record LabelsEvaluation(string File, int Count, int LeftOut, PairCounts Persons, ThresholdCurve Pairs, Calibration Calibration)
{
    /// <summary>Measures a run.</summary>
    public static LabelsEvaluation Of(RunFolder run, string file)
    {
        var labels = LabelsFile.Read(file, run, out var leftOut);
        var weightOf = new Dictionary<(int, int), double>();
        for (var edge = 0; edge < run.Edges.Count; edge++)
            weightOf[Key(run.Edges.Left[edge], run.Edges.Right[edge])] = run.Edges.WeightBits[edge];
        var (weights, same) = (new List<double>(), new List<bool>());
        var histogram = new WeightHistogram();
        long sure = 0, truePairs = 0;
        for (var pair = 0; pair < labels.Count; pair++)
        {
            if (labels.Score[pair] == 0.5)
                continue;
            sure++;
            truePairs += labels.Score[pair] > 0.5 ? 1 : 0;
            if (!weightOf.TryGetValue(Key(labels.Left[pair], labels.Right[pair]), out var weight))
                continue;
            weights.Add(weight);
            same.Add(labels.Score[pair] > 0.5);
            histogram.Add(weight, labels.Score[pair] > 0.5);
        }
        var curve = ThresholdCurve.Of(weights.ToArray(), same.ToArray(), new(sure, truePairs));
        return new(file, labels.Count, leftOut, labels.Judge(run.PersonOfRecord), curve, Calibration.Of(histogram));
    }

    static (int, int) Key(int left, int right) => left < right ? (left, right) : (right, left);
}
