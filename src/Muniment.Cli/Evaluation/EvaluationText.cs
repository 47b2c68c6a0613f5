using System.Globalization;
using Muniment.Cli.Reports;
using Muniment.Linkage.Evaluating;

namespace Muniment.Cli.Evaluation;

/// <summary>Writes an evaluation for people to read, the same in a terminal and in a pipe.</summary>
static class EvaluationText
{
    const int MostGroups = 30;

    public static void Write(TextWriter to, TruthEvaluation evaluation)
    {
        var persons = evaluation.Persons;
        to.WriteLine($"Persons against the truth in {evaluation.TruthName}, over {Numbers.Count(persons.Records)} records of known truth");
        to.WriteLine($"{"",-22}{"precision",10}{"recall",10}{"F1",10}");
        to.WriteLine($"{"pairs of records",-22}{Scores(persons.Pairwise.Precision, persons.Pairwise.Recall, persons.Pairwise.F1)}");
        to.WriteLine($"{"records (B-cubed)",-22}{Scores(persons.BCubed.Precision, persons.BCubed.Recall, persons.BCubed.F1)}");
        to.WriteLine($"Of {Numbers.Count(persons.Pairwise.Found)} pairs found, {Numbers.Count(persons.Pairwise.FalsePositives)} are false; of {Numbers.Count(persons.Pairwise.True)} true pairs, {Numbers.Count(persons.Pairwise.FalseNegatives)} were missed.");
        if (evaluation.Merged is { } merged)
            to.WriteLine(Sentence(merged));
        WriteGroups(to, evaluation.Groups);
        to.WriteLine();
        to.WriteLine("Persons at other thresholds, grouped again from the pairs kept");
        to.WriteLine($"{"probability",14}{"bits",9}{"precision",10}{"recall",10}{"F1",10}{"B-cubed F1",12}");
        foreach (var point in evaluation.PersonsByThreshold)
            to.WriteLine($"{Numbers.Probability(point.ThresholdProbability),14}{Numbers.Bits(point.ThresholdBits),9}{Scores(point.Accuracy.Pairwise.Precision, point.Accuracy.Pairwise.Recall, point.Accuracy.Pairwise.F1)}{Numbers.Share(point.Accuracy.BCubed.F1),12}");
        to.WriteLine();
        WritePairs(to, evaluation.Pairs, "The pairs kept hold");
        WriteCalibration(to, evaluation.Calibration);
    }

    public static void Write(TextWriter to, LabelsEvaluation evaluation)
    {
        to.WriteLine($"Against {Numbers.Count(evaluation.Count)} judged pairs of {evaluation.File}{(evaluation.LeftOut > 0 ? $" ({Numbers.Count(evaluation.LeftOut)} more are of records this run does not have)" : "")}");
        to.WriteLine($"{"",-22}{"precision",10}{"recall",10}{"F1",10}");
        to.WriteLine($"{"persons",-22}{Scores(evaluation.Persons.Precision, evaluation.Persons.Recall, evaluation.Persons.F1)}");
        to.WriteLine("Only judged pairs are counted, so precision holds for pairs like them.");
        WritePairs(to, evaluation.Pairs, "Of the judged pairs, those kept hold");
        WriteCalibration(to, evaluation.Calibration);
    }

    /// <summary>How right the merged identities are, in a sentence.</summary>
    public static string Sentence(MergedAccuracy merged) =>
        $"Merged identities: {Numbers.Count(merged.Found)} found, {Numbers.Count(merged.Right)} of them right (precision {Numbers.Share(merged.Precision)}), of {Numbers.Count(merged.True)} persons who are several people (recall {Numbers.Share(merged.Recall)}); {Numbers.Count(merged.SplitRight)} split right ({Numbers.Share(merged.SplitShare)}).";

    static void WriteGroups(TextWriter to, IReadOnlyList<GroupFacts> groups)
    {
        foreach (var column in groups.GroupBy(group => group.Column))
        {
            var width = Math.Clamp(column.Max(group => group.Value.Length) + 2, 10, 40);
            to.WriteLine();
            to.WriteLine($"By {column.Key} (a pair counts to each group one of its records is in)");
            to.WriteLine($"{"".PadRight(width)}{"records",10}{"precision",10}{"recall",10}{"F1",10}{"B-cubed F1",12}{"false",9}{"missed",9}{"merged: found",15}{"right",7}{"of",7}");
            foreach (var (_, value, accuracy, merged) in column.OrderByDescending(group => group.Accuracy.Records).Take(MostGroups))
            {
                var name = value.Length == 0 ? "(missing)" : value.Length > width - 2 ? value[..(width - 3)] + "…" : value;
                var pairs = accuracy.Pairwise;
                to.WriteLine($"{name.PadRight(width)}{Numbers.Count(accuracy.Records),10}{Scores(pairs.Precision, pairs.Recall, pairs.F1)}{Numbers.Share(accuracy.BCubed.F1),12}{Numbers.Count(pairs.FalsePositives),9}{Numbers.Count(pairs.FalseNegatives),9}{Count(merged?.Found),15}{Count(merged?.Right),7}{Count(merged?.True),7}");
            }
            if (column.Count() > MostGroups)
                to.WriteLine($"and {Numbers.Count(column.Count() - MostGroups)} smaller groups; --json has all of them.");
        }
    }

    static void WritePairs(TextWriter to, ThresholdCurve curve, string lead)
    {
        to.WriteLine($"{lead} {Numbers.Percent(curve.RecallOfScoredPairs)} of the {Numbers.Count(curve.Totals.TruePairs)} true pairs.");
        if (curve.Best is { } best)
            to.WriteLine($"Before grouping, the best F1 of pairs is {Numbers.Share(best.Counts.F1)}, at probability {Numbers.Probability(best.ThresholdProbability)} ({Numbers.Bits(best.ThresholdBits)} bits); average precision {Numbers.Share(curve.AveragePrecision)}.");
    }

    static void WriteCalibration(TextWriter to, Calibration calibration)
    {
        if (calibration.Slope is not { } slope)
        {
            to.WriteLine("Calibration: no slope can be estimated, for the weights part true from false pairs without error, or all pairs are of one kind.");
            return;
        }
        var verdict = calibration.IsGood ? "weights can be read as they are" : slope < 1 ? "weights are overconfident" : "weights are too cautious";
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Calibration: slope {slope:0.00} ± {1.96 * calibration.SlopeError!.Value:0.00}: {verdict}."));
    }

    static string Count(int? count) => count is { } known ? Numbers.Count(known) : "–";

    static string Scores(double precision, double recall, double f1) => $"{Numbers.Share(precision),10}{Numbers.Share(recall),10}{Numbers.Share(f1),10}";
}
