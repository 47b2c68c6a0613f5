using System.Globalization;
using Muniment.Cli.Evaluation;
using Muniment.Linkage.Evaluating;

namespace Muniment.Cli.Reports;

/// <summary>How the run compares with the truth, where that is known.</summary>
static class AccuracySections
{
    const int MostPoints = 60;

    public static void Write(ReportPage page)
    {
        if (page.Facts.Accuracy is not { } accuracy)
            return;
        WritePersons(page, accuracy);
        WriteGroups(page, accuracy.Groups);
        if (accuracy.Pairs is { Points.Count: > 0 } curve)
            WriteCurve(page, curve);
        if (accuracy.Calibration is { } calibration)
            WriteCalibration(page, calibration);
        WriteErrors(page, accuracy.Errors);
    }

    static void WritePersons(ReportPage page, AccuracyFacts accuracy)
    {
        var persons = accuracy.Persons;
        page.Section("accuracy", "Against the truth", "The persons found, compared with the persons there truly are. Every true pair counts, also those that were never compared.");
        page.Show(new Figure(
            "accuracy-table",
            $"Accuracy of the persons, over {Numbers.Count(persons.Records)} records of known truth",
            [new("measure", "Counted over"), new("precision", "Precision", Cell.Share), new("recall", "Recall", Cell.Share), new("f1", "F1", Cell.Share)],
            [
                ["Pairs of records", persons.Pairwise.Precision, persons.Pairwise.Recall, persons.Pairwise.F1],
                ["Records (B-cubed)", persons.BCubed.Precision, persons.BCubed.Recall, persons.BCubed.F1],
            ]));
        page.Paragraph($"Of {Numbers.Count(persons.Pairwise.Found)} pairs found, {Numbers.Count(persons.Pairwise.FalsePositives)} are false; of {Numbers.Count(persons.Pairwise.True)} true pairs, {Numbers.Count(persons.Pairwise.FalseNegatives)} were missed.");
        if (accuracy.Merged is { } merged)
            page.Paragraph(EvaluationText.Sentence(merged));
        if (accuracy.PersonsByThreshold.Count == 0)
            return;
        page.Heading("Persons at other thresholds");
        page.Show(new Figure(
            "person-thresholds",
            "Accuracy of the persons by threshold",
            [
                new("bits", "Threshold (bits)", Cell.Bits), new("probability", "Match probability", Cell.Probability),
                new("precision", "Precision", Cell.Share), new("recall", "Recall", Cell.Share), new("f1", "F1", Cell.Share), new("bcubed", "B-cubed F1", Cell.Share),
            ],
            [.. accuracy.PersonsByThreshold.Select(point => new object?[]
            {
                point.ThresholdBits, point.ThresholdProbability, point.Accuracy.Pairwise.Precision, point.Accuracy.Pairwise.Recall, point.Accuracy.Pairwise.F1, point.Accuracy.BCubed.F1,
            })])
        {
            Chart = Charts.PairsByThreshold,
            ChartSays = "Lines of the precision, recall and F1 of the persons at each threshold.",
        });
    }

    static void WriteGroups(ReportPage page, IReadOnlyList<GroupFacts> groups)
    {
        if (groups.Count == 0)
            return;
        page.Section("groups", "Who bears the errors", "The same numbers by group. A pair counts to each group that one of its records is in, so a false pair between two groups is held against both.");
        page.Show(new Figure(
            "group-table",
            "Accuracy by group",
            [
                new("column", "Column"), new("group", "Group"), new("records", "Records", Cell.Count), new("precision", "Precision", Cell.Share), new("recall", "Recall", Cell.Share),
                new("f1", "F1", Cell.Share), new("bcubed", "B-cubed F1", Cell.Share), new("falsepairs", "False pairs", Cell.Count), new("missed", "Missed pairs", Cell.Count),
                new("mergedfound", "Merged found", Cell.Count), new("mergedright", "of these right", Cell.Count), new("mergedtrue", "Truly merged", Cell.Count),
            ],
            [.. groups.Select(group => new object?[]
            {
                group.Column, group.Value.Length == 0 ? "missing" : group.Value, group.Accuracy.Records, group.Accuracy.Pairwise.Precision, group.Accuracy.Pairwise.Recall,
                group.Accuracy.Pairwise.F1, group.Accuracy.BCubed.F1, group.Accuracy.Pairwise.FalsePositives, group.Accuracy.Pairwise.FalseNegatives,
                (long?)group.Merged?.Found, (long?)group.Merged?.Right, (long?)group.Merged?.True,
            })])
        {
            Chart = Charts.Groups,
            ChartSays = "Points of the precision and recall of each group.",
            MostChartRows = 40,
        });
    }

