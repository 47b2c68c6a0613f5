using Muniment.Cli.Evaluation;
using Muniment.Cli.Labelling;
using Muniment.Cli.Tests.Evaluation;
using Muniment.Tables;

namespace Muniment.Cli.Tests.Labelling;

public sealed class LabelSessionTests : IDisposable
{
    readonly SampleFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ask_BrokenOffAndTakenUp_AsksOnlyWhatIsLeft()
    {
        var first = Ask("y", "q");
        var second = Ask("maybe", "n", "u");

        Assert.Contains("Pair 1 of 3", first, StringComparison.Ordinal);
        Assert.Contains("1 of 3 pairs were answered before", second, StringComparison.Ordinal);
        Assert.Contains("Please answer", second, StringComparison.Ordinal);
        Assert.Contains("Every pair of the sample has an answer", second, StringComparison.Ordinal);
        Assert.Contains("3 answers, 1 of them unsure", second, StringComparison.Ordinal);
        var lines = File.ReadAllLines(_folder.In("labels.csv"));
        Assert.Equal(4, lines.Length);
        Assert.Equal(LabelsFile.Header, lines[0]);
    }

    [Fact]
    public void Ask_Back_TakesTheLastAnswerBack()
    {
        Ask("y", "b", "n", "q");

        var line = Assert.Single(File.ReadAllLines(_folder.In("labels.csv")).Skip(1));
        Assert.Equal("0", line.Split(',')[4]);
    }

    [Fact]
    public void Ask_InputEnds_KeepsTheAnswers()
    {
        Ask("y");

        Assert.Equal(2, File.ReadAllLines(_folder.In("labels.csv")).Length);
    }

    [Fact]
    public void Ask_HiddenColumn_IsNotShownNorTheWeight()
    {
        var text = Ask("q");

        Assert.Contains("name", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cluster", text, StringComparison.Ordinal);
        Assert.DoesNotContain("9.5", text[..text.IndexOf("match probability", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileOfOtherColumns_IsNotTouched()
    {
        _folder.Write("labels.csv", "a,b\n1,2\n");

        Assert.Throws<BadInputException>(() => Ask("y"));

        Assert.Equal("a,b\n1,2\n", File.ReadAllText(_folder.In("labels.csv")));
    }

    [Fact]
    public void Draw_SameSeed_DrawsTheSamePairsAndNoStratumCrossesTheThreshold()
    {
        var run = RunFolder.Open(_folder.Run);

        var sample = PairSample.Draw(run, 1, 5);

        Assert.Equal(sample.Queue, PairSample.Draw(run, 1, 5).Queue);
        Assert.All(sample.Strata, stratum => Assert.False(stratum.FromBits < run.ThresholdBits && stratum.ToBits > run.ThresholdBits));
        Assert.Equal(3, sample.Strata.Sum(stratum => stratum.Size));
    }

    string Ask(params string[] answers)
    {
        var run = RunFolder.Open(_folder.Run);
        using var records = RunRecords.Load(run, [], null);
        using var book = LabelBook.Open(_folder.In("labels.csv"), run);
        var session = new LabelSession(run, records, PairSample.Draw(run, 20, 1), book) { Hidden = ["cluster"] };
        using var to = new StringWriter();
        var next = 0;
        session.Ask(() => next < answers.Length ? answers[next++] : null, to);
        session.Conclude(to);
        return to.ToString();
    }
}
