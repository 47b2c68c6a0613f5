using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Modelling;

/// <summary>Blocking rules from roles: pairs that agree on enough to be worth a look, by ways that one error alone does not close.</summary>
static class AutoRules
{
    // Pairs a record that one wider rule, and all of them together, may cost.
    const double MostPairsOfARule = 16;
    const double MostPairsOfAll = 24;

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

    /// <summary>The rules that a wider rule does not make needless: one on a single column makes every pair that asks for more than that column.</summary>
    public static IEnumerable<BlockingRule> Needed(IReadOnlyList<BlockingRule> rules, IReadOnlyList<BlockingRule> wider, RecordTable table, int cap)
    {
        // Where a block of the wider rule is over the cap it is refined, and the narrower rule still finds what that loses.
        var whole = wider.Select(rule => ConditionFields.Of(rule.Condition)).Where(columns => columns.Count == 1)
            .Select(columns => table.Find(columns[0])!).Where(column => column.Counts[1..].IndexOfAnyExceptInRange(0, cap) < 0)
            .Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return rules.Where(rule => !ConditionFields.Of(rule.Condition).Any(whole.Contains));
    }

    /// <summary>Rules that ask for less, as many as these records can afford: what costs a few pairs a record among fifty thousand would cost thousands among a hundred million.</summary>
    public static IReadOnlyList<BlockingRule> Wider(IReadOnlyList<FieldGroup> fields, RecordTable table, RecordSample sample)
    {
        var nick = Find(fields, FieldRole.Forename, "nick") ?? Find(fields, FieldRole.FullName, "first");
        var sound = Find(fields, FieldRole.Surname, "sound") ?? Find(fields, FieldRole.FullName, "last");
        var date = Find(fields, FieldRole.BirthDate, "clean");
        var year = Find(fields, FieldRole.BirthDate, "year") ?? Find(fields, FieldRole.BirthYear, "clean");
        var place = Find(fields, FieldRole.Postcode, "clean") ?? Find(fields, FieldRole.Town, "clean");
        var area = Find(fields, FieldRole.Postcode, "district") ?? Find(fields, FieldRole.Town, "clean");
        var birth = Find(fields, FieldRole.BirthPlace, "clean");
        string?[][] keys = [[place], [date], [sound], [nick, year], [sound, year], [nick, area], [sound, area], [nick, birth], [year, area], [birth, year]];
        var rules = new List<BlockingRule>();
        var total = 0d;
        foreach (var key in keys.Where(key => key.All(part => part is not null)))
        {
            var cost = sample.PairsARecord([.. key.Select(part => table.Find(part!)!)]);
            if (cost > MostPairsOfARule || total + cost > MostPairsOfAll)
                continue;
            total += cost;
            rules.Add(Rule([.. key.Select(part => part!)]));
        }
        return rules;
    }

    /// <summary>The rules m is learnt on: each reads what is a person's own, so that the people of a household are not taken for one.</summary>
    public static IReadOnlyList<BlockingRule> ForTraining(IReadOnlyList<FieldGroup> fields)
    {
        var forename = Find(fields, FieldRole.Forename, "clean") ?? Find(fields, FieldRole.FullName, "first");
        var surname = Find(fields, FieldRole.Surname, "clean") ?? Find(fields, FieldRole.FullName, "last");
        var date = Find(fields, FieldRole.BirthDate, "clean") ?? Find(fields, FieldRole.BirthYear, "clean");
        var place = Find(fields, FieldRole.Postcode, "clean") ?? Find(fields, FieldRole.Town, "clean") ?? Find(fields, FieldRole.BirthPlace, "clean");
        var keys = new List<string?[]> { new[] { forename, surname }, new[] { forename, date }, new[] { surname, date }, new[] { place, date } };
        foreach (var number in fields.Where(field => field.Role is FieldRole.DocumentNumber or FieldRole.NhsNumber or FieldRole.NationalInsuranceNumber or FieldRole.Email or FieldRole.Phone))
            keys.Add([number.Clean]);
        var rules = keys.Where(key => key.All(part => part is not null)).Select(key => Rule([.. key.Select(part => part!)])).ToArray();
        return rules.Length > 0 ? rules : [.. fields.Select(field => Rule([field.Clean]))];
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
