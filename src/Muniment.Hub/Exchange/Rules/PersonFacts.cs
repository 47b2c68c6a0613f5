using System.Collections.Immutable;

namespace Muniment.Hub.Exchange.Rules;

/// <summary>What the rules may know about the person who was found: gathered from all her records, which may disagree.</summary>
/// <remarks>Whatever is missing protects her. Immutable; safe on any thread.</remarks>
public sealed record PersonFacts
{
    /// <summary>Each birth date that a record gives. Empty: unknown. One that is partial or unknown makes her birth date unknown, whatever the others say.</summary>
    public ImmutableArray<BirthDate> BirthDates { get; init; } = [];

    /// <summary>Each nationality that a record gives, as ISO 3166-1 alpha-3 in capitals. Empty: unknown.</summary>
    public ImmutableArray<string> Nationalities { get; init; } = [];

    /// <summary>Flags set on any of her records, such as victim_of_trafficking. Empty: there are none. The default array: unknown, and every flag counts as possibly set.</summary>
    public ImmutableArray<string> Flags { get; init; }

    /// <summary>Fields whose value she or an adviser contests. Empty: none.</summary>
    public ImmutableArray<string> ContestedFields { get; init; } = [];

    /// <summary>The sources her records come from. Empty: unknown.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>How sure it is that she is the person asked about, 0 to 1.</summary>
    public double MatchProbability { get; init; }

    /// <summary>Fields the question and her records agree on. Empty: none.</summary>
    public ImmutableArray<string> AgreeingFields { get; init; } = [];

    /// <summary>An objection of hers (UK GDPR article 21) is upheld or undecided.</summary>
    public bool HasObjection { get; init; }

    /// <summary>A finding that her records may belong to more than one human being is open.</summary>
    public bool HasOpenMergedIdentity { get; init; }

    /// <summary>She is made up, for a sandbox.</summary>
    public bool IsMadeUp { get; init; }

    /// <summary>Whether her nationality is unknown: no record gives one, or it is contested.</summary>
    public bool NationalityIsUnknown => Nationalities.IsDefaultOrEmpty || Has(ContestedFields, FieldNames.Nationality);

    /// <summary>Whether her birth date is unknown: no record gives one, or one gives only a part or a day yet to come, or it is contested.</summary>
    public bool BirthDateIsUnknownAt(Moment moment)
    {
        if (BirthDates.IsDefaultOrEmpty)
            return true;
        foreach (var date in BirthDates)
        {
            if (!date.IsWhole || date.Packed > moment.PackedDate)
                return true;
        }
        return Has(ContestedFields, FieldNames.BirthDate);
    }

    /// <summary>Whether she is, or may be, younger than some age.</summary>
    /// <param name="years">Whole years. Who was born on 29 February completes a year on 1 March where there is no 29 February.</param>
    /// <param name="moment">When.</param>
    public bool MayBeUnder(int years, Moment moment)
    {
        if (BirthDateIsUnknownAt(moment))
            return true;
        foreach (var date in BirthDates)
        {
            if (moment.PackedDate - date.Packed < years * 10000)
                return true;
        }
        return false;
    }

    /// <summary>Whether a list holds a word, to the letter. The default array holds none.</summary>
    internal static bool Has(ImmutableArray<string> list, string word)
    {
        if (list.IsDefaultOrEmpty)
            return false;
        foreach (var item in list)
        {
            if (string.Equals(item, word, StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
