using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Modelling;

/// <summary>Chooses a model for records nobody has described: roles, cleaning, comparisons, blocking rules.</summary>
/// <remarks>One set of defaults for all data. Looks at column names and values, never at record ids, row order or truth. Pure.</remarks>
public static class AutoModel
{
    // Above this many pairs, blocking is worth what it may lose; below it every pair is looked at.
    const double AllPairsUpTo = 3e6;
    const int Cap = 400;

    /// <summary>Chooses.</summary>
    /// <param name="table">The records, without the truth.</param>
    /// <param name="type">Which pairs may be made.</param>
    /// <param name="chosen">Receives a sentence on each choice.</param>
    /// <param name="threads">How many threads may be used.</param>
    /// <param name="without">Names of cleaning steps that are switched off; null: none.</param>
    /// <exception cref="ModelException">No column says anything about a person.</exception>
    public static LinkModel Choose(RecordTable table, LinkType type, ICollection<string> chosen, int threads, IReadOnlySet<string>? without = null)
    {
        var roles = FieldRoles.Recognise(table);
        foreach (var role in roles)
            chosen.Add($"Column '{role.Column}': {role.Role}. {role.Why}");
        var fields = FieldGroups.Of(table, roles, threads, without);
        if (fields.Count == 0)
            throw new ModelException("No column says anything about a person that could be compared. Name the columns (forename, surname, date_of_birth, …) or give a model.");
        var comparisons = AutoComparisons.For(fields);
        var pairs = table.Count * (table.Count - 1d) / 2;
        var rules = pairs <= AllPairsUpTo ? [] : AutoRules.For(fields);
        if (rules.Count == 0)
            chosen.Add($"{table.Count:N0} records make {pairs:N0} pairs: every pair is compared, without blocking.");
        return new LinkModel
        {
            LinkType = type,
            Comparisons = comparisons,
            BlockingRules = rules,
            BlockCap = rules.Count == 0 ? null : Cap,
            Refinements = rules.Count == 0 ? [] : AutoRules.Refinements(fields),
            TrainingRules = AutoRules.ForTraining(fields),
            Columns = [.. fields.SelectMany(field => field.Columns)],
            Roles = roles,
            Text = TextUnit.Scalars,
            MaxIterations = 100,
        };
    }

    /// <summary>Adds wider blocking rules, as far as these records can afford them.</summary>
    /// <param name="model">A model that was chosen here.</param>
    /// <param name="table">The records, with the model's derived columns.</param>
    /// <param name="chosen">Receives a sentence on the rules.</param>
    /// <param name="threads">How many threads may be used.</param>
    public static LinkModel Widen(LinkModel model, RecordTable table, ICollection<string> chosen, int threads = 1)
    {
        if (model.BlockingRules.Count == 0)
            return model;
        var fields = model.Columns.GroupBy(column => column.From[0])
            .Select(group => new FieldGroup(model.Roles.First(role => role.Column == group.Key).Role, [.. group])).ToArray();
        var wider = AutoRules.Wider(fields, table, RecordSample.Of(table, model, threads));
        BlockingRule[] rules = [.. AutoRules.Needed(model.BlockingRules, wider, table, model.BlockCap ?? int.MaxValue), .. wider];
        chosen.Add($"{rules.Length} blocking rules choose which pairs are compared; blocks over {model.BlockCap} records are refined.");
        return model with { BlockingRules = rules };
    }
}
