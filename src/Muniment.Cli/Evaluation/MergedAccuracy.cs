using Muniment.Linkage.Grouping;

namespace Muniment.Cli.Evaluation;

/// <summary>How right the merged identities of a run are, where the truth is known.</summary>
/// <param name="Found">Persons the run says may be more than one human being.</param>
/// <param name="Right">Of these, the ones whose records truly belong to two people or more.</param>
/// <param name="True">Persons of the run whose records truly belong to two people or more.</param>
sealed record MergedAccuracy(int Found, int Right, int True)
{
    /// <summary>Compares findings with the truth.</summary>
    /// <param name="findings">What the run found.</param>
    /// <param name="personOfRecord">[records] 0-based person of each record.</param>
    /// <param name="truthOfRecord">[records] code of each record's true person; 0: not known, left out.</param>
    public static MergedAccuracy Of(IReadOnlyList<MergedFinding> findings, ReadOnlySpan<int> personOfRecord, ReadOnlySpan<int> truthOfRecord)
    {
        var first = new Dictionary<int, int>();
        var several = new HashSet<int>();
        for (var row = 0; row < personOfRecord.Length; row++)
        {
            var (person, truth) = (personOfRecord[row], truthOfRecord[row]);
            if (truth != 0 && !first.TryAdd(person, truth) && first[person] != truth)
                several.Add(person);
        }
        return new MergedAccuracy(findings.Count, findings.Count(finding => several.Contains(finding.Person)), several.Count);
    }
}
