using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tools.Rules;

namespace Muniment.Hub.Tools;

/// <summary>What is known of a tool's use, for its public record.</summary>
/// <param name="Runs">Times it ran, over all versions.</param>
/// <param name="RunsInYear">Of the last 365 days.</param>
/// <param name="Decided">Runs that a human decided.</param>
/// <param name="Overridden">Of those: decided otherwise than recommended.</param>
/// <param name="Agreements">Names of the data sharing agreements in force, with their partners.</param>
public sealed record ToolUse(long Runs, long RunsInYear, long Decided, long Overridden, IReadOnlyList<string> Agreements)
{
    /// <summary>Counts under this are not published: they could tell of a person.</summary>
    public const long LeastShown = 5;

    /// <summary>A count as it is published: rounded to the nearest 5, so that no group left out of the equality figures can be worked out from it.</summary>
    public static string Shown(long count) => count is > 0 and < LeastShown ? $"fewer than {LeastShown}" : FormattableString.Invariant($"{(count + 2) / 5 * 5}");
}

/// <summary>The public record of a tool by the Algorithmic Transparency Recording Standard 4.0, from the table that runs and from the records of work.</summary>
/// <remarks>
/// Names are version 3.0's attributes with version 4.0's changes (its change log, Open Government Licence 3.0). Beside the standard's sections, "table" holds the rows as they run.
/// Same tool, figures and moment: same bytes. Pure; safe on any thread.
/// </remarks>
static class ToolRecordJson
{
    static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>One record.</summary>
    public static byte[] One(DecisionTool tool, ToolUse use, Moment moment) => Written(json => Write(json, tool, use, moment));

    /// <summary>All records, as a list.</summary>
    public static byte[] All(IEnumerable<(DecisionTool Tool, ToolUse Use)> tools, Moment moment) => Written(json =>
    {
        json.WriteStartArray();
        foreach (var (tool, use) in tools)
            Write(json, tool, use, moment);
        json.WriteEndArray();
    });

    static void Write(Utf8JsonWriter json, DecisionTool tool, ToolUse use, Moment moment)
    {
        var record = tool.Record;
        json.WriteStartObject();
        json.WriteString("id", tool.Id);
        json.WriteNumber("version", tool.Version);
        json.WriteString("standard", "Algorithmic Transparency Recording Standard 4.0");
        var state = ToolState.Of(tool, moment);
        json.WriteBoolean("in_use", state.CanRun);
        json.WriteString("state", string.Join(' ', state.Words));
        Section(json, "summary_information", [
            ("title", $"{record["organisation_name"]}: {tool.Name}"), ("name", tool.Name), ("organisation_name", record["organisation_name"]), ("phase", record["phase"]), ("region", record["region"]),
            ("one_sentence_description", record["one_sentence_description"]), ("contact_email", tool.Contact)]);
        Section(json, "owner_and_responsibility", [
            ("organisation_or_department", record["organisation_or_department"]), ("team", record["team"]), ("senior_responsible_owner", record["senior_responsible_owner"]), ("third_party_involvement", record["third_party_involvement"])]);
        Section(json, "description_and_rationale", [
            ("detailed_description", record["detailed_description"]), ("benefit", record["benefit"]), ("previous_process", record["previous_process"]), ("alternatives_considered", record["alternatives_considered"])]);
        Section(json, "deployment_context", [
            ("integration_into_broader_operational_process", record["integration_into_broader_operational_process"]), ("frequency_and_scale_of_usage", Scale(use)), ("human_review", record["human_review"]),
            ("required_training", record["required_training"]), ("appeals_and_review", record["appeals_and_review"])]);
        Section(json, "tool_specification", [
            ("system_architecture", "A table of rules, run in the hub. No model is trained on people, and no score is made."),
            ("system_level_input", string.Join(" ", tool.Inputs.Select(input => input.Words))), ("system_level_output", string.Join(" ", tool.Outputs.Select(output => output.Words))), ("maintenance", record["maintenance"])]);
        Section(json, "model_specification", [
            ("model_name", tool.Name), ("model_version", FormattableString.Invariant($"{tool.Version}")), ("model_task", tool.Question), ("model_input", string.Join("; ", tool.Inputs.Select(ToolWords.Label))),
            ("model_output", string.Join("; ", tool.Outputs.Select(output => output.Id))), ("model_architecture", tool.Collects ? "A decision table in which every row that holds counts." : "A decision table in which the first row that holds decides."),
            ("model_performance", $"Tried on all {ToolCheck.CountCases(tool)} kinds of case there are, and on {tool.Cases.Length} made-up cases with known answers, all of which it gets right."),
            ("datasets_and_their_purposes", "None: nothing is learnt from data.")]);
        Section(json, "development_data", [("development_data_description", "None: the rows are written by people from the law they cite.")]);
        Section(json, "operational_data", [
            ("data_sources", string.Join("; ", tool.Inputs.Select(input => $"{ToolWords.Label(input)}: {Source(input.Known)}"))), ("sensitive_attributes", record["sensitive_attributes"]), ("data_processing_methods", "What is not known stays unknown and counts in favour of the person."),
            ("operational_data_description", record["operational_data_description"]), ("data_access_and_storage", record["data_access_and_storage"]),
            ("data_sharing_agreements", use.Agreements.Count == 0 ? "None is in force." : $"In force: {string.Join("; ", use.Agreements)}. Nothing of a run is shared under them; birth dates and marks may come from records that others see under them.")]);
        Section(json, "risks_mitigations_and_impact_assessments", [
            ("impact_assessment", $"{record["impact_assessment"]} Equality: {Of(tool.EqualityAssessment)}. Data protection: {Of(tool.Dpia)}. Cases reviewed: {Of(tool.CasesReview)}."), ("risks_and_mitigations", record["risks_and_mitigations"])]);
        Table(json, tool);
        json.WriteEndObject();
    }

