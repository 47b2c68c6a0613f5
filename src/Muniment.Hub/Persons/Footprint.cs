using Muniment.Linkage.Looking;

namespace Muniment.Hub.Persons;

/// <summary>Somebody the values asked may belong to, as shown to choose from.</summary>
/// <param name="Alias">How this viewer names her in this case; of no use to anybody else, or afterwards.</param>
/// <param name="Probability">Match probability, 0 to 1.</param>
/// <param name="Agreement">What her best record says about each value asked.</param>
/// <param name="Names">The names her records give.</param>
/// <param name="BirthDates">The birth dates they give.</param>
/// <param name="RecordsBySource">How many records of each source.</param>
/// <param name="MayBeSeveral">A finding is open that these are the records of more than one human being.</param>
/// <param name="IsLawEnforcement">She is of the law-enforcement snapshot.</param>
public sealed record FootprintCandidate(
    string Alias,
    double Probability,
    IReadOnlyDictionary<string, FieldAgreement> Agreement,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> BirthDates,
    IReadOnlyDictionary<string, int> RecordsBySource,
    bool MayBeSeveral,
    bool IsLawEnforcement);

/// <summary>What a search found. Personal data.</summary>
/// <param name="ViewId">The view, "viw_…", as it is recorded.</param>
/// <param name="Candidates">At most five of each snapshot, best first.</param>
/// <param name="SourcesAsked">The sources that were asked.</param>
/// <param name="SourcesNotAsked">Those that are not registered for the case's purpose, or not in use.</param>
/// <param name="LooksLeftToday">How many more looks this viewer has today.</param>
public sealed record FootprintSearch(string ViewId, IReadOnlyList<FootprintCandidate> Candidates, IReadOnlyList<string> SourcesAsked, IReadOnlyList<string> SourcesNotAsked, int LooksLeftToday);

/// <summary>One person over all sources that were asked. Personal data.</summary>
/// <param name="ViewId">The view, as it is recorded.</param>
/// <param name="Alias">How this viewer names her in this case.</param>
/// <param name="Records">Her records.</param>
/// <param name="MayBeSeveral">A finding is open that these are the records of more than one human being.</param>
/// <param name="SourcesAsked">The sources that were asked.</param>
/// <param name="SourcesNotAsked">Those that are not registered for the case's purpose, or not in use.</param>
/// <param name="LooksLeftToday">How many more looks this viewer has today.</param>
public sealed record FootprintOfPerson(string ViewId, string Alias, IReadOnlyList<PersonRecord> Records, bool MayBeSeveral, IReadOnlyList<string> SourcesAsked, IReadOnlyList<string> SourcesNotAsked, int LooksLeftToday);
