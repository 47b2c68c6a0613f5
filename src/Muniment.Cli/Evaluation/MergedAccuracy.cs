using Muniment.Linkage.Grouping;

namespace Muniment.Cli.Evaluation;

/// <summary>How right the merged identities of a run are, where the truth is known.</summary>
/// <param name="Found">Persons the run says may be more than one human being.</param>
/// <param name="Right">Of these, the ones whose records truly belong to two people or more.</param>
/// <param name="True">Persons of the run whose records truly belong to two people or more.</param>
/// <param name="SplitRight">Of the right ones, those whose proposed split gives each human being exactly their own records.</param>
sealed record MergedAccuracy(int Found, int Right, int True, int SplitRight)
{
    /// <summary>Share of what was found that is right; 1 where nothing was found.</summary>
    public double Precision => Found == 0 ? 1 : (double)Right / Found;

    /// <summary>Share of what there is to find that was found; 1 where there is nothing.</summary>
    public double Recall => True == 0 ? 1 : (double)Right / True;

    /// <summary>Share of the right findings that are split right; 1 where none is right.</summary>
    public double SplitShare => Right == 0 ? 1 : (double)SplitRight / Right;

    /// <summary>Compares findings with the truth.</summary>
    /// <param name="findings">What the run found.</param>
    /// <param name="personOfRecord">[records] 0-based person of each record.</param>
    /// <param name="truthOfRecord">[records] code of each record's true person; 0: not known, left out.</param>
    public static MergedAccuracy Of(IReadOnlyList<MergedFinding> findings, ReadOnlySpan<int> personOfRecord, ReadOnlySpan<int> truthOfRecord) =>
        ByGroup(findings, personOfRecord, truthOfRecord, new int[personOfRecord.Length])[0];

    /// <summary>Compares findings with the truth, by group. A person counts to each group that one of its records is in.</summary>
    /// <param name="findings">What the run found.</param>
    /// <param name="personOfRecord">[records] 0-based person of each record.</param>
    /// <param name="truthOfRecord">[records] code of each record's true person; 0: not known, left out.</param>
    /// <param name="groupOfRecord">[records] code of each record's group.</param>
    /// <returns>[groups] by code.</returns>
    public static MergedAccuracy[] ByGroup(
        IReadOnlyList<MergedFinding> findings, ReadOnlySpan<int> personOfRecord, ReadOnlySpan<int> truthOfRecord, ReadOnlySpan<int> groupOfRecord)
    {
        var several = Several(personOfRecord, truthOfRecord);
        var truths = truthOfRecord.ToArray();
        var right = findings.Where(finding => several.Contains(finding.Person)).ToDictionary(finding => finding.Person, finding => IsSplitRight(finding, truths));
        var found = findings.Select(finding => finding.Person).ToHashSet();
        var count = 0;
        foreach (var group in groupOfRecord)
            count = Math.Max(count, group + 1);
        var accuracies = new MergedAccuracy[Math.Max(count, 1)];
        Array.Fill(accuracies, new MergedAccuracy(0, 0, 0, 0));
        var counted = new HashSet<(int Person, int Group)>();
        for (var row = 0; row < personOfRecord.Length; row++)
        {
            var (person, group) = (personOfRecord[row], groupOfRecord[row]);
            var isFound = found.Contains(person);
            if (!(isFound || several.Contains(person)) || !counted.Add((person, group)))
                continue;
            var isRight = right.TryGetValue(person, out var split);
            var before = accuracies[group];
            accuracies[group] = new(
                before.Found + (isFound ? 1 : 0), before.Right + (isRight ? 1 : 0), before.True + (several.Contains(person) ? 1 : 0), before.SplitRight + (isRight && split ? 1 : 0));
        }
        return accuracies;
    }

    /// <summary>Persons whose records of known truth belong to two people or more.</summary>
    static HashSet<int> Several(ReadOnlySpan<int> personOfRecord, ReadOnlySpan<int> truthOfRecord)
    {
        var first = new Dictionary<int, int>();
        var several = new HashSet<int>();
        for (var row = 0; row < personOfRecord.Length; row++)
        {
            var (person, truth) = (personOfRecord[row], truthOfRecord[row]);
            if (truth != 0 && !first.TryAdd(person, truth) && first[person] != truth)
                several.Add(person);
        }
        return several;
    }

    /// <summary>True: each part holds records of one human being, and no human being's records are in two parts.</summary>
    static bool IsSplitRight(MergedFinding finding, int[] truths)
    {
        var owners = new HashSet<int>();
        foreach (var part in finding.ProposedSplit)
        {
            var inPart = part.Select(row => truths[row]).Where(truth => truth != 0).Distinct().ToList();
            if (inPart.Count > 1 || (inPart.Count == 1 && !owners.Add(inPart[0])))
                return false;
        }
        return true;
    }
}
