using Muniment.Linkage.Blocking;

namespace Muniment.Linkage.Tests.Scoring;

public sealed class PairScorerTests
{
    public static TheoryData<string> Jobs => [.. GoldenJobs.All];

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Run_SplinksModelOnSplinksData_GivesSplinksPairsGammasAndWeights(string job)
    {
        var scorer = GoldenJobs.Scorer(job);

        var edges = GoldenJobs.Edges(scorer, PairRun.Run(scorer, new PairRunOptions(), TestContext.Current.CancellationToken));

        var expected = GoldenJobs.Predictions(job);
        Assert.Equal(expected.Count, edges.Count);
        foreach (var (pair, prediction) in expected)
        {
            Assert.True(edges.TryGetValue(pair, out var edge), $"The pair {pair} is missing.");
            Assert.Equal(prediction.Gammas, edge.Gammas);
            Assert.Equal(prediction.Rule, edge.Rule);
            Assert.InRange(edge.Weight - prediction.Weight, -1e-6, 1e-6);
        }
    }

    [Theory]
    [InlineData("febrl3", 0.0)]
    [InlineData("febrl3", -12.0)]
    [InlineData("febrl4", 3.5)]
    [InlineData("historical_50k", -2.0)]
    public void Run_WithEarlyExit_GivesTheEdgesOfTheRunWithout(string job, double keepBits)
    {
        var scorer = GoldenJobs.Scorer(job);
        var cancellation = TestContext.Current.CancellationToken;

        var with = PairRun.Run(scorer, new PairRunOptions { KeepBits = keepBits }, cancellation);
        var without = PairRun.Run(scorer, new PairRunOptions { KeepBits = keepBits, EarlyExit = false }, cancellation);

        Assert.NotEqual(0, with.Edges.Count);
        AssertSame(without, with);
    }

    [Theory]
    [InlineData(VectorWidth.Bits256, 1)]
    [InlineData(VectorWidth.Scalar, 2)]
    [InlineData(VectorWidth.Widest, 1)]
    public void Run_AnyVectorWidthAndThreads_GivesTheSameEdges(VectorWidth width, int threads)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var expected = PairRun.Run(GoldenJobs.Scorer("historical_50k"), new PairRunOptions { KeepBits = 0 }, cancellation);

        var run = PairRun.Run(GoldenJobs.Scorer("historical_50k", threads), new PairRunOptions { KeepBits = 0, Width = width }, cancellation);

        AssertSame(expected, run);
    }

    static void AssertSame(PairRunResult expected, PairRunResult actual)
    {
        Assert.Equal(expected.Edges.Left, actual.Edges.Left);
        Assert.Equal(expected.Edges.Right, actual.Edges.Right);
        Assert.Equal(expected.Edges.WeightBits, actual.Edges.WeightBits);
        Assert.Equal(expected.Edges.Rule, actual.Edges.Rule);
        Assert.Equal(expected.Rules, actual.Rules);
    }
}
