using System.Text.Json;
using Muniment.Linkage.Evaluating;

namespace Muniment.Cli.Evaluation;

/// <summary>Writes an evaluation as JSON; docs/commands/evaluate.md describes it.</summary>
static class EvaluationJson
{
    public static void Write(Stream to, TruthEvaluation? truth, LabelsEvaluation? labels)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        if (truth is not null)
            WriteTruth(json, truth);
        if (labels is not null)
            WriteLabels(json, labels);
        json.WriteEndObject();
    }

    /// <summary>An object of one accuracy, as summary.json has it too.</summary>
    public static void WriteAccuracy(Utf8JsonWriter json, Accuracy accuracy)
    {
        json.WriteStartObject();
        json.WriteNumber("records", accuracy.Records);
        json.WriteStartObject("pairwise");
        WriteScores(json, accuracy.Pairwise.Precision, accuracy.Pairwise.Recall, accuracy.Pairwise.F1);
        json.WriteNumber("true_positives", accuracy.Pairwise.TruePositives);
        json.WriteNumber("false_positives", accuracy.Pairwise.FalsePositives);
        json.WriteNumber("false_negatives", accuracy.Pairwise.FalseNegatives);
        json.WriteEndObject();
        json.WriteStartObject("bcubed");
        WriteScores(json, accuracy.BCubed.Precision, accuracy.BCubed.Recall, accuracy.BCubed.F1);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A property "merged": how right the merged identities are.</summary>
    public static void WriteMerged(Utf8JsonWriter json, MergedAccuracy merged)
    {
        json.WriteStartObject("merged");
        json.WriteNumber("found", merged.Found);
        json.WriteNumber("right", merged.Right);
        json.WriteNumber("true", merged.True);
        json.WriteNumber("split_right", merged.SplitRight);
        json.WriteNumber("precision", merged.Precision);
        json.WriteNumber("recall", merged.Recall);
        json.WriteNumber("split_share", merged.SplitShare);
        json.WriteEndObject();
    }

    static void WriteTruth(Utf8JsonWriter json, TruthEvaluation truth)
    {
        json.WriteString("truth", truth.TruthName);
        json.WritePropertyName("accuracy");
        WriteAccuracy(json, truth.Persons);
        if (truth.Merged is { } merged)
            WriteMerged(json, merged);
        json.WriteStartArray("groups");
        foreach (var (column, value, accuracy, mergedOfGroup) in truth.Groups)
        {
            json.WriteStartObject();
            json.WriteString("column", column);
            json.WriteString("value", value);
            json.WritePropertyName("accuracy");
            WriteAccuracy(json, accuracy);
            if (mergedOfGroup is not null)
                WriteMerged(json, mergedOfGroup);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("persons_by_threshold");
        foreach (var point in truth.PersonsByThreshold)
        {
            json.WriteStartObject();
            json.WriteNumber("threshold_bits", point.ThresholdBits);
            json.WriteNumber("threshold_probability", point.ThresholdProbability);
            json.WritePropertyName("accuracy");
            WriteAccuracy(json, point.Accuracy);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteCurve(json, truth.Pairs);
        WriteCalibration(json, truth.Calibration);
    }

    static void WriteLabels(Utf8JsonWriter json, LabelsEvaluation labels)
    {
        json.WriteStartObject("labels");
        json.WriteString("file", labels.File);
        json.WriteNumber("pairs", labels.Count);
        json.WriteNumber("left_out", labels.LeftOut);
        json.WriteStartObject("persons");
        WriteScores(json, labels.Persons.Precision, labels.Persons.Recall, labels.Persons.F1);
        json.WriteEndObject();
        WriteCurve(json, labels.Pairs);
        WriteCalibration(json, labels.Calibration);
        json.WriteEndObject();
    }

    static void WriteCurve(Utf8JsonWriter json, ThresholdCurve curve)
    {
        json.WriteStartObject("pairs");
        json.WriteNumber("true_pairs", curve.Totals.TruePairs);
        json.WriteNumber("all_pairs", curve.Totals.AllPairs);
        json.WriteNumber("recall_of_kept_pairs", curve.RecallOfScoredPairs);
        json.WriteNumber("average_precision", curve.AveragePrecision);
        json.WriteStartArray("thresholds");
        foreach (var point in curve.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("bits", point.ThresholdBits);
            json.WriteNumber("true_positives", point.Counts.TruePositives);
            json.WriteNumber("false_positives", point.Counts.FalsePositives);
            json.WriteNumber("false_negatives", point.Counts.FalseNegatives);
            json.WriteNumber("true_negatives", point.TrueNegatives);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteCalibration(Utf8JsonWriter json, Calibration calibration)
    {
        json.WriteStartObject("calibration");
        WriteNumber(json, "slope", calibration.Slope);
        WriteNumber(json, "slope_standard_error", calibration.SlopeError);
        WriteNumber(json, "offset_bits", calibration.OffsetBits);
        json.WriteStartArray("bins");
        foreach (var bin in calibration.Bins)
        {
            json.WriteStartObject();
            json.WriteNumber("from", bin.FromProbability);
            json.WriteNumber("to", bin.ToProbability);
            json.WriteNumber("pairs", bin.Pairs);
            json.WriteNumber("said", bin.SaidProbability);
            json.WriteNumber("observed", bin.Observed.Value);
            json.WriteNumber("observed_lower", bin.Observed.Lower);
            json.WriteNumber("observed_upper", bin.Observed.Upper);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteScores(Utf8JsonWriter json, double precision, double recall, double f1)
    {
        json.WriteNumber("precision", precision);
        json.WriteNumber("recall", recall);
        json.WriteNumber("f1", f1);
    }

    static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
