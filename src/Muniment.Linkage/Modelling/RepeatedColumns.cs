using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Modelling;

/// <summary>Finds columns that only repeat others, so that one agreement is not counted twice.</summary>
/// <remarks>Looks at the records of some 2,000 values drawn by their hash: the order of rows does not matter.</remarks>
static class RepeatedColumns
{
    const int SampleValues = 2_000;
    const int SampleRecords = 40_000;

    static readonly CleaningRecipe s_name = CleaningRecipe.Parse(["text", "titles", "suffixes", "squash"]);
    static readonly CleaningRecipe s_text = CleaningRecipe.Parse(["text"]);

    /// <summary>Changes roles in place.</summary>
    public static void Settle(RecordTable table, RoleOfColumn[] roles)
    {
        var forename = Array.FindIndex(roles, role => role.Role == FieldRole.Forename);
        var surname = Array.FindIndex(roles, role => role.Role == FieldRole.Surname);
        for (var i = 0; i < roles.Length; i++)
        {
            if (roles[i].Role == FieldRole.FullName && forename >= 0 && surname >= 0)
                roles[i] = SettleName(table, roles[i], table.Columns[forename], table.Columns[surname]);
            else if (roles[i].Role == FieldRole.BirthYear && Array.Find(roles, role => role.Role == FieldRole.BirthDate && Repeats(table, roles[i].Column, role.Column)) is { } date)
                roles[i] = roles[i] with { Role = FieldRole.Ignored, Why = $"It is the year of '{date.Column}' and would be counted twice." };
            else if (roles[i].Role == FieldRole.BirthYear && !FieldsOnceOnly.IsByName(roles[i]) && Array.Find(roles, role => role.Role == FieldRole.BirthDate && StandTogether(table, roles[i].Column, role.Column)) is { } other)
                roles[i] = roles[i] with { Role = FieldRole.Category, Why = $"{roles[i].Why} But '{other.Column}' gives the same records' birth dates, and they are of other years." };
            else if (roles[i].Role != FieldRole.Ignored && Array.Find(roles[..i], role => role.Role == roles[i].Role && SameValues(table, role.Column, roles[i].Column)) is { } first)
                roles[i] = roles[i] with { Role = FieldRole.Ignored, Why = $"It repeats '{first.Column}' and would be counted twice." };
        }
    }

    static RoleOfColumn SettleName(RecordTable table, RoleOfColumn role, Column forename, Column surname)
    {
        var rows = Sample(table.Find(role.Column)!);
        long both = 0, inside = 0, more = 0;
        var buffers = (Whole: new CleanBuffer(), Part: new CleanBuffer());
        var whole = table.Find(role.Column)!;
        foreach (var row in rows)
        {
            if (forename.Codes[row] == 0 || surname.Codes[row] == 0 || !s_name.TryClean(whole.Values[whole.Codes[row]], ref buffers.Whole))
                continue;
            var length = 0;
            both++;
            var has = Holds(forename, row) && Holds(surname, row);
            inside += has ? 1 : 0;
            more += has && buffers.Whole.Value.Length > length + 1 ? 1 : 0;

            bool Holds(Column part, int at)
            {
                if (!s_name.TryClean(part.Values[part.Codes[at]], ref buffers.Part))
                    return true; // Nothing but a title.
                length += buffers.Part.Value.Length;
                return buffers.Whole.Value.IndexOf(buffers.Part.Value) >= 0;
            }
        }
        if (both == 0 || inside < 0.7 * both)
            return role;
        var names = $"'{forename.Name}' and '{surname.Name}'";
        if (more < 0.05 * both)
            return role with { Role = FieldRole.Ignored, Why = $"It repeats {names} in {FieldRoles.Percent((double)inside / both)} of records and would be counted twice." };
        return role with { Why = $"{role.Why} It holds {names} in {FieldRoles.Percent((double)inside / both)} of records and further words in {FieldRoles.Percent((double)more / both)}: compare it instead of them, or only for what it adds." };
    }

    // The shorter value begins the longer one: 1985 and 1985-04-03.
    static bool Repeats(RecordTable table, string yearColumn, string dateColumn)
    {
        var (year, date) = (table.Find(yearColumn)!, table.Find(dateColumn)!);
        var recipe = CleaningRecipe.Parse([DateFormatGuess.Of(date).Step, "year"]);
        return Agreement(year, date, s_text, recipe) >= 0.8;
    }

    // A record holds both.
    static bool StandTogether(RecordTable table, string first, string second)
    {
        var (one, other) = (table.Find(first)!, table.Find(second)!);
        for (var row = 0; row < table.Count; row++)
        {
            if (one.Codes[row] != 0 && other.Codes[row] != 0)
                return true;
        }
        return false;
    }

    static bool SameValues(RecordTable table, string first, string second) =>
        Agreement(table.Find(first)!, table.Find(second)!, s_text, s_text) >= 0.98;

    static double Agreement(Column first, Column second, CleaningRecipe cleanFirst, CleaningRecipe cleanSecond)
    {
        long both = 0, same = 0;
        var (a, b) = (new CleanBuffer(), new CleanBuffer());
        foreach (var row in Sample(first))
        {
            if (second.Codes[row] == 0 || !cleanFirst.TryClean(first.Values[first.Codes[row]], ref a) || !cleanSecond.TryClean(second.Values[second.Codes[row]], ref b))
                continue;
            both++;
            same += a.Value.SequenceEqual(b.Value) ? 1 : 0;
        }
        return both < 20 ? 0 : (double)same / both;
    }

    // The records that hold one of the values drawn; so many values that the records are not too many.
    static List<int> Sample(Column column)
    {
        var distinct = column.Values.Count - 1;
        var mask = Math.Max(ValueSample.Mask(distinct, SampleValues), ValueSample.Mask(column.Codes.Length - column.Counts[0], SampleRecords));
        var drawn = new bool[column.Values.Count];
        for (var code = 1; code < drawn.Length; code++)
            drawn[code] = ValueSample.IsDrawn(column.Values[code], mask);
        var rows = new List<int>();
        for (var row = 0; row < column.Codes.Length; row++)
        {
            if (drawn[column.Codes[row]])
                rows.Add(row);
        }
        return rows;
    }
}
