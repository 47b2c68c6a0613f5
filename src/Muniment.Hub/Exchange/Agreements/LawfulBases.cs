using System.Collections.Frozen;

namespace Muniment.Hub.Exchange.Agreements;

/// <summary>The lawful bases an agreement may name. The words stand in <see cref="Words.LawfulBasis"/>.</summary>
/// <remarks>
/// Terms beginning eu-gdpr: are those of the Data Privacy Vocabulary 2.1, read as the UK GDPR's articles of the same number. It has no term for
/// article 6(1)(ea) (recognised legitimate interests, Data (Use and Access) Act 2025) or for Part 3 of the Data Protection Act 2018: these are ours.
/// </remarks>
public static class LawfulBases
{
    /// <summary>Processing for law enforcement by a competent authority.</summary>
    public const string LawEnforcement = "muniment:DPA-Part-3";

    /// <summary>Every term.</summary>
    public static FrozenSet<string> All { get; } = new[]
    {
        "eu-gdpr:A6-1-a", "eu-gdpr:A6-1-b", "eu-gdpr:A6-1-c", "eu-gdpr:A6-1-d", "eu-gdpr:A6-1-e", "eu-gdpr:A6-1-f", "muniment:A6-1-ea",
        "eu-gdpr:A9-2-a", "eu-gdpr:A9-2-b", "eu-gdpr:A9-2-c", "eu-gdpr:A9-2-d", "eu-gdpr:A9-2-e", "eu-gdpr:A9-2-f", "eu-gdpr:A9-2-g",
        "eu-gdpr:A9-2-h", "eu-gdpr:A9-2-i", "eu-gdpr:A9-2-j", LawEnforcement,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a term alone can carry processing: one of article 6, or Part 3.</summary>
    public static bool Carries(string term) => term == LawEnforcement || term.Contains(":A6-", StringComparison.Ordinal);
}
