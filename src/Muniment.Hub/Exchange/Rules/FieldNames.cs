namespace Muniment.Hub.Exchange.Rules;

/// <summary>Names of fields that the rules themselves look at.</summary>
public static class FieldNames
{
    /// <summary>The birth date: when it is contested, it counts as unknown.</summary>
    public const string BirthDate = "birth_date";

    /// <summary>The nationality: when it is contested, it counts as unknown.</summary>
    public const string Nationality = "nationality";

    /// <summary>The bare fact that a person was found.</summary>
    public const string Match = "match";
}
