using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Scoring;

public sealed unsafe class PairBatchTests
{
    static readonly string[] s_columns = ["name", "other", "code", "place"];

    [Fact]
    public void Compare_RandomPairs_GivesTheLevelsOfEachPairByItself()
    {
        using var table = Table(1, 200);
        using var prepared = new PreparedModel(table, Model(), 1);
        bool[] asked = [true, false, true, true];
        var batch = new PairBatch(prepared, asked);
        var random = new Random(2);
        byte[] expected = new byte[s_columns.Length], levels = new byte[s_columns.Length];

        for (var round = 0; round < 20; round++)
        {
            while (!batch.Add(random.Next(200), random.Next(200)))
            {
            }
            batch.Compare();
            for (var pair = 0; pair < batch.Count; pair++)
            {
                var (left, right) = batch.Pairs[pair];
                prepared.LevelsOneByOne(prepared.Lanes[left], prepared.Lanes[right], expected);
                prepared.LevelsOf(left, right, levels);
                Assert.Equal(expected, levels);
                expected[1] = AgreementPatterns.NotAsked;
                Assert.Equal(expected, batch.LevelsOf(pair).ToArray());
            }
            batch.Clear();
        }
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(0)]
    [InlineData(6)]
    public void Score_RandomPairs_KeepsThoseThatReachTheThresholdWithTheirScores(int thresholdBits)
    {
        using var table = Table(3, 200);
        var model = Model();
        using var prepared = new PreparedModel(table, model, 1);
        var scorer = new PairScorer(prepared, model);
        var threshold = PairScorer.Fixed(thresholdBits);
        var queue = new ScoreQueue(scorer, threshold);
        var random = new Random(4);
        var kept = 0;

        for (var round = 0; round < 50; round++)
        {
            var expected = new List<(int, int, long)>();
            for (var k = 0; k < ScoreQueue.Size; k++)
            {
                var (left, right) = (random.Next(200), random.Next(200));
                var reaches = scorer.TryScore(prepared.Lanes[left], prepared.Lanes[right], threshold, out var total);
                var score = scorer.Score(prepared.Lanes[left], prepared.Lanes[right]);
                Assert.Equal(score >= threshold, reaches);
                if (reaches)
                    expected.Add((left, right, score));
                Assert.True(!reaches || total == score);
                queue.Add(left, right);
            }
            queue.Score();
            Assert.Equal(expected, Enumerable.Range(0, queue.Count).Select(k => queue[k]));
            kept += queue.Count;
            queue.Clear();
        }

        Assert.True(kept > 0, "No pair reached the threshold, so nothing was tested.");
    }

    [Fact]
    public void EqualLanes_RandomRecords_TellsEachLane()
    {
        var random = new Random(5);
        foreach (var stride in new[] { 4, 8, 12, 16, 20, 28, 44, 64 })
        {
            int[] a = new int[stride], b = new int[stride];
            for (var round = 0; round < 200; round++)
            {
                var (equal, missing) = (0UL, 0UL);
                for (var lane = 0; lane < stride; lane++)
                {
                    (a[lane], b[lane]) = (random.Next(3), random.Next(3));
                    equal |= a[lane] == b[lane] && a[lane] != 0 ? 1UL << lane : 0;
                    missing |= a[lane] == 0 || b[lane] == 0 ? 1UL << lane : 0;
                }
                fixed (int* first = a, second = b)
                {
                    Assert.Equal(equal, EqualLanes.Of(first, second, stride, out var lacking));
                    Assert.Equal(missing, lacking);
                }
            }
        }
    }

    // Values of a few letters, so that similar ones are common, skewed so that rarity differs, one in ten missing.
    static RecordTable Table(int seed, int rows)
    {
        var random = new Random(seed);
        return RecordTable.FromRows(s_columns, Enumerable.Range(0, rows).Select(_ => s_columns.Select(_ =>
            random.Next(10) == 0 ? null : string.Concat(Enumerable.Range(0, random.Next(4, 9)).Select(_ => (char)('a' + (int)(5 * random.NextDouble() * random.NextDouble()))))).ToArray()));
    }

    static LinkModel Model() => new()
    {
        Prior = 0.05,
        Text = TextUnit.Scalars,
        Comparisons = [.. s_columns.Select((column, index) => WithProbabilities(index % 2 == 0 ? ReadyComparisons.JaroWinklerAt(column, 0.9, 0.7) : ReadyComparisons.LevenshteinAt(column, 1, 2)))],
    };

    static Comparison WithProbabilities(Comparison comparison) => comparison with
    {
        Levels = [.. comparison.Levels.Select((level, index) => level.IsNull ? level : level with { M = 0.6 / index, U = 0.05 * index, TermFrequencyColumn = index == 1 ? comparison.Name : null })],
    };
}
