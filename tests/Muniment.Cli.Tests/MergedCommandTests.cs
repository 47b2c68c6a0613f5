using Muniment.Cli.Commands;
using Muniment.Tables;

namespace Muniment.Cli.Tests;

public sealed class MergedCommandTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("muniment-test-");

    [Fact]
    public void Run_Findings_AreListedMostSuspectFirst()
    {
        Write("P1,0.5,record a/1 and record a/2 give two dates of death.,a/1; a/2,a/1 | a/2\nP2,0.99,record a/3 and record a/5 give two birth dates.,a/3; a/4; a/5,a/3; a/4 | a/5\n");

        Assert.Equal(
            """
            P2  score 0.990  3 records
              Record a/3 and record a/5 give two birth dates.
              person 1: a/3, a/4
              person 2: a/5

            Shown: 1 of 2 merged identities, the most suspect first. Nothing was changed: to part them, give 'different' decisions to the next run.

            """,
            Run(1, 0));
        Assert.EndsWith("1 merged identity. Nothing was changed: to part them, give 'different' decisions to the next run.\n", Run(0, 0.9), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NoFindings_SaysSo()
    {
        Write("");

        Assert.Equal("No merged identity was found.\n", Run(20, 0));
    }

    [Fact]
    public void Run_NoResult_Refused() =>
        Assert.Contains("holds no merged.csv", Assert.Throws<BadInputException>(() => Run(20, 0)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, 1.5)]
    public void Run_ImpossibleOption_Refused(int limit, double score) => Assert.Throws<BadInputException>(() => Run(limit, score));

    public void Dispose() => _folder.Delete(recursive: true);

    void Write(string rows) => File.WriteAllText(Path.Combine(_folder.FullName, "merged.csv"), "person_id,score,reason,records,proposed_split\n" + rows);

    string Run(int limit, double score)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, MergedCommand.Run(_folder.FullName, limit, score, output));
        return output.ToString();
    }
}
