using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Modelling;

/// <summary>A field of a person: one column, or the columns in which different sources write the same thing.</summary>
/// <param name="Role">What it says.</param>
/// <param name="Columns">What is derived from it; the first is the value to compare.</param>
sealed record FieldGroup(FieldRole Role, IReadOnlyList<DerivedColumn> Columns)
{
    /// <summary>Name of the value to compare.</summary>
    public string Clean => Columns[0].Name;

    /// <summary>Name of the derived column with that suffix, or null.</summary>
    public string? With(string suffix) => Columns.FirstOrDefault(column => column.Name.EndsWith("_" + suffix, StringComparison.Ordinal))?.Name;
}

/// <summary>Puts columns of different sources that say the same thing together.</summary>
static class FieldGroups
{
    /// <summary>The fields to compare, in the table's order.</summary>
    public static IReadOnlyList<FieldGroup> Of(RecordTable table, IReadOnlyList<RoleOfColumn> roles, int threads, IReadOnlySet<string>? without = null)
    {
        var groups = new List<List<RoleOfColumn>>();
        foreach (var role in roles.Where(role => role.Role != FieldRole.Ignored))
        {
            var joined = groups.FirstOrDefault(group => group[0].Role == role.Role && group.All(other => AreApart(table, other.Column, role.Column)));
            if (joined is null)
                groups.Add([role]);
            else
                joined.Add(role);
        }
        return [.. groups.Select(group => Group(table, group, threads, without)).Where(group => group.Columns.Count > 0)];
    }

    static FieldGroup Group(RecordTable table, List<RoleOfColumn> group, int threads, IReadOnlySet<string>? without)
    {
        if (group.Count == 1)
            return new FieldGroup(group[0].Role, DefaultCleaning.For(group[0], table.Find(group[0].Column)!, without));
        string[] from = [.. group.Select(role => role.Column)];
        using var joined = ColumnDeriver.Join(from[0], [.. from.Select(name => table.Find(name)!)], threads);
        return new FieldGroup(group[0].Role, [.. DefaultCleaning.For(group[0], joined, without).Select(column => column with { From = from })]);
    }

    // Two columns of one role are one field where no source has both.
    static bool AreApart(RecordTable table, string first, string second)
    {
        var (one, other) = (table.Find(first)!.Codes, table.Find(second)!.Codes);
        return table.Sources.All(source => IsEmpty(one, source) || IsEmpty(other, source));
    }

    static bool IsEmpty(NativeArray<int> codes, RecordSource source) =>
        codes.Slice(source.FirstRow, source.RowCount).IndexOfAnyExcept(0) < 0;
}
