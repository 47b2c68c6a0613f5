using Muniment.Cli.Linking;

namespace Muniment.Cli.Tests.Linking;

public sealed class StageProgressTests
{
    [Fact]
    public void Begin_NoTerminal_WritesALineForEachStage()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        using (var progress = new StageProgress(writer, isTerminal: false))
        {
            progress.Begin("load");
            progress.Begin("compare");
        }

        Assert.Equal("load\ncompare\n", writer.ToString());
    }

    [Theory]
    [InlineData(10, 0.25, "load  25 %, fast, about 30 s left")]
    [InlineData(0.2, 0.25, "load  0 s")]
    [InlineData(12, 0, "load  12 s")]
    public void Line_SomeShareDone_TellsRateAndTimeLeft(double seconds, double share, string expected) =>
        Assert.Equal(expected, StageProgress.Line("load", seconds, share, ", fast"));
}
