using Muniment.Cli.Evaluation;
using Muniment.Linkage.Grouping;

namespace Muniment.Cli.Tests.Evaluation;

public class MergedAccuracyTests
{
    // Person 0 is two people, found and split right; 1 is one and found; 2 is two and not found; 3 holds a record of unknown truth; 4 is two, found
    // and split wrong.
    static readonly int[] s_persons = [0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4], s_truth = [1, 2, 3, 3, 4, 5, 6, 7, 0, 8, 8, 9];
    static readonly MergedFinding[] s_findings = [new(0, 0.9, "", [0, 1], [[0], [1]]), new(1, 0.8, "", [2, 3], [[2], [3]]), new(4, 0.7, "", [9, 10, 11], [[9], [10, 11]])];

    [Fact]
    public void Of_FindingsAndTruth_CountsBoth()
    {
        var merged = MergedAccuracy.Of(s_findings, s_persons, s_truth);

        Assert.Equal(new MergedAccuracy(Found: 3, Right: 2, True: 3, SplitRight: 1), merged);
        Assert.Equal((2 / 3d, 2 / 3d, 0.5), (merged.Precision, merged.Recall, merged.SplitShare));
    }

    [Fact]
    public void Of_NothingToFindAndNothingFound_IsRight() =>
        Assert.Equal((1d, 1d, 1d), MergedAccuracy.Of([], [0, 0], [1, 1]) is var merged ? (merged.Precision, merged.Recall, merged.SplitShare) : default);

    [Fact]
    public void ByGroup_PersonOfTwoGroups_CountsToBoth()
    {
        int[] groups = [1, 2, 1, 1, 2, 2, 2, 0, 0, 2, 2, 2];

        var merged = MergedAccuracy.ByGroup(s_findings, s_persons, s_truth, groups);

        Assert.Equal([new(0, 0, 0, 0), new(2, 1, 1, 1), new(2, 2, 3, 1)], merged);
    }
}
