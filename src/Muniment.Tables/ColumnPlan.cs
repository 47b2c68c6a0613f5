namespace Muniment.Tables;

/// <summary>Which columns of an extract are loaded, and as what.</summary>
/// <param name="Id">0-based column of the file that holds the record id; -1 = none.</param>
/// <param name="Wanted">0-based columns of the file that are loaded: the id first, if there is one.</param>
/// <param name="WantedNames">Their names in the file.</param>
/// <param name="Fields">Names in the table of those that are fields, without the id.</param>
sealed record ColumnPlan(int Id, int[] Wanted, string[] WantedNames, string[] Fields)
{
    public static ColumnPlan For(Extract extract, IReadOnlyList<string> columns, LoadOptions options, IReadOnlyList<string> idNames)
    {
        var named = columns.Select(column => extract.Rename?.GetValueOrDefault(column) ?? (options.OnlyRenamed ? null : column)).ToArray();
        foreach (var from in extract.Rename?.Keys ?? [])
        {
            if (!columns.Contains(from, StringComparer.Ordinal))
                throw new BadInputException($"'{extract.Path}' has no column '{from}' to rename. Its columns are {List(columns)}.");
        }
        foreach (var same in named.OfType<string>().GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            throw new BadInputException($"'{extract.Path}': after renaming, {same.Count()} columns are called '{same.Key}'. Give each a name of its own.");

        var id = IdOf(extract, columns, named, options.IdColumn, idNames);
        var fields = Enumerable.Range(0, named.Length).Where(column => column != id && named[column] is { } name && !options.LeaveOut.Contains(name, StringComparer.Ordinal)).ToArray();
        var wanted = id < 0 ? fields : fields.Prepend(id).ToArray();
        return new(id, wanted, [.. wanted.Select(column => columns[column])], [.. fields.Select(column => named[column]!)]);
    }

    static int IdOf(Extract extract, IReadOnlyList<string> columns, string?[] named, string? given, IReadOnlyList<string> idNames)
    {
        if (given is not null)
        {
            var found = Array.IndexOf(named, given);
            return found >= 0 ? found : throw new BadInputException($"'{extract.Path}' has no column '{given}' for the record id. Its columns are {List(columns)}.");
        }
        foreach (var name in idNames)
        {
            var found = Array.FindIndex(named, column => name.Equals(column, StringComparison.OrdinalIgnoreCase));
            if (found >= 0)
                return found;
        }
        return -1;
    }

    static string List(IReadOnlyList<string> columns) =>
        string.Join(", ", columns.Take(20)) + (columns.Count > 20 ? $" and {columns.Count - 20} more" : "");
}
