using System.Text;
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
    static readonly CleaningRecipe s_alike = CleaningRecipe.Parse(["text", "squash"]);

    /// <summary>The fields to compare, in the table's order.</summary>
    public static IReadOnlyList<FieldGroup> Of(RecordTable table, IReadOnlyList<RoleOfColumn> roles, int threads, IReadOnlySet<string>? without = null)
    {
        var groups = new List<List<RoleOfColumn>>();
        foreach (var role in roles.Where(role => role.Role != FieldRole.Ignored))
        {
            var joined = groups.FirstOrDefault(group => group[0].Role == role.Role && group.All(other => AreApart(table, other.Column, role.Column))
                && (SaysWhatItIs(role.Role) || group.Any(other => ShareValues(table.Find(other.Column)!, table.Find(role.Column)!))));
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

    // A birth date is a birth date in every source. Numbers, categories and texts of no known scheme may be anything: a licence in one source and
    // a passport in another are no field, or all their people would disagree on it.
    static bool SaysWhatItIs(FieldRole role) => role is not (FieldRole.DocumentNumber or FieldRole.Category or FieldRole.Text);

    // True: of the values drawn from the column with fewer, one in a hundred stands in the other as well.
    static bool ShareValues(Column first, Column second)
    {
        var (less, more) = first.Values.Count <= second.Values.Count ? (first, second) : (second, first);
        var mask = ValueSample.Mask(less.Values.Count - 1);
        var (drawn, others) = (Drawn(less, mask), Drawn(more, mask));
        var shared = drawn.Count(others.Contains);
        return shared > 0 && shared * 100 >= drawn.Count;
    }

    static HashSet<string> Drawn(Column column, uint mask)
    {
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        var buffer = new CleanBuffer();
        for (var code = 1; code < column.Values.Count; code++)
        {
            if (s_alike.TryClean(column.Values[code], ref buffer) && ValueSample.IsDrawn(buffer.Value, mask))
                drawn.Add(Encoding.UTF8.GetString(buffer.Value));
        }
        return drawn;
    }

    static bool IsEmpty(NativeArray<int> codes, RecordSource source) =>
        codes.Slice(source.FirstRow, source.RowCount).IndexOfAnyExcept(0) < 0;
}
