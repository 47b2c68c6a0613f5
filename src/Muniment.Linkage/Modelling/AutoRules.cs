namespace Muniment.Linkage.Modelling;

/// <summary>Blocking rules from roles: pairs that agree on enough to be worth a look, by ways that one error alone does not close.</summary>
static class AutoRules
{
    /// <summary>The rules, most telling first; fields that are not there leave their rules out.</summary>
    public static IReadOnlyList<BlockingRule> For(IReadOnlyList<FieldGroup> fields)
    {
        var forename = Find(fields, FieldRole.Forename, "nick") ?? Find(fields, FieldRole.FullName, "first");
        var surname = Find(fields, FieldRole.Surname, "clean") ?? Find(fields, FieldRole.FullName, "last");
        var sound = Find(fields, FieldRole.Surname, "sound") ?? surname;
        var date = Find(fields, FieldRole.BirthDate, "clean");
        var year = Find(fields, FieldRole.BirthDate, "year") ?? Find(fields, FieldRole.BirthYear, "clean");
        var day = Find(fields, FieldRole.BirthDate, "month_day");
        var place = Find(fields, FieldRole.Postcode, "clean") ?? Find(fields, FieldRole.Town, "clean") ?? Find(fields, FieldRole.BirthPlace, "clean");
        var area = Find(fields, FieldRole.Postcode, "district") ?? Find(fields, FieldRole.Town, "clean");
        var street = Find(fields, FieldRole.Street, "clean") ?? Find(fields, FieldRole.Address, "clean");
        var sex = Find(fields, FieldRole.Sex, "clean");
        var keys = new List<string?[]>();
        foreach (var number in fields.Where(field => field.Role is FieldRole.DocumentNumber or FieldRole.NhsNumber or FieldRole.NationalInsuranceNumber or FieldRole.Email or FieldRole.Phone))
            keys.Add([number.Clean]);
        keys.Add([forename, surname]);
        keys.Add([sound, date]);
        keys.Add([forename, date]);
        keys.Add([place, date]);
        keys.Add([sound, place]);
        keys.Add([forename, place, year]);
        keys.Add([forename, sound, year]);
        keys.Add([sound, day, sex]);
        keys.Add([street, surname]);
        keys.Add([area, year, day]);
        return [.. keys.Where(key => key.All(part => part is not null)).Select(key => Rule([.. key.Select(part => part!)]))];
    }

    /// <summary>How blocks over the cap are split.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Refinements(IReadOnlyList<FieldGroup> fields)
    {
        string?[][] chains =
        [
            [Find(fields, FieldRole.BirthDate, "year") ?? Find(fields, FieldRole.BirthYear, "clean"), Find(fields, FieldRole.BirthDate, "clean"), Find(fields, FieldRole.Sex, "clean")],
            [Find(fields, FieldRole.Postcode, "district") ?? Find(fields, FieldRole.Town, "clean"), Find(fields, FieldRole.Postcode, "clean"), Find(fields, FieldRole.Street, "clean")],
        ];
        return [.. chains.Select(chain => (IReadOnlyList<string>)[.. chain.OfType<string>()]).Where(chain => chain.Count > 0)];
    }

    static string? Find(IReadOnlyList<FieldGroup> fields, FieldRole role, string suffix) =>
        fields.FirstOrDefault(field => field.Role == role)?.With(suffix);

    static BlockingRule Rule(string[] keys)
    {
        Condition[] parts = [.. keys.Select(key => AutoComparisons.Pair(key, key))];
        return new BlockingRule(parts.Length == 1 ? parts[0] : new All(parts));
    }
}
