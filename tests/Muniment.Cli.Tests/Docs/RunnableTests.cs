using System.Text.RegularExpressions;

namespace Muniment.Cli.Tests.Docs;

/// <summary>Runs what the README and the tutorial tell a reader to type, in order, as it stands there.</summary>
public sealed partial class RunnableTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-docs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Readme_Example_LinksRecords()
    {
        RunAll("README.md");

        var said = Block().Matches(Text("README.md")).First(match => match.Groups[1].Value == "csv").Groups[2].Value.Trim();
        var lines = File.ReadAllLines(Path.Combine(_folder, "linked", "persons.csv"));
        Assert.Equal(said, lines[0]);
        Assert.Equal(5_001, lines.Length);
        Assert.All(FileNamed().Matches(Text("README.md")), file => Assert.True(File.Exists(Path.Combine(_folder, "linked", file.Groups[1].Value)), $"link did not write {file.Groups[1].Value}."));
        Assert.InRange(lines.Skip(1).Select(line => line.Split(',')[2]).Distinct().Count(), 1, 4_999);
    }

    [Fact]
    public void Tutorial_Commands_Work()
    {
        RunAll(Path.Combine("docs", "tutorial.md"));

        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "linked", "persons.csv")), File.ReadAllBytes(Path.Combine(_folder, "again", "persons.csv")));
    }

    void RunAll(string document)
    {
        var commands = Block().Matches(Text(document)).Where(match => match.Groups[1].Value == "sh").SelectMany(match => match.Groups[2].Value.Trim().Split('\n')).ToList();
        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            var words = command.Split(' ');
            Assert.Equal("./muniment", words[0]);
            var (exitCode, _, errors) = Repository.Run(_folder, words[1..]);
            Assert.True(exitCode == 0, $"{command}: exit code {exitCode}\n{errors}");
        }
    }

    static string Text(string document) => File.ReadAllText(Path.Combine(Repository.Root, document));

    [GeneratedRegex("^```([a-z]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Block();

    /// <summary>A row of the table that says what is written.</summary>
    [GeneratedRegex(@"^\| `([a-z]+\.[a-z]+)` \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FileNamed();
}
