using Muniment.Cli.Evaluation;
using Muniment.Linkage.Grouping;

namespace Muniment.Cli.Tests.Evaluation;

public class MergedAccuracyTests
{
    [Fact]
    public void Of_FindingsAndTruth_CountsBoth()
    {
        // Person 0 is two people and found; 1 is one and found; 2 is two and not found; 3 holds a record of unknown truth.
        int[] persons = [0, 0, 1, 1, 2, 2, 2, 3, 3], truth = [1, 2, 3, 3, 4, 5, 6, 7, 0];
        MergedFinding[] findings = [new(0, 0.9, "", [0, 1], []), new(1, 0.8, "", [2, 3], [])];

        Assert.Equal(new MergedAccuracy(Found: 2, Right: 1, True: 2), MergedAccuracy.Of(findings, persons, truth));
    }
}
