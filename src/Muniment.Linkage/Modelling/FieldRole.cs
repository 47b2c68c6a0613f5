namespace Muniment.Linkage.Modelling;

/// <summary>What a field says about a person. Decides how it is cleaned, compared, blocked on and checked for merged identities.</summary>
public enum FieldRole
{
    /// <summary>Not used: constant, empty, free text, or unknown and unhelpful.</summary>
    Ignored,

    /// <summary>Given name or names.</summary>
    Forename,

    /// <summary>Middle name or initial.</summary>
    MiddleName,

    /// <summary>Family name.</summary>
    Surname,

    /// <summary>The whole name in one field.</summary>
    FullName,

    /// <summary>Date of birth, whole or partial.</summary>
    BirthDate,

    /// <summary>Year of birth alone.</summary>
    BirthYear,

    /// <summary>Date of death.</summary>
    DeathDate,

    /// <summary>Sex or gender.</summary>
    Sex,

    /// <summary>Email address.</summary>
    Email,

    /// <summary>Telephone number.</summary>
    Phone,

    /// <summary>Postal code.</summary>
    Postcode,

    /// <summary>Town, city or suburb.</summary>
    Town,

    /// <summary>State, county, province or region.</summary>
    Region,

    /// <summary>Country or nationality.</summary>
    Country,

    /// <summary>Street or the main line of an address.</summary>
    Street,

    /// <summary>House, flat or unit number.</summary>
    HouseNumber,

    /// <summary>A whole address, or a secondary address line.</summary>
    Address,

    /// <summary>Place of birth.</summary>
    BirthPlace,

    /// <summary>Occupation.</summary>
    Occupation,

    /// <summary>A number one person has: document, account, tax or social security number of no known scheme.</summary>
    DocumentNumber,

    /// <summary>NHS number (10 digits, modulus 11).</summary>
    NhsNumber,

    /// <summary>United Kingdom National Insurance number.</summary>
    NationalInsuranceNumber,

    /// <summary>A field with few distinct values and no known meaning.</summary>
    Category,

    /// <summary>Text of no known meaning that still tells people apart.</summary>
    Text,
}

/// <summary>The role of one column.</summary>
/// <param name="Column">The extract's column.</param>
/// <param name="Role">What it says about a person.</param>
/// <param name="Why">One sentence for the user: what in the name or content led to the role.</param>
public sealed record RoleOfColumn(string Column, FieldRole Role, string Why);
