using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Muniment.Linkage.Modelling;

public static partial class SplinkModel
{
    /// <summary>The model as a file: Splink 4's JSON, and our own key where the model has something of ours to say.</summary>
    /// <param name="model">Any model that keeps the rules in docs/formats/model.md.</param>
    /// <returns>UTF-8 without a byte order mark, indented by 4 as Splink does; the caller owns it.</returns>
    /// <exception cref="ModelException">The model breaks a rule.</exception>
    public static byte[] Write(LinkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Write(model, HasAdditions(model));
    }

    static byte[] Write(LinkModel model, bool withAdditions)
    {
        ModelRules.Check(model);
        using var bytes = new MemoryStream();
        // Relaxed: the file is never put into a page unescaped, and names should stay readable.
        var options = new JsonWriterOptions { Indented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            WriteSettings(json, model);
            WriteRules(json, model.BlockingRules);
            json.WriteStartArray("comparisons");
            foreach (var comparison in model.Comparisons)
                WriteComparison(json, comparison);
            json.WriteEndArray();
            if (withAdditions)
                WriteAdditions(json, model);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    static void WriteSettings(Utf8JsonWriter json, LinkModel model)
    {
        var splink = model.Splink ?? new();
        json.WriteString("link_type", model.LinkType switch
        {
            LinkType.Dedupe => "dedupe_only",
            LinkType.Link => "link_only",
            _ => "link_and_dedupe",
        });
        WriteNumber(json, "probability_two_random_records_match", model.Prior);
        json.WriteBoolean("retain_matching_columns", splink.RetainMatchingColumns);
        json.WriteBoolean("retain_intermediate_calculation_columns", splink.RetainIntermediateColumns);
        json.WritePropertyName("additional_columns_to_retain");
        WriteTexts(json, splink.AdditionalColumns);
        json.WriteString("sql_dialect", Dialect);
        if (splink.LinkerUid is not null)
            json.WriteString("linker_uid", splink.LinkerUid);
        WriteNumber(json, "em_convergence", model.EmConvergence);
        json.WriteNumber("max_iterations", model.MaxIterations);
        json.WriteString("bayes_factor_column_prefix", splink.BayesFactorPrefix);
        json.WriteString("term_frequency_adjustment_column_prefix", splink.TermFrequencyPrefix);
        json.WriteString("comparison_vector_value_column_prefix", splink.GammaPrefix);
        json.WriteString("unique_id_column_name", model.IdColumn);
        json.WriteString("source_dataset_column_name", model.SourceColumn);
    }

    static void WriteRules(Utf8JsonWriter json, IReadOnlyList<BlockingRule> rules)
    {
        json.WriteStartArray("blocking_rules_to_generate_predictions");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("blocking_rule", TextOf(rule.Condition, rule.Sql, SqlStyle.Qualified));
            json.WriteString("sql_dialect", Dialect);
            if (rule.SaltingPartitions is { } partitions)
                json.WriteNumber("salting_partitions", partitions);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteComparison(Utf8JsonWriter json, Comparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("output_column_name", comparison.Name);
        json.WriteStartArray("comparison_levels");
        foreach (var level in comparison.Levels)
            WriteLevel(json, level);
        json.WriteEndArray();
        if (comparison.Description is not null)
            json.WriteString("comparison_description", comparison.Description);
        json.WriteEndObject();
    }

    static void WriteLevel(Utf8JsonWriter json, ComparisonLevel level)
    {
        json.WriteStartObject();
        json.WriteString("sql_condition", TextOf(level.Condition, level.Sql, SqlStyle.Suffixed));
        json.WriteString("label_for_charts", level.Label);
        if (level.M is { } m)
            WriteNumber(json, "m_probability", m);
        if (level.U is { } u)
            WriteNumber(json, "u_probability", u);
        json.WriteBoolean("fix_m_probability", level.FixM);
        json.WriteBoolean("fix_u_probability", level.FixU);
        if (level.TermFrequencyColumn is { } column)
        {
            json.WriteString("tf_adjustment_column", column);
            if (level.TermFrequencyMinimum != 0)
                WriteNumber(json, "tf_minimum_u_value", level.TermFrequencyMinimum);
            WriteNumber(json, "tf_adjustment_weight", level.TermFrequencyWeight);
        }
        if (level.IsNull)
            json.WriteBoolean("is_null_level", true);
        if (level.DisableExactMatchDetection)
            json.WriteBoolean("disable_tf_exact_match_detection", true);
        json.WriteEndObject();
    }

    /// <summary>The text as it was given, as long as it still says what the condition says; else the condition's own.</summary>
    static string TextOf(Condition condition, string? given, SqlStyle style)
    {
        if (given is not null)
        {
            try
            {
                if (SqlText.Parse(given, style) == condition)
                    return given;
            }
            catch (ModelException)
            {
                // Somebody put a text there that is not in the grammar: the condition is what is run, so it is what is written.
            }
        }
        return SqlText.Print(condition, style);
    }

    static void WriteTexts(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>Shortest digits that give the same number back, spelled as Python does (1.0, 2.8e-07), so that a file that was only read does not change.</summary>
    static void WriteNumber(Utf8JsonWriter json, string key, double value)
    {
        var digits = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        json.WritePropertyName(key);
        json.WriteRawValue(digits.AsSpan().ContainsAny('.', 'e') ? digits : digits + ".0");
    }
}
