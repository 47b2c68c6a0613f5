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
        chosen.Add(rules.Count == 0
            ? $"{table.Count:N0} records make {pairs:N0} pairs: every pair is compared, without blocking."
            : $"{table.Count:N0} records make {pairs:N0} pairs: {rules.Count} blocking rules choose which are compared; blocks over {Cap} records are refined.");
        return new LinkModel
        {
            LinkType = type,
            Comparisons = comparisons,
            BlockingRules = rules,
            BlockCap = rules.Count == 0 ? null : Cap,
            Refinements = rules.Count == 0 ? [] : AutoRules.Refinements(fields),
            Columns = [.. fields.SelectMany(field => field.Columns)],
            Roles = roles,
            Text = TextUnit.Scalars,
            MaxIterations = 100,
        };
    }
}
