using System.Text.Json;
using Muniment.Cli.Reports;
using Muniment.Linkage.Looking;

namespace Muniment.Cli.Finding;

/// <summary>Found persons as JSON; docs/commands/find.md describes it.</summary>
static class FindJson
{
    /// <summary>One query's persons as an object.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="index">Where they were found.</param>
    /// <param name="query">The query that was last asked.</param>
    /// <param name="found">What it found.</param>
    /// <param name="reasons">Null: without reasons and without the persons' other records; else whether values are shown or masked.</param>
    public static void Write(Utf8JsonWriter json, FindIndex index, LookupQuery query, ReadOnlySpan<FoundPerson> found, bool? reasons)
    {
        json.WriteStartObject();
        json.WriteNumber("records_looked_at", query.RecordsLookedAt);
        json.WriteStartArray("persons");
        foreach (var person in found)
        {
            json.WriteStartObject();
            json.WriteString("person_id", index.PersonId(person.Person));
            json.WriteNumber("match_probability", person.Probability);
            json.WriteNumber("match_weight", person.WeightBits);
            json.WritePropertyName("record");
            WriteRecord(json, index, person.Row);
            if (reasons is { } showValues)
            {
                json.WriteStartArray("records");
                foreach (var row in index.RowsOf(person.Person))
                    WriteRecord(json, index, row);
                json.WriteEndArray();
                WriteReasons(json, query, person.Row, showValues);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteRecord(Utf8JsonWriter json, FindIndex index, int row)
    {
        json.WriteStartObject();
        json.WriteString("source", index.SourceOf(row));
        json.WriteString("record_id", index.Table.Ids[row + 1]);
        json.WriteEndObject();
    }

    static void WriteReasons(Utf8JsonWriter json, LookupQuery query, int row, bool showValues)
    {
        var explanation = query.Explain(row);
        json.WriteNumber("prior_weight", explanation.PriorBits);
        json.WriteStartArray("reasons");
        foreach (var step in explanation.Steps)
        {
            json.WriteStartObject();
            json.WriteString("comparison", step.Comparison);
            json.WriteString("level", step.Level);
            json.WriteNumber("gamma", step.Gamma);
            json.WriteNumber("weight", step.WeightBits);
            json.WriteNumber("term_frequency_adjustment", step.TermFrequencyBits);
            json.WriteString("asked", Masking.Mask(step.ValueLeft, showValues));
            json.WriteString("found", Masking.Mask(step.ValueRight, showValues));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("limit", explanation.CorrectionBits);
        json.WriteStartArray("absent");
        foreach (var field in explanation.AbsentFields)
            json.WriteStringValue(field);
        json.WriteEndArray();
    }
}
