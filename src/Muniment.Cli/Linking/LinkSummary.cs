using System.Text.Json;
using Muniment.Cli.Evaluation;
using Muniment.Linkage.Evaluating;

namespace Muniment.Cli.Linking;

/// <summary>summary.json: what a run read, made and measured.</summary>
static class LinkSummary
{
    static readonly JsonWriterOptions s_indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>The summary as UTF-8 JSON, ending in a line break.</summary>
    public static byte[] Write(LinkOutcome outcome, LinkRequest request, StageClock clock)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_indented))
        {
            json.WriteStartObject();
            json.WriteNumber("rows", outcome.Table.Count);
            json.WriteNumber("rejects", outcome.Loaded.Rejects.Count);
            json.WriteNumber("pairs", outcome.Pairs.Rules.Sum(rule => rule.Pairs));
            json.WriteNumber("edges", outcome.Pairs.Edges.Count);
            json.WriteNumber("persons", outcome.PersonIds.Count);
            json.WriteNumber("merged", outcome.Merged.Count);
            json.WriteNumber("threshold", outcome.Model.Threshold!.Value);
            json.WriteNumber("seconds", Math.Round(clock.Seconds, 3));
            json.WriteNumber("cpu_seconds", Math.Round(StageClock.CpuSeconds, 3));
            json.WriteNumber("peak_bytes", ProcessMemory.PeakBytes);
            WriteStages(json, clock);
            WriteInputs(json, request);
            WriteSources(json, outcome);
            json.WriteStartArray("chosen");
            foreach (var sentence in outcome.Chosen)
                json.WriteStringValue(sentence);
            json.WriteEndArray();
            if (outcome.Accuracy is { } accuracy)
                WriteAccuracy(json, accuracy, outcome.MergedAccuracy!, outcome.Groups);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    static void WriteStages(Utf8JsonWriter json, StageClock clock)
    {
        json.WriteStartArray("stages");
        foreach (var stage in clock.Stages)
        {
            json.WriteStartObject();
            json.WriteString("name", stage.Name);
            json.WriteNumber("seconds", Math.Round(stage.Seconds, 3));
            json.WriteNumber("cpu_seconds", Math.Round(stage.CpuSeconds, 3));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>What was read, so that evaluate, label and explain find the records again.</summary>
    static void WriteInputs(Utf8JsonWriter json, LinkRequest request)
    {
        json.WriteStartArray("inputs");
        foreach (var extract in request.Extracts)
        {
            json.WriteStartObject();
            json.WriteString("path", Path.GetFullPath(extract.Path));
            json.WriteString("source", extract.Source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (request.IdColumn is { } column)
            json.WriteString("id_column", column);
    }

    static void WriteSources(Utf8JsonWriter json, LinkOutcome outcome)
    {
        json.WriteStartArray("sources");
        foreach (var source in outcome.Table.Sources)
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            json.WriteNumber("rows", source.RowCount);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteAccuracy(Utf8JsonWriter json, Accuracy accuracy, MergedAccuracy merged, IReadOnlyList<GroupAccuracy> groups)
    {
        json.WriteStartObject("accuracy");
        WriteFigures(json, accuracy);
        EvaluationJson.WriteMerged(json, merged);
        json.WriteStartArray("groups");
        foreach (var group in groups)
        {
            json.WriteStartObject();
            json.WriteString("column", group.Column);
            json.WriteString("value", group.Value);
            json.WriteNumber("records", group.Accuracy.Records);
            WriteFigures(json, group.Accuracy);
            EvaluationJson.WriteMerged(json, group.Merged);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteFigures(Utf8JsonWriter json, Accuracy accuracy)
    {
        WriteFigure(json, "pairwise", accuracy.Pairwise.Precision, accuracy.Pairwise.Recall, accuracy.Pairwise.F1);
        WriteFigure(json, "bcubed", accuracy.BCubed.Precision, accuracy.BCubed.Recall, accuracy.BCubed.F1);
    }

    static void WriteFigure(Utf8JsonWriter json, string name, double precision, double recall, double f1)
    {
        json.WriteStartObject(name);
        json.WriteNumber("precision", precision);
        json.WriteNumber("recall", recall);
        json.WriteNumber("f1", f1);
        json.WriteEndObject();
    }
}
