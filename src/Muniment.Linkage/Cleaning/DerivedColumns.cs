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
            var results = new Column[ready.Count];
            Parallel.For(0, ready.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, k =>
                results[k] = Derive(ready[k], [.. ready[k].From.Select(name => made.GetValueOrDefault(name) ?? table.Find(name)!)], 1));
            foreach (var result in results)
                made.Add(result.Name, result);
            rest.RemoveAll(ready.Contains);
        }
        return new RecordTable(table.Sources, table.Ids, [.. table.Columns, .. columns.Select(column => made[column.Name])]);
    }

    static Column Derive(DerivedColumn derived, Column[] from, int threads)
    {
        CleaningRecipe recipe;
        try
        {
            recipe = CleaningRecipe.Parse(derived.Steps);
        }
        catch (ArgumentException exception)
        {
            throw new ModelException($"Column '{derived.Name}' of the model cannot be computed. {exception.Message}", exception);
        }
        if (from.Length == 1)
            return ColumnDeriver.Map(from[0], derived.Name, recipe.TryClean, threads);
        using var joined = ColumnDeriver.Join(derived.Name, from, threads);
        return ColumnDeriver.Map(joined, derived.Name, recipe.TryClean, threads);
    }
}