    static void Table(Utf8JsonWriter json, DecisionTool tool)
    {
        json.WriteStartObject("table");
        json.WriteString("in_force_from", tool.From.ToString("R", null));
        json.WriteString("hit", tool.Collects ? "collect" : "first");
        json.WriteStartArray("rows");
        foreach (var row in tool.Default is { } otherwise ? tool.Rows.Add(otherwise) : tool.Rows)
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteString("words", ToolWords.Row(tool, row));
            json.WriteString("recommends", tool.Outputs[row.Output].Id);
            json.WriteString("because", row.Because);
            Texts(json, "law", Runs.ToolEvidenceOf.Laws(tool, row));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Texts(json, "never", tool.Never.Select(never => ToolWords.Never(tool, never)));
        json.WriteEndObject();
    }

    static string Scale(ToolUse use) => use.Decided < ToolUse.LeastShown
        ? $"Run {ToolUse.Shown(use.RunsInYear)} times in the last 365 days and {ToolUse.Shown(use.Runs)} times in all; a human decided {ToolUse.Shown(use.Decided)} of them."
        : $"Run {ToolUse.Shown(use.RunsInYear)} times in the last 365 days and {ToolUse.Shown(use.Runs)} times in all; a human decided {ToolUse.Shown(use.Decided)} of them, and {ToolUse.Shown(use.Overridden)} otherwise than recommended.";

    static string Source(KnownFrom known) => known switch
    {
        KnownFrom.BirthDate => "the birth date that all of the person's records agree on",
        KnownFrom.Told => "the states of delivery of the case's messages",
        KnownFrom.UnderReview => "the marks on the person's records",
        _ => "the caseworker",
    };

    static string Of(ToolAssessment assessment) => $"{assessment.Date:R}, until {assessment.Expiry:R}{(assessment.Link is null ? "" : $", {assessment.Link}")}";

    static void Section(Utf8JsonWriter json, string name, ReadOnlySpan<(string Name, string Text)> fields)
    {
        json.WriteStartObject(name);
        foreach (var (field, text) in fields)
            json.WriteString(field, text);
        json.WriteEndObject();
    }

    static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
            write(json);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
