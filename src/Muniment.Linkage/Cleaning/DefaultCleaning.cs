using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Cleaning;

/// <summary>What is derived from a column by default, by what it says about a person.</summary>
/// <remarks>
/// One set of rules for all data. Names: <c>COLUMN_clean</c> the value to compare, and beside it
/// <c>_nick</c> short forms resolved, <c>_sound</c> key of the sound, <c>_sorted</c> words in order, <c>_first</c> and <c>_last</c> word,
/// <c>_year</c> and <c>_month_day</c> of a date, <c>_district</c> of a postcode, <c>_local</c> part of an email,
/// <c>_list</c> the values of a field that holds several, each cleaned, joined by U+001F;
/// <c>_valid</c> an NHS or National Insurance number only if it can be one. Pure; safe on any thread.
/// </remarks>
public static class DefaultCleaning
{
    /// <summary>The columns derived from one, the one to compare first; none for an ignored column.</summary>
    /// <param name="role">The column's role.</param>
    /// <param name="column">The column itself: its placeholders and the order of its dates are found in it.</param>
    /// <param name="without">Names of steps that are switched off, without argument; null: none. A column that was only for such a step is left out.</param>
    public static IReadOnlyList<DerivedColumn> For(RoleOfColumn role, Column column, IReadOnlySet<string>? without = null)
    {
        if (role.Role == FieldRole.Ignored)
            return [];
        var isOff = (string step) => without is not null && without.Contains(step.Split(':')[0]);
        string[] start = [.. JunkValues.DropSteps(column, role.Role), JunkStep(role.Role)];
        return
        [
            .. Variants(role.Role, column).Concat(Lists(role.Role, column))
                .Where(variant => variant.Suffix is "clean" or "list" || !isOff(variant.Steps[^1]))
                .Select(variant => new DerivedColumn($"{column.Name}_{variant.Suffix}", [column.Name], [.. start.Concat(variant.Steps).SelectMany(Parts).Where(step => !isOff(step))])),
        ];

        // "text" and "name" stand for several steps, each of which can be switched off by itself.
        IEnumerable<string> Parts(string step) => step switch
        {
            "text" when s_text.Any(isOff) => s_text,
            "name" when s_name.Any(isOff) => s_name,
            _ => [step],
        };
    }

    static readonly string[] s_text = ["compatibility", "case", "marks", "hyphens", "punctuation", "blanks"];
    static readonly string[] s_name = ["titles", "suffixes", "particles"];

    static string JunkStep(FieldRole role) => JunkValues.IsName(role) ? "junk:name" : "junk";

    // The last step of a variant is what the variant is for.
    static (string Suffix, string[] Steps)[] Variants(FieldRole role, Column column)
    {
        string[] name = ["text", "skeleton", "name"];
        string[] whole = ["text", "skeleton", "titles", "suffixes", "inner_particles"];
        string[] place = ["text", "skeleton"];
        return role switch
        {
            FieldRole.Forename or FieldRole.MiddleName =>
                [("clean", name), ("nick", [.. name, "nickname"]), ("sound", [.. name, "sound"])],
            FieldRole.Surname => [("clean", name), ("sound", [.. name, "sound"])],
            FieldRole.FullName =>
                [("clean", whole), ("sorted", [.. whole, "sort"]), ("first", [.. whole, "word:1"]), ("last", [.. whole, "word:-1"]), ("sound", [.. whole, "sound"])],
            FieldRole.BirthDate or FieldRole.DeathDate => Dates(DateFormatGuess.Of(column)),
            FieldRole.BirthYear => [("clean", [DateFormatGuess.Of(column).Step, "year"])],
            FieldRole.Sex => [("clean", ["text", "sex"])],
            FieldRole.Email => [("clean", ["email"]), ("local", ["email", "localpart"])],
            FieldRole.Phone => [("clean", ["phone"])],
            FieldRole.Postcode => [("clean", ["postcode"]), ("district", ["postcode", "district"])],
            FieldRole.NhsNumber => [("clean", ["digits"]), ("valid", ["nhs"])],
            FieldRole.NationalInsuranceNumber => [("clean", ["code"]), ("valid", ["nino"])],
            FieldRole.DocumentNumber => [("clean", ["code"])],
            FieldRole.Street or FieldRole.Address => [("clean", [.. place, "address"])],
            FieldRole.Town or FieldRole.BirthPlace => [("clean", place), ("sound", [.. place, "sound"])],
            FieldRole.HouseNumber => [("clean", ["text", "squash"])],
            _ => [("clean", place)],
        };
    }

    // Several values in one field: other names, old addresses. Compared by how many two lists share.
    static IEnumerable<(string Suffix, string[] Steps)> Lists(FieldRole role, Column column)
    {
        if (role is FieldRole.BirthDate or FieldRole.DeathDate or FieldRole.BirthYear or FieldRole.Sex)
            return [];
        return ListFields.SeparatorOf(column) is { } separator ? [("list", [$"split:{separator}", JunkStep(role), .. Variants(role, column)[0].Steps])] : [];
    }

    static (string Suffix, string[] Steps)[] Dates(DateFormat format)
    {
        // Impossible dates are kept: the slip of a digit leaves the rest of the date telling.
        string[] date = ["compatibility", format.Step + ",keep"];
        return [("clean", date), ("year", [.. date, "year"]), ("month_day", [.. date, format.FirstOfYearIsUnknown ? "month_day:01-01" : "month_day"])];
    }
}
