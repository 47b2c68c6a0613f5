using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;

namespace Muniment.Hub.Exchange.Rules;

/// <summary>Reads facts about a person as JSON, docs/formats/agreement.md: to try an agreement on somebody made up. Strict; pure; safe on any thread.</summary>
public static class PersonFactsJson
{
    /// <summary>Reads the facts. What is left out is unknown, and so protects her.</summary>
    /// <exception cref="ExchangeFormatException">They are none; the message says where and why.</exception>
    public static PersonFacts Read(ReadOnlyMemory<byte> utf8) => StrictObject.ReadDocument(utf8, Read);

    static PersonFacts Read(StrictObject json) => new()
    {
        BirthDates = [.. Words(json, "birth_dates", static text => BirthDate.TryParse(text, out _), "a birth date such as 1990-04-02, 1990-04, 1990 or, unknown, an empty text").Select(Parse)],
        Nationalities = Words(json, "nationalities", PersonTestJson.IsNationality, "a nationality as three capital letters of ISO 3166-1"),
        Flags = json.Has("flags") ? Words(json, "flags", AgreementJson.IsField, "a flag's name") : default,
        ContestedFields = Words(json, "contested_fields", AgreementJson.IsField, "a field's name"),
        Sources = Words(json, "sources", AgreementJson.IsId, "the id of a source"),
        MatchProbability = json.ProbabilityOrNull("match_probability") ?? 0,
        AgreeingFields = Words(json, "agreeing_fields", AgreementJson.IsField, "a field's name"),
        HasObjection = json.FlagOrNull("objection") ?? false,
        HasOpenMergedIdentity = json.FlagOrNull("merged_identity") ?? false,
        IsMadeUp = json.FlagOrNull("made_up") ?? false,
    };

    static ImmutableArray<string> Words(StrictObject json, string name, Func<string, bool> fits, string wanted) => json.Has(name) ? json.ShapedList(name, fits, wanted) : [];

    static BirthDate Parse(string text) => BirthDate.TryParse(text, out var date) ? date : BirthDate.Unknown;
}
