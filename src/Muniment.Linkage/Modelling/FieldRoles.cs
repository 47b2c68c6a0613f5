using System.Globalization;
using Muniment.Linkage.Columns;
using static Muniment.Linkage.Modelling.ColumnShape;

namespace Muniment.Linkage.Modelling;

/// <summary>Finds out what each column says about a person, from its name and from what is in it.</summary>
/// <remarks>
/// One set of rules for all data. Looks at names, distinct values and their counts, and, to find columns that repeat others, at
/// records drawn by a hash of a value: never at record ids, the order of rows, or the truth. Pure; safe on any thread.
/// </remarks>
public static class FieldRoles
{
    /// <summary>Recognises every column, in the table's order.</summary>
    /// <param name="table">All sources; the truth column, if there is one, left out by the caller.</param>
    public static IReadOnlyList<RoleOfColumn> Recognise(RecordTable table)
    {
        var shapes = table.Columns.Select(column => new ColumnShape(column)).ToArray();
        var roles = new RoleOfColumn[shapes.Length];
        for (var i = 0; i < roles.Length; i++)
            roles[i] = One(table.Columns[i].Name, shapes[i]);
        FieldsOnceOnly.Settle(roles, shapes);
        RepeatedColumns.Settle(table, roles);
        return roles;
    }

    static RoleOfColumn One(string column, ColumnShape shape)
    {
        if (shape.Filled == 0)
            return new(column, FieldRole.Ignored, "The column is empty.");
        var named = RoleNames.Find(column, out var known);
        if (named is "Truth")
            return new(column, FieldRole.Ignored, $"Its name ('{known}') says that it holds the answer, or somebody's: no stage that decides may see it.");
        if (named is "Record")
            return new(column, FieldRole.Ignored, $"Its name ('{known}') says that it numbers records, not people.");
        if (shape.Distinct == 1)
            return new(column, FieldRole.Ignored, "Every record has the same value or none.");
        if (named is "BirthParts")
            return new(column, FieldRole.Category, $"Its name ('{known}') says a part of the birth date or an age.");
        if (named is not null && Enum.Parse<FieldRole>(named) is var role)
        {
            var doubt = Doubt(role, shape);
            if (doubt is null)
                return new(column, Sharpened(role, shape), $"Its name says so ('{known}').");
            var content = ByContent(column, shape);
            return content with { Why = $"{content.Why} Its name ('{known}') says {role}, but {doubt}." };
        }
        return ByContent(column, shape);
    }

    // What in the content speaks against the name; null: nothing.
    static string? Doubt(FieldRole role, ColumnShape shape) => role switch
    {
        FieldRole.BirthDate or FieldRole.DeathDate when shape.Share(Trait.Date) + shape.Share(Trait.Year) < 0.4 => $"{Percent(shape.Share(Trait.Date))} of its values are dates",
        FieldRole.BirthYear when shape.Share(Trait.Year) < 0.5 && shape.Share(Trait.Date) < 0.5 => $"{Percent(shape.Share(Trait.Year))} of its values are years",
        FieldRole.Email when shape.Share(Trait.Email) < 0.4 => $"{Percent(shape.Share(Trait.Email))} of its values are addresses with @",
        FieldRole.Sex when shape.Share(Trait.Sex) < 0.5 && shape.Distinct > 12 => $"it has {shape.Distinct} distinct values",
        FieldRole.Forename or FieldRole.Surname or FieldRole.FullName or FieldRole.MiddleName when shape.Share(Trait.NoDigits) < 0.5 => "most of its values hold digits",
        FieldRole.NhsNumber when shape.Share(Trait.NhsNumber) < 0.5 && shape.Share(Trait.Digits) < 0.3 => "its values are not ten digits",
        _ => null,
    };

    // Where the content says more than the name does.
    static FieldRole Sharpened(FieldRole role, ColumnShape shape) => role switch
    {
        FieldRole.BirthDate when shape.Share(Trait.Year) > 0.9 => FieldRole.BirthYear,
        FieldRole.BirthYear when shape.Share(Trait.Date) > 0.9 => FieldRole.BirthDate,
        FieldRole.NhsNumber when shape.Share(Trait.NhsNumber) < 0.5 => FieldRole.DocumentNumber,
        FieldRole.NationalInsuranceNumber when shape.Share(Trait.NationalInsuranceNumber) < 0.5 => FieldRole.DocumentNumber,
        FieldRole.DocumentNumber when shape.Share(Trait.NhsNumber) > 0.9 => FieldRole.NhsNumber,
        FieldRole.DocumentNumber when shape.Share(Trait.NationalInsuranceNumber) > 0.8 => FieldRole.NationalInsuranceNumber,
        FieldRole.Address when shape.Share(Trait.Street) > 0.5 && shape.Share(Trait.StartsWithNumber) < 0.3 => FieldRole.Street,
        _ => role,
    };

    static RoleOfColumn ByContent(string column, ColumnShape shape)
    {
        var found = ByShape(shape) ?? ByWords(shape) ?? ByCounts(shape);
        return new(column, found.Role, found.Why);
    }

