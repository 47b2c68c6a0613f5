namespace Muniment.Linkage.Modelling;

/// <summary>What the comparisons of a model read, as far as its fields hang together: what is a person's own, and what is one home.</summary>
static class PersonalFields
{
    /// <summary>[comparisons] true: it reads what a person has of their own, so that two people of a household seldom agree on it.</summary>
    public static bool[] Own(LinkModel model) => Reading(model, static role => role is FieldRole.Forename or FieldRole.MiddleName or FieldRole.FullName
        or FieldRole.BirthDate or FieldRole.BirthYear or FieldRole.DeathDate or FieldRole.Sex or FieldRole.NhsNumber or FieldRole.NationalInsuranceNumber or FieldRole.DocumentNumber);

    /// <summary>[comparisons] true: it reads a date or number of a person's life: what nothing else that people share makes them agree on.</summary>
    public static bool[] Dates(LinkModel model) => Reading(model, static role => role is FieldRole.BirthDate or FieldRole.DeathDate
        or FieldRole.NhsNumber or FieldRole.NationalInsuranceNumber or FieldRole.DocumentNumber);

    /// <summary>[comparisons] true: it reads a part of an address. Who moves changes all of them at once.</summary>
    public static bool[] Home(LinkModel model) => Reading(model, static role => role is FieldRole.Postcode or FieldRole.Town or FieldRole.Region
        or FieldRole.Street or FieldRole.HouseNumber or FieldRole.Address);

    static bool[] Reading(LinkModel model, Func<FieldRole, bool> wanted)
    {
        var columns = model.Roles.Where(role => wanted(role.Role)).Select(role => role.Column).ToHashSet(StringComparer.Ordinal);
        return [.. model.Comparisons.Select(comparison => comparison.Levels.SelectMany(level => ConditionFields.Of(level.Condition))
            .SelectMany(name => model.Columns.FirstOrDefault(column => column.Name == name)?.From ?? [name]).Any(columns.Contains))];
    }
}
