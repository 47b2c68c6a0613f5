using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Grouping;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Evaluation;

/// <summary>Everything that is known of a run's accuracy.</summary>
/// <param name="TruthName">The column or file the truth is from.</param>
/// <param name="Persons">The persons of the run.</param>
/// <param name="Pairs">Scored pairs at every threshold.</param>
/// <param name="PersonsByThreshold">Records grouped again from the kept pairs at several thresholds.</param>
/// <param name="Calibration">Whether weights mean what they say.</param>
/// <param name="Groups">By column, then by value.</param>
/// <param name="Weights">Kept pairs by weight and truth.</param>
/// <param name="Merged">The merged identities the run found; null: it looked for none.</param>
sealed record TruthEvaluation(
    string TruthName,
    Accuracy Persons,
    ThresholdCurve Pairs,
    IReadOnlyList<PersonPoint> PersonsByThreshold,
    Calibration Calibration,
    IReadOnlyList<Reports.GroupFacts> Groups,
    WeightHistogram Weights,
    MergedAccuracy? Merged)
{
    static readonly double[] s_probabilities = [0.01, 0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999];

    /// <summary>Measures a run.</summary>
    public static TruthEvaluation Of(RunFolder run, string truthName, RunColumn truth, IReadOnlyList<(string Name, RunColumn Column)> groups)
    {
        var lowest = run.Edges.Count == 0 ? 0 : run.Edges.WeightBits.Min();
        var thresholds = s_probabilities.Select(MatchWeights.OfProbability).Append(run.ThresholdBits).Where(bits => bits >= lowest || bits == run.ThresholdBits).Distinct().Order().ToArray();
        var method = run.Model.Grouping == "components" || (run.Model.Grouping is null && run.Model.Faithful) ? GroupingMethod.Components : GroupingMethod.Dense;
        var weights = WeightHistogram.Of(run.Edges, truth.Codes);
        return new(
            truthName,
            Accuracy.Of(run.PersonOfRecord, truth.Codes),
            ThresholdCurve.Of(run.Edges, truth.Codes, PairTotals.Of(truth.Codes, run.Model.LinkType, run.Sources)),
            PersonPoint.Of(thresholds, bits => Regroup(run, method, bits), truth.Codes),
            Calibration.Of(weights),
            [.. groups.SelectMany(group => ByGroup(run, group.Name, group.Column, truth))],
            weights,
            run.Merged is { } merged ? MergedAccuracy.Of(merged, run.PersonOfRecord, truth.Codes) : null);
    }

    static IEnumerable<Reports.GroupFacts> ByGroup(RunFolder run, string name, RunColumn column, RunColumn truth)
    {
        var merged = run.Merged is { } found ? MergedAccuracy.ByGroup(found, run.PersonOfRecord, truth.Codes, column.Codes) : [];
        return Accuracy.ByGroup(run.PersonOfRecord, truth.Codes, column.Codes)
            .Select((accuracy, code) => new Reports.GroupFacts(name, column.Values[code], accuracy, code < merged.Length ? merged[code] : null))
            .Where(facts => facts.Accuracy.Records > 0);
    }

    static int[] Regroup(RunFolder run, GroupingMethod method, double thresholdBits) =>
        Linkage.Grouping.Persons.Group(run.Edges, run.Sources, new GroupingOptions { Method = method, ThresholdBits = thresholdBits });
}