    static void WriteCurve(ReportPage page, ThresholdCurve curve)
    {
        page.Section("thresholds", "Pairs at every threshold", "What would be found if every pair of at least a certain weight were taken, before records are grouped: a higher threshold is surer and finds less.");
        page.Paragraph($"The pairs kept hold {Numbers.Percent(curve.RecallOfScoredPairs)} of all {Numbers.Count(curve.Totals.TruePairs)} true pairs: no threshold can find more. Average precision is {Numbers.Share(curve.AveragePrecision)}.");
        if (curve.Best is { } best)
            page.Paragraph($"The best F1 of pairs is {Numbers.Share(best.Counts.F1)}, at {Numbers.Bits(best.ThresholdBits)} bits (probability {Numbers.Probability(best.ThresholdProbability)}).");
        var points = Thin(curve.Points);
        FigureColumn bits = new("bits", "Threshold (bits)", Cell.Bits);
        page.Show(new Figure(
            "pair-thresholds",
            "Accuracy of pairs by threshold",
            [bits, new("probability", "Match probability", Cell.Probability), new("precision", "Precision", Cell.Share), new("recall", "Recall", Cell.Share), new("f1", "F1", Cell.Share)],
            [.. points.Select(point => new object?[] { point.ThresholdBits, point.ThresholdProbability, point.Counts.Precision, point.Counts.Recall, point.Counts.F1 })])
        {
            Chart = Charts.PairsByThreshold,
            ChartSays = "Lines of the precision, recall and F1 of pairs at each threshold.",
        });
        page.Heading("Precision against recall");
        page.Show(new Figure(
            "precision-recall",
            "Precision against recall",
            [bits, new("recall", "Recall", Cell.Share), new("precision", "Precision", Cell.Share)],
            [.. points.Select(point => new object?[] { point.ThresholdBits, point.Counts.Recall, point.Counts.Precision })])
        {
            Chart = Charts.PrecisionRecall,
            ChartSays = "A line of precision over recall.",
        });
        page.Heading("Receiver operating characteristic");
        page.Show(new Figure(
            "roc",
            "Recall against the share of all false pairs that would be found",
            [bits, new("rate", "False pairs found", Cell.Small), new("recall", "Recall", Cell.Share)],
            [.. points.Select(point => new object?[] { point.ThresholdBits, point.FalsePositiveRate, point.Counts.Recall })])
        {
            Chart = Charts.Roc,
            ChartSays = "A line of recall over the share of false pairs found.",
        });
    }

    static void WriteCalibration(ReportPage page, Calibration calibration)
    {
        page.Section("calibration", "Whether probabilities mean what they say", "Of the pairs given a probability of 0.9, nine in ten should match. Points below the diagonal are overconfident.");
        page.Paragraph(calibration.Slope is not { } slope
            ? "The slope cannot be estimated: the weights part true from false pairs without error, or all pairs are of one kind."
            : $"The slope is {slope.ToString("0.00", CultureInfo.InvariantCulture)} ± {(1.96 * calibration.SlopeError!.Value).ToString("0.00", CultureInfo.InvariantCulture)}: " +
            (calibration.IsGood ? "weights can be read as they are." : slope < 1 ? "weights are overconfident." : "weights are too cautious."));
        page.Show(new Figure(
            "reliability",
            "Probability said and share observed",
            [
                new("from", "From", Cell.Probability), new("to", "To", Cell.Probability), new("pairs", "Pairs", Cell.Count), new("said", "Said, on average", Cell.Probability),
                new("observed", "Truly match", Cell.Probability), new("lower", "95 % from", Cell.Probability), new("upper", "to", Cell.Probability),
            ],
            [.. calibration.Bins.Select(bin => new object?[] { bin.FromProbability, bin.ToProbability, bin.Pairs, bin.SaidProbability, bin.Observed.Value, bin.Observed.Lower, bin.Observed.Upper })])
        {
            Chart = Charts.Calibration,
            ChartSays = "Points of the share that truly matches over the match probability, with 95 % confidence intervals and a diagonal.",
        });
    }

    static void WriteErrors(ReportPage page, IReadOnlyList<ExamplePair> errors)
    {
        if (errors.Count == 0)
            return;
        page.Section("errors", "Errors, step by step", "Pairs where the run and the truth disagree most: either may be wrong.");
        for (var index = 0; index < errors.Count; index++)
            page.Show(errors[index], $"error-{index.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>At most so many points, evenly spread over the thresholds; the first, the last and the best are among them.</summary>
    static List<ThresholdPoint> Thin(IReadOnlyList<ThresholdPoint> points)
    {
        if (points.Count <= MostPoints)
            return [.. points];
        var best = 0;
        for (var index = 1; index < points.Count; index++)
        {
            if (points[index].Counts.F1 > points[best].Counts.F1)
                best = index;
        }
        double high = points[0].ThresholdBits, low = points[^1].ThresholdBits;
        var thin = new List<ThresholdPoint>();
        var next = high;
        for (var index = 0; index < points.Count; index++)
        {
            if (index == best || index == points.Count - 1 || points[index].ThresholdBits <= next)
            {
                thin.Add(points[index]);
                if (points[index].ThresholdBits <= next)
                    next = points[index].ThresholdBits - ((high - low) / MostPoints);
            }
        }
        return thin;
    }
}
