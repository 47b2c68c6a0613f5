namespace Muniment.Linkage.Modelling;

/// <summary>Settles between columns that content alone gave the same role, where a person has it once.</summary>
static class FieldsOnceOnly
{
    /// <summary>Changes roles in place.</summary>
    public static void Settle(RoleOfColumn[] roles, ColumnShape[] shapes)
    {
        Keep(roles, FieldRole.BirthDate, FieldRole.Ignored, i => -shapes[i].Years.Middle, "another column's dates are earlier");
        Keep(roles, FieldRole.Forename, FieldRole.MiddleName, i => shapes[i].Share(ColumnShape.Trait.Forename) * shapes[i].Filled, "another column holds more forenames");
        Keep(roles, FieldRole.Surname, FieldRole.Text, i => shapes[i].Share(ColumnShape.Trait.Surname) * shapes[i].Filled, "another column holds more surnames");
        Keep(roles, FieldRole.Sex, FieldRole.Category, i => shapes[i].Filled, "another column says so for more records");
    }

    // A column that its name says is the one wins over all that content alone spoke for.
    static void Keep(RoleOfColumn[] roles, FieldRole role, FieldRole otherwise, Func<int, double> score, string why)
    {
        var all = Enumerable.Range(0, roles.Length).Where(i => roles[i].Role == role).ToList();
        var named = all.Where(i => IsByName(roles[i])).ToList();
        if (all.Count < 2)
            return;
        var best = named.Count > 0 ? -1 : all.MaxBy(score);
        foreach (var i in all)
        {
            if (i != best && !IsByName(roles[i]))
                roles[i] = roles[i] with { Role = otherwise, Why = $"{roles[i].Why} But {(named.Count > 0 ? $"'{roles[named[0]].Column}' is named so" : why)}." };
        }
    }

    /// <summary>True: the column's name told its role.</summary>
    public static bool IsByName(RoleOfColumn role) => role.Why.StartsWith("Its name", StringComparison.Ordinal);
}
