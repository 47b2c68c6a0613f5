using System.Collections.Frozen;

namespace Muniment.Hub.Sources;

/// <summary>The names fields have in the hub, whatever a source calls its columns.</summary>
/// <remarks>
/// Fields that say who somebody is are compared when records are linked and looked up. Any other name (small letters, digits, underscores) may be held and
/// disclosed too, such as right_to_rent; it is never compared.
/// </remarks>
public static class StandardFields
{
    /// <summary>The source's own id of a record.</summary>
    public const string RecordId = "record_id";

    /// <summary>Date of birth, in any of the usual ways of writing.</summary>
    public const string BirthDate = "birth_date";

    /// <summary>Nationality, ISO 3166-1 alpha-3.</summary>
    public const string Nationality = "nationality";

    /// <summary>The day the source last recorded something of the record; retention may count from it.</summary>
    public const string RecordedOn = "recorded_on";

    /// <summary>Flags, separated by blanks, such as victim_of_trafficking.</summary>
    public const string Flags = "flags";

    /// <summary>What the source says the person's status is.</summary>
    public const string Status = "status";

    /// <summary>Fields that say who somebody is.</summary>
    public static FrozenSet<string> Identity { get; } = new[]
    {
        "forename", "other_names", "surname", "full_name", "native_name", BirthDate, "sex", Nationality, "address", "house_number", "street", "town", "postcode",
        "phone", "email", "nhs_number", "nino", "document_number", "passport_number", "licence_number",
    }.ToFrozenSet(StringComparer.Ordinal);
}
