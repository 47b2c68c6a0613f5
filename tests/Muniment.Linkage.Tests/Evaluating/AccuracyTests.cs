using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Tests.Reference;

namespace Muniment.Linkage.Tests.Evaluating;

public class AccuracyTests
{
    [Fact]
    public void Of_PersonsAreTheTruth_IsOneEverywhere()
    {
        var accuracy = Accuracy.Of([0, 0, 1, 2], [3, 3, 1, 2]);

        Assert.Equal(new PairCounts(1, 0, 0), accuracy.Pairwise);
        Assert.Equal((1d, 1d, 1d), (accuracy.BCubed.Precision, accuracy.BCubed.Recall, accuracy.BCubed.F1));
    }

    [Fact]
    public void Of_NoRecords_SaysNothingFalse()
    {
        var accuracy = Accuracy.Of([], []);

        Assert.Equal(0, accuracy.Records);
        Assert.Equal((1d, 1d, 1d), (accuracy.Pairwise.Precision, accuracy.Pairwise.Recall, accuracy.Pairwise.F1));
    }

    [Fact]
    public void Of_TruthUnknown_LeavesTheRecordOut()
    {
        var accuracy = Accuracy.Of([0, 0, 0, 1], [1, 1, 0, 2]);

        Assert.Equal(3, accuracy.Records);
        Assert.Equal(new PairCounts(1, 0, 0), accuracy.Pairwise);
    }

    [Fact]
    public void Of_AllInOnePerson_HasLongCounts()
    {
        var truth = new int[200_000];
        for (var row = 0; row < truth.Length; row++)
            truth[row] = 1 + (row & 1);

        var accuracy = Accuracy.Of(new int[truth.Length], truth);

        Assert.Equal(2 * (100_000L * 99_999 / 2), accuracy.Pairwise.TruePositives);
        Assert.Equal(100_000L * 100_000, accuracy.Pairwise.FalsePositives);
        Assert.Equal(0.5, accuracy.BCubed.Precision);
    }

    [Fact]
    public void Of_NumberOutsideTheRange_Throws()
    {
        Assert.Throws<ArgumentException>(() => Accuracy.Of([0, 3], [1, 1]));
        Assert.Throws<ArgumentException>(() => Accuracy.Of([0, -1], [1, 1]));
        Assert.Throws<ArgumentException>(() => Accuracy.Of([0], [1, 1]));
    }

    [Fact]
    public void Of_RandomPartitions_EqualsEveryPairCounted()
    {
        var random = new Random(20261121);
        for (var trial = 0; trial < 200; trial++)
        {
            var (person, truth, _) = Draw(random);

            var accuracy = Accuracy.Of(person, truth);

            Assert.Equal(SlowAccuracy.Pairs(person, truth, (_, _) => true), AsTuple(accuracy.Pairwise));
            var (precision, recall) = SlowAccuracy.BCubed(person, truth, _ => true);
            Assert.Equal(precision, accuracy.BCubed.Precision, 12);
            Assert.Equal(recall, accuracy.BCubed.Recall, 12);
        }
    }

    [Fact]
    public void ByGroup_RandomPartitions_EqualsEveryPairCounted()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var (person, truth, group) = Draw(random);

            var groups = Accuracy.ByGroup(person, truth, group);

            for (var code = 0; code < groups.Length; code++)
            {
                Assert.Equal(SlowAccuracy.Pairs(person, truth, (left, right) => group[left] == code || group[right] == code), AsTuple(groups[code].Pairwise));
                var (precision, recall) = SlowAccuracy.BCubed(person, truth, row => group[row] == code);
                Assert.Equal(precision, groups[code].BCubed.Precision, 12);
                Assert.Equal(recall, groups[code].BCubed.Recall, 12);
                Assert.Equal(Enumerable.Range(0, person.Length).Count(row => truth[row] != 0 && group[row] == code), groups[code].Records);
            }
        }
    }

    [Fact]
    public void ByGroup_FalsePairBetweenTwoGroups_IsHeldAgainstBoth()
    {
        var groups = Accuracy.ByGroup([0, 0], [1, 2], [1, 2]);

        Assert.Equal(1, groups[1].Pairwise.FalsePositives);
        Assert.Equal(1, groups[2].Pairwise.FalsePositives);
    }

    static (long, long, long) AsTuple(PairCounts counts) => (counts.TruePositives, counts.FalsePositives, counts.FalseNegatives);

    static (int[] Person, int[] Truth, int[] Group) Draw(Random random)
    {
        var records = random.Next(0, 60);
        var persons = random.Next(1, records + 2);
        var truths = random.Next(1, records + 2);
        int[] Codes(int upTo) => [.. Enumerable.Range(0, records).Select(_ => random.Next(0, Math.Min(upTo, records + 1)))];
        return (Codes(persons), Codes(truths), Codes(4));
    }
}
