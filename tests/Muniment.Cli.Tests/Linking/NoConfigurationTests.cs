using Muniment.Cli.Linking;

namespace Muniment.Cli.Tests.Linking;

/// <summary>What linking without any configuration must at least reach, on rows in random order whose ids say nothing.</summary>
public sealed class NoConfigurationTests
{
    [Theory]
    [InlineData("fake_1000", 0.85)]
    [InlineData("febrl3", 0.997)]
    [InlineData("febrl4", 0.9985)]
    [InlineData("historical_50k", 0.86)]
    public void Run_ShuffledPeople_ReachesF1(string set, double least)
    {
        using var people = new ShuffledPeople();
        var request = new LinkRequest { Extracts = people.Shuffle(set, seed: 1), TruthColumn = "cluster" };

        using var outcome = LinkRun.Run(request, new StageClock(), TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine($"{set}: pairwise F1 of persons {outcome.Accuracy!.Pairwise.F1:F4}");
        Assert.InRange(outcome.Accuracy!.Pairwise.F1, least, 1);
    }
}
