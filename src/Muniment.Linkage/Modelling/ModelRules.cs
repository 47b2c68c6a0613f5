using System.Globalization;

namespace Muniment.Linkage.Modelling;

/// <summary>What every model must keep to, whoever made it. Checked when a model is read and when it is written.</summary>
static class ModelRules
{
    /// <summary>The names of the ways edges become persons.</summary>
    public static readonly IReadOnlyList<string> Groupings = ["components", "one-to-one", "dense"];

    /// <summary>Throws a sentence with the place in the file for the first rule that is broken.</summary>
    /// <exception cref="ModelException">A rule is broken.</exception>
    public static void Check(LinkModel model)
    {
        if (!(model.Prior > 0 && model.Prior < 1))
            throw Broken("probability_two_random_records_match", model.Prior, "a probability above 0 and below 1 is needed");
        if (!(model.EmConvergence > 0) || !double.IsFinite(model.EmConvergence))
            throw Broken("em_convergence", model.EmConvergence, "a number above 0 is needed");
        if (model.MaxIterations < 1)
            throw Broken("max_iterations", model.MaxIterations, "at least 1 is needed");
        if (model.Threshold is { } threshold)
            CheckProbability("muniment.threshold", threshold);
        if (model.Grouping is { } grouping && !Groupings.Contains(grouping))
            throw new ModelException($"muniment.grouping is \"{grouping}\"; use {string.Join(", ", Groupings)}, or leave it out.");
        if (model.BlockCap is < 1)
            throw Broken("muniment.block_cap", model.BlockCap.Value, "at least 1 record is needed, or leave it out");
        for (var i = 0; i < model.BlockingRules.Count; i++)
        {
            if (model.BlockingRules[i].SaltingPartitions is < 1)
                throw Broken($"blocking_rules_to_generate_predictions[{i}].salting_partitions", model.BlockingRules[i].SaltingPartitions!.Value, "at least 1 is needed");
        }
        CheckComparisons(model.Comparisons);
    }

    static void CheckComparisons(IReadOnlyList<Comparison> comparisons)
    {
        if (comparisons.Count == 0)
            throw new ModelException("comparisons is empty; a model needs at least one comparison.");
        // SQL takes "Name" and "name" for one column, and so would the gamma columns of Splink's predictions.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var c = 0; c < comparisons.Count; c++)
        {
            var name = comparisons[c].Name;
            if (name.Length == 0 || !names.Add(name))
                throw new ModelException($"comparisons[{c}].output_column_name is {(name.Length == 0 ? "empty" : $"\"{name}\" like that of an earlier comparison")}; give each comparison a name of its own.");
            CheckLevels(comparisons[c], $"comparisons[{c}].comparison_levels");
        }
    }

    static void CheckLevels(Comparison comparison, string path)
    {
        var levels = comparison.Levels;
        for (var i = 0; i < levels.Count; i++)
        {
            var level = levels[i];
            if (level.Condition is Otherwise && (i < levels.Count - 1 || level.IsNull))
                throw new ModelException($"{path}[{i}] is ELSE and {(level.IsNull ? "a null level" : "not the last level")} of \"{comparison.Name}\"; no later level could ever be reached. Put one ELSE last.");
            if (level.M is { } m)
                CheckProbability($"{path}[{i}].m_probability", m);
            if (level.U is { } u)
                CheckProbability($"{path}[{i}].u_probability", u);
            CheckProbability($"{path}[{i}].tf_minimum_u_value", level.TermFrequencyMinimum);
            if (!(level.TermFrequencyWeight >= -1) || !double.IsFinite(level.TermFrequencyWeight))
                throw Broken($"{path}[{i}].tf_adjustment_weight", level.TermFrequencyWeight, "0 (no adjustment) to 1 (full) is usual; -1 takes an adjustment made elsewhere back; nothing below -1 makes sense");
            if (level.TermFrequencyColumn is { } column && TermFrequencyAdjustment.LevelOfU(comparison, i) < 0)
                throw new ModelException($"{path}[{i}].tf_adjustment_column is \"{column}\", and \"{comparison.Name}\" has no level that is an exact match on {column} alone, whose u the adjustment needs. Add such a level, or set disable_tf_exact_match_detection to take this level's own u.");
        }
        if (levels.Count == 0 || levels[^1].Condition is not Otherwise)
            throw new ModelException($"{path} of \"{comparison.Name}\" does not end in ELSE, so some pairs would have no outcome; add a level with the sql_condition ELSE.");
    }

    static void CheckProbability(string path, double value)
    {
        if (!(value >= 0 && value <= 1))
            throw Broken(path, value, "a probability from 0 to 1 is needed");
    }

    static ModelException Broken(string path, double value, string wanted) => new($"{path} is {value.ToString("R", CultureInfo.InvariantCulture)}; {wanted}.");
}
