using System.Text.Json;

namespace Muniment.Linkage.Modelling;

/// <summary>Splink 4's model files (linker.misc.save_model_to_json), which are our model files too: ours have one further key, "muniment".</summary>
/// <remarks>
/// Format: docs/formats/model.md; the SQL in it: docs/formats/splink-sql.md. A model without our key is another program's and is run faithfully.
/// What is read is written back unchanged; what is not understood is refused by name. Pure; safe on any thread.
/// </remarks>
public static partial class SplinkModel
{
    const string Dialect = "duckdb";

    /// <summary>The model in a file.</summary>
    /// <param name="json">UTF-8, with or without a byte order mark.</param>
    /// <exception cref="ModelException">Not JSON, or not a model; the sentence says where in the file and what to do.</exception>
    public static LinkModel Parse(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false });
            var model = ModelJson.Read(document.RootElement, "", ReadModel);
            ModelRules.Check(model);
            return model;
        }
        catch (JsonException problem)
        {
            var place = problem.LineNumber is { } line ? $" at line {line + 1}, byte {problem.BytePositionInLine + 1} of it" : "";
            throw new ModelException($"The model is not valid JSON{place}: {problem.Message.Split(" LineNumber:")[0]} Save it again, or correct that place.", problem);
        }
        catch (InvalidOperationException problem)
        {
            // The reader finds bytes that are no UTF-8 only when a text is taken out.
            throw new ModelException("The model holds a text that is not valid UTF-8. Save it again as UTF-8.", problem);
        }
    }

    static LinkModel ReadModel(ModelJson json)
    {
        var model = new LinkModel
        {
            LinkType = json.RequiredText("link_type") switch
            {
                "dedupe_only" => LinkType.Dedupe,
                "link_only" => LinkType.Link,
                "link_and_dedupe" => LinkType.Both,
                var other => throw new ModelException($"link_type is \"{other}\"; use dedupe_only, link_only or link_and_dedupe."),
            },
            Comparisons = json.Items("comparisons", static (item, path) => ModelJson.Read(item, path, ReadComparison)),
            BlockingRules = json.Items("blocking_rules_to_generate_predictions", ReadRule),
            Splink = ReadSettings(json),
            Faithful = true,
        };
        CheckDialect(json);
        model = model with
        {
            Prior = json.Number("probability_two_random_records_match") ?? model.Prior,
            EmConvergence = json.Number("em_convergence") ?? model.EmConvergence,
            MaxIterations = json.Whole("max_iterations") ?? model.MaxIterations,
            IdColumn = json.Text("unique_id_column_name") ?? model.IdColumn,
            SourceColumn = json.Text("source_dataset_column_name") ?? model.SourceColumn,
        };
        return json.Find(AdditionsKey) is { } additions
            ? ModelJson.Read(additions, AdditionsKey, own => ReadAdditions(own, model))
            : model;
    }

    static SplinkSettings ReadSettings(ModelJson json)
    {
        var defaults = new SplinkSettings();
        return new()
        {
            LinkerUid = json.Text("linker_uid"),
            RetainMatchingColumns = json.Flag("retain_matching_columns", defaults.RetainMatchingColumns),
            RetainIntermediateColumns = json.Flag("retain_intermediate_calculation_columns", defaults.RetainIntermediateColumns),
            AdditionalColumns = json.Texts("additional_columns_to_retain"),
            BayesFactorPrefix = json.Text("bayes_factor_column_prefix") ?? defaults.BayesFactorPrefix,
            TermFrequencyPrefix = json.Text("term_frequency_adjustment_column_prefix") ?? defaults.TermFrequencyPrefix,
            GammaPrefix = json.Text("comparison_vector_value_column_prefix") ?? defaults.GammaPrefix,
        };
    }

    static BlockingRule ReadRule(JsonElement item, string path) => item.ValueKind == JsonValueKind.String
        ? RuleOf(item.GetString()!, path)
        : ModelJson.Read(item, path, static json =>
        {
            CheckDialect(json);
            if (json.Texts("arrays_to_explode") is { Count: > 0 } arrays)
                throw new ModelException($"{json.PathOf("arrays_to_explode")} names {string.Join(", ", arrays)}: blocking on the elements of lists is not supported yet. Take the rule out, or block on a column that holds one value.");
            return RuleOf(json.RequiredText("blocking_rule"), json.PathOf("blocking_rule")) with { SaltingPartitions = json.Whole("salting_partitions") };
        });

    static BlockingRule RuleOf(string sql, string path)
    {
        var condition = SqlText.Parse(sql, SqlStyle.Qualified, path);
        return new(condition) { Sql = SqlText.Print(condition, SqlStyle.Qualified) == sql ? null : sql };
    }

    static void CheckDialect(ModelJson json)
    {
        if (json.Text("sql_dialect") is { } dialect && dialect != Dialect)
            throw new ModelException($"{json.PathOf("sql_dialect")} is \"{dialect}\"; only {Dialect} is read. Save the model from Splink's DuckDB backend.");
    }

    static Comparison ReadComparison(ModelJson json) =>
        new(json.RequiredText("output_column_name"), json.Items("comparison_levels", static (item, path) => ModelJson.Read(item, path, ReadLevel)))
        {
            Description = json.Text("comparison_description"),
        };

    static ComparisonLevel ReadLevel(ModelJson json)
    {
        var sql = json.RequiredText("sql_condition");
        var condition = SqlText.Parse(sql, SqlStyle.Suffixed, json.PathOf("sql_condition"));
        return new(condition, json.Text("label_for_charts") ?? sql)
        {
            Sql = SqlText.Print(condition, SqlStyle.Suffixed) == sql ? null : sql,
            IsNull = json.Flag("is_null_level", false),
            M = json.Number("m_probability"),
            U = json.Number("u_probability"),
            FixM = json.Flag("fix_m_probability", false),
            FixU = json.Flag("fix_u_probability", false),
            TermFrequencyColumn = json.Text("tf_adjustment_column"),
            TermFrequencyWeight = json.Number("tf_adjustment_weight") ?? 1,
            TermFrequencyMinimum = json.Number("tf_minimum_u_value") ?? 0,
            DisableExactMatchDetection = json.Flag("disable_tf_exact_match_detection", false),
        };
    }
}
