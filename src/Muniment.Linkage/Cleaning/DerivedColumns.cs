using System.Collections.Concurrent;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Cleaning;

/// <summary>Computes a model's derived columns: each distinct value is cleaned once.</summary>
public static class DerivedColumns
{
    /// <summary>A table with the model's derived columns beside the extracts' own.</summary>
    /// <param name="table">The records; its columns are shared with the result, not copied.</param>
    /// <param name="columns">What to compute; a column may be computed from one before it.</param>
    /// <param name="threads">How many threads may be used; the result does not depend on it.</param>
    /// <exception cref="ModelException">A column or a step is unknown, or a name is taken.</exception>
    public static RecordTable Add(RecordTable table, IReadOnlyList<DerivedColumn> columns, int threads)
    {
        var made = new Dictionary<string, Column>(StringComparer.Ordinal);
        // Columns that need only columns there already are computed side by side, then those that needed them.
        for (var rest = columns.ToList(); rest.Count > 0;)
        {
            var ready = rest.Where(column => column.From.All(name => table.Find(name) is not null || made.ContainsKey(name))).ToList();
            if (ready.Count == 0)
                throw new ModelException($"The model computes '{rest[0].Name}' from '{string.Join("', '", rest[0].From)}', and the extracts lack one of them. Rename the extract's column, or edit the model.");
            // What comes of the same columns is one piece of work, in which one result may begin where another ends. The largest pieces first.
            var families = ready.GroupBy(column => string.Join('\0', column.From)).Select(family => family.ToArray())
                .OrderByDescending(family => family.Length * family[0].From.Max(name => Find(name).Values.Count)).ToArray();
            var results = new Column[families.Length][];
            Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, families.Length), EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = threads }, k =>
                results[k] = Family(families[k], [.. families[k][0].From.Select(Find)]));
            foreach (var result in results.SelectMany(family => family))
                made.Add(result.Name, result);
            rest.RemoveAll(ready.Contains);
        }
        return new RecordTable(table.Sources, table.Ids, [.. table.Columns, .. columns.Select(column => made[column.Name])]);

        Column Find(string name) => made.GetValueOrDefault(name) ?? table.Find(name)!;
    }

    // A column whose steps begin with all of another's is computed from that one: the same values, in the same order, with less to do.
    static Column[] Family(DerivedColumn[] family, Column[] from)
    {
        var results = new Dictionary<DerivedColumn, Column>(ReferenceEqualityComparer.Instance);
        foreach (var derived in family.OrderBy(column => column.Steps.Count))
        {
            var begun = results.Keys.Where(other => IsContinued(other.Steps, derived.Steps)).MaxBy(other => other.Steps.Count);
            results.Add(derived, begun is null
                ? Derive(derived, derived.Steps, from)
                : Derive(derived, [.. derived.Steps.Skip(begun.Steps.Count)], [results[begun]]));
        }
        return [.. family.Select(derived => results[derived])];
    }

    // Steps after a split work on the values of a list, and neighbouring parts of "text" are one pass: neither is cut in two.
    static bool IsContinued(IReadOnlyList<string> steps, IReadOnlyList<string> longer) =>
        steps.Count < longer.Count && steps.SequenceEqual(longer.Take(steps.Count)) && !longer.Any(CleaningSteps.IsSplit)
        && TextStep.PartsOf(longer[steps.Count]) == TextStep.Parts.None;

    static Column Derive(DerivedColumn derived, IReadOnlyList<string> steps, Column[] from)
    {
        CleaningRecipe recipe;
        try
        {
            recipe = CleaningRecipe.Parse(steps);
        }
        catch (ArgumentException exception)
        {
            throw new ModelException($"Column '{derived.Name}' of the model cannot be computed. {exception.Message}", exception);
        }
        if (from.Length == 1)
            return ColumnDeriver.Map(from[0], derived.Name, recipe.TryClean, 1, mayShare: true);
        using var joined = ColumnDeriver.Join(derived.Name, from, 1);
        return ColumnDeriver.Map(joined, derived.Name, recipe.TryClean, 1);
    }
}