    // Values of a form of their own.
    static (FieldRole Role, string Why)? ByShape(ColumnShape shape)
    {
        if (Has(shape, Trait.Email, 0.7, "are email addresses") is { } email)
            return (FieldRole.Email, email);
        if (Has(shape, Trait.NhsNumber, 0.9, "are ten digits with the check digit of an NHS number") is { } nhs)
            return (FieldRole.NhsNumber, nhs);
        if (Has(shape, Trait.NationalInsuranceNumber, 0.8, "are possible National Insurance numbers") is { } insurance)
            return (FieldRole.NationalInsuranceNumber, insurance);
        if (Has(shape, Trait.Date, 0.75, "are dates") is { } date && IsLifetime(shape))
            return (FieldRole.BirthDate, $"{date}, and 90 % of them span {shape.Years.Low} to {shape.Years.High}.".Replace(".,", ",", StringComparison.Ordinal));
        if (shape.Share(Trait.Date) >= 0.75)
            return (FieldRole.Ignored, "Its values are dates, but of too short a time to be birth dates.");
        if (Has(shape, Trait.UnitedKingdomPostcode, 0.7, "are postcodes of the United Kingdom") is { } postcode)
            return (FieldRole.Postcode, postcode);
        if (Has(shape, Trait.Year, 0.95, "are years") is { } year && shape.Years.High <= 2035 && IsLifetime(shape))
            return (FieldRole.BirthYear, year);
        if (shape.Distinct <= 40 && Has(shape, Trait.Sex, 0.9, "say male or female") is { } sex)
            return (FieldRole.Sex, sex);
        if (Has(shape, Trait.DialShape, 0.75, "have the form of a telephone number") is { } phone)
            return (FieldRole.Phone, phone);
        return Has(shape, Trait.Digits, 0.9, "are digits") is { } digits ? ByDigits(shape, digits) : null;
    }

    static (FieldRole Role, string Why)? ByDigits(ColumnShape shape, string digits)
    {
        var (length, share) = shape.UsualLength;
        if (shape.Distinct < 20)
            return (FieldRole.Category, $"{digits} There are only {shape.Distinct} distinct values.");
        if (shape.Distinct == shape.Filled)
            return (FieldRole.Ignored, $"{digits} No two records share one: it numbers records, or can link none.");
        if (length >= 6 && share >= 0.5)
            return (FieldRole.DocumentNumber, $"{digits} {Percent(share)} of them have {length}: a number of a person.");
        if (length is 4 or 5 && share >= 0.85)
            return (FieldRole.Postcode, $"{digits} {Percent(share)} of them have {length}, and many records share one: a postal code.");
        return shape.LengthEach < 4 ? (FieldRole.HouseNumber, $"{digits} They are short: a house number.") : null;
    }

    // Words that are names, places, streets, occupations.
    static (FieldRole Role, string Why)? ByWords(ColumnShape shape)
    {
        if (shape.WordsEach > 8)
            return (FieldRole.Ignored, $"Its values are free text of {shape.WordsEach.ToString("F0", CultureInfo.InvariantCulture)} words on average.");
        if (Has(shape, Trait.Street, 0.4, "end in a word such as street") is { } street)
            return shape.Share(Trait.StartsWithNumber) > 0.4 ? (FieldRole.Address, street) : (FieldRole.Street, street);
        if (Has(shape, Trait.Region, 0.5, "are states or counties") is { } region && shape.Distinct < 500)
            return (FieldRole.Region, region);
        if (Has(shape, Trait.Country, 0.5, "are countries or nationalities") is { } country && shape.Distinct < 500)
            return (FieldRole.Country, country);
        if (shape.Distinct < 20)
            return null;
        if (shape.WordsEach >= 1.6 && shape.Share(Trait.Forename) >= 0.3 && Has(shape, Trait.ForenameAndSurname, 0.04, "are a known forename with a known surname") is { } whole)
            return (FieldRole.FullName, whole);
        // Shares by which columns of given names, family names and towns of ten public files are told apart.
        var forename = shape.Share(Trait.Forename);
        var surname = shape.Share(Trait.Surname);
        var town = shape.Share(Trait.Place);
        if (shape.WordsEach < 1.6 && forename >= 0.3 && forename > 2 * surname)
            return (FieldRole.Forename, $"{Percent(forename)} of its values are known forenames.");
        if (Has(shape, Trait.Occupation, 0.15, "are usual occupations") is { } occupation)
            return (FieldRole.Occupation, occupation);
        if (town >= 0.08 && town > surname)
            return (FieldRole.Town, $"{Percent(town)} of its values are known towns.");
        if (shape.WordsEach < 1.6 && surname >= 0.06 && shape.Share(Trait.NoDigits) > 0.9)
            return (FieldRole.Surname, $"{Percent(surname)} of its values are known surnames.");
        return town >= 0.04 ? (FieldRole.Town, $"{Percent(town)} of its values are known towns.") : null;
    }

    static (FieldRole Role, string Why) ByCounts(ColumnShape shape)
    {
        if (shape.Distinct == shape.Filled && shape.Filled > 20)
            return (FieldRole.Ignored, "No two records share a value, so it can link none.");
        // So few values that two people taken at random often agree: 1,000 records need 31 values, a million 1,000.
        if ((long)shape.Distinct * shape.Distinct <= shape.Filled || shape.Distinct <= 20)
            return (FieldRole.Category, $"It has {shape.Distinct} distinct values of no known meaning.");
        return (FieldRole.Text, $"It has {shape.Distinct} distinct values of no known meaning that still tell records apart.");
    }

    static string? Has(ColumnShape shape, Trait trait, double least, string what) =>
        shape.Share(trait) >= least ? $"{Percent(shape.Share(trait))} of its values {what}." : null;

    // Birth dates of people who live together in one table span a generation at least; dates of events seldom do.
    static bool IsLifetime(ColumnShape shape) => shape.Years.High - shape.Years.Low >= 15;

    internal static string Percent(double share) => (100 * share).ToString(share is > 0 and < 0.1 ? "F1" : "F0", CultureInfo.InvariantCulture) + " %";
}
