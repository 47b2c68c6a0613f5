using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Persons;
using Muniment.Linkage.Looking;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>Finds the person a question is about in the published snapshot, and gathers what the rules may know of her.</summary>
/// <remarks>Decides nothing. Safe on any thread.</remarks>
sealed class PersonLookUp(PersonDirectory directory)
{
    const int Candidates = 3;
    const double LargestOdds = 1e15;

    /// <summary>The likeliest person.</summary>
    /// <returns>null: nobody.</returns>
    public Found? Find(Agreement agreement, IReadOnlyDictionary<string, string> asked)
    {
        using var reading = directory.Read(PartitionOf(agreement));
        var matches = reading?.Find(asked, Candidates, (agreement.Matching.PossibleFrom ?? agreement.Matching.MinimumProbability) / 2) ?? [];
        if (matches.Count == 0)
            return null;
        // One of them, or nobody here: where two persons fit alike, neither is sure. P = o1 / (1 + o1 + o2 + …), o the odds of each.
        var probability = Odds(matches[0]) / (1 + matches.Sum(Odds));
        var best = matches[0];
        return Of(agreement, best.PersonId, probability, [.. Named(best, FieldAgreement.Agrees)], [.. Named(best, FieldAgreement.Absent)], reading!.RecordsOf(best.PersonId));
    }

    /// <summary>A person who was found before, as her records are now.</summary>
    /// <returns>null: she is no longer there.</returns>
    public Found? Read(Agreement agreement, string person, double probability, IEnumerable<string> agreeing, IReadOnlyList<string> absent)
    {
        var records = directory.RecordsOf(PartitionOf(agreement), person);
        return records.Count == 0 ? null : Of(agreement, person, probability, [.. agreeing], absent, records);
    }

    /// <summary>Everybody with a record of the agreement's sources, as a push looks at her: nobody asked, so she is surely herself, and agrees on a field where her records do.</summary>
    public IEnumerable<Found> All(Agreement agreement)
    {
        using var reading = directory.Read(PartitionOf(agreement));
        if (reading is null)
            yield break;
        foreach (var (person, records) in reading.PersonsOf(agreement.Sources.ToHashSet(StringComparer.Ordinal)))
            yield return Of(agreement, person, 1, Consistent(agreement, records), [], records);
    }

    /// <summary>One of <see cref="All"/>, as her records are now.</summary>
    /// <returns>null: she is no longer there.</returns>
    public Found? Again(Agreement agreement, string person)
    {
        var records = directory.RecordsOf(PartitionOf(agreement), person);
        return records.Count == 0 ? null : Of(agreement, person, 1, Consistent(agreement, records), [], records);
    }

    /// <summary>A person with some fields of all her records, outside any agreement.</summary>
    /// <returns>null: she is not there.</returns>
    public Found? Whole(SnapshotPartition partition, string person, IReadOnlyList<string> fields)
    {
        var records = directory.RecordsOf(partition, person);
        return records.Count == 0 ? null : new Found(person, FactsOf(records, 1, [], partition == SnapshotPartition.Sandbox), ValuesOf(records, fields.Contains), []);
    }

    /// <summary>Fields that must agree and of which her records give one value alone.</summary>
    static ImmutableArray<string> Consistent(Agreement agreement, IReadOnlyList<PersonRecord> records) => [.. agreement.Matching.MustAgree.Where(field => ValuesOf(records, field).Count() == 1)];

    /// <summary>What a reviewer may see of a person: her records from the agreement's sources, with the fields that are asked or returned alone.</summary>
    public IReadOnlyList<PersonRecord> Evidence(Agreement agreement, string person) =>
    [
        .. directory.RecordsOf(PartitionOf(agreement), person).Where(record => agreement.Sources.Contains(record.SourceId, StringComparer.Ordinal))
            .Select(record => record with { Fields = record.Fields.Where(field => agreement.FieldsAsked.Contains(field.Key, StringComparer.Ordinal) || agreement.FieldsReturned.Contains(field.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal) }),
    ];

    /// <summary>Law-enforcement sources are asked only by agreements that stand on DPA 2018 Part 3 alone, and those ask nothing else.</summary>
    internal static SnapshotPartition PartitionOf(Agreement agreement) =>
        agreement.IsSandbox ? SnapshotPartition.Sandbox
        : agreement.LawfulBasis.All(basis => basis == LawfulBases.LawEnforcement) ? SnapshotPartition.LawEnforcement : SnapshotPartition.Main;

    static Found Of(Agreement agreement, string person, double probability, ImmutableArray<string> agreeing, IReadOnlyList<string> absent, IReadOnlyList<PersonRecord> records) =>
        new(person, FactsOf(records, probability, agreeing, PartitionOf(agreement) == SnapshotPartition.Sandbox),
            ValuesOf(records.Where(record => agreement.Sources.Contains(record.SourceId, StringComparer.Ordinal)), field => agreement.FieldsReturned.Contains(field, StringComparer.Ordinal)), absent);

    static Dictionary<string, IReadOnlyList<string>> ValuesOf(IEnumerable<PersonRecord> records, Func<string, bool> isWanted)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (field, value) in records.SelectMany(record => record.Fields).Where(pair => isWanted(pair.Key)))
        {
            if (!values.TryGetValue(field, out var list))
                values.Add(field, list = []);
            if (!list.Contains(value, StringComparer.Ordinal))
                list.Add(value);
        }
        return values.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value, StringComparer.Ordinal);
    }

    static PersonFacts FactsOf(IReadOnlyList<PersonRecord> records, double probability, ImmutableArray<string> agreeing, bool isMadeUp) => new()
    {
        BirthDates = [.. records.Where(record => record.Fields.ContainsKey(FieldNames.BirthDate)).Select(record => BirthDate.TryParse(record.BirthDate, out var date) ? date : BirthDate.Unknown).Distinct()],
        Nationalities = [.. ValuesOf(records, FieldNames.Nationality)],
        Flags = [.. ValuesOf(records, "flags").SelectMany(text => text.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)],
        Sources = [.. records.Select(record => record.SourceId).Distinct(StringComparer.Ordinal)],
        MatchProbability = probability,
        AgreeingFields = agreeing,
        IsMadeUp = isMadeUp,
    };

    static IEnumerable<string> ValuesOf(IReadOnlyList<PersonRecord> records, string field) =>
        records.Select(record => record.Fields.GetValueOrDefault(field)).OfType<string>().Distinct(StringComparer.Ordinal);

    static IEnumerable<string> Named(PersonMatch match, FieldAgreement agreement) =>
        match.Fields.Where(field => field.Value == agreement).Select(field => field.Key).Order(StringComparer.Ordinal);

    static double Odds(PersonMatch match) => match.Probability >= 1 ? LargestOdds : Math.Min(LargestOdds, match.Probability / (1 - match.Probability));
}
