using System.Text.Json;
using Muniment.Cli.Tests.Docs;

namespace Muniment.Cli.Tests.Demonstrating;

/// <summary>Runs the demo on few people.</summary>
public sealed class DemoTextTests : IDisposable
{
    static readonly string[] s_files =
    [
        ".muniment", "edges.csv", "merged.csv", "model.json", "people/driving.csv", "people/health.csv", "people/planted.csv", "people/summary.json", "people/truth.csv", "people/visas.csv",
        "persons-changes.csv", "persons.csv", "rejects.csv", "report.html", "summary.json",
    ];

    readonly string _folder = Directory.CreateTempSubdirectory("muniment-demo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Demo_FewPeople_WritesARunAndSaysWhere()
    {
        var (exitCode, output, errors) = Repository.Run(_folder, "demo", "--people", "1500");

        Assert.True(exitCode == 0, errors);
        Assert.Contains("1,500 people were made up", output, StringComparison.Ordinal);
        Assert.Contains("demo/report.html shows all of it", output, StringComparison.Ordinal);
        Assert.Contains("Merged identities: ", output, StringComparison.Ordinal);
        var demo = Path.Combine(_folder, "demo");
        Assert.Equal(s_files, Directory.GetFiles(demo, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(demo, path)).Order(StringComparer.Ordinal));
        using var summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(demo, "summary.json")));
        Assert.InRange(summary.RootElement.GetProperty("accuracy").GetProperty("pairwise").GetProperty("f1").GetDouble(), 0.9, 1);
        Assert.All(summary.RootElement.GetProperty("inputs").EnumerateArray(), input => Assert.True(File.Exists(input.GetProperty("path").GetString())));
        Assert.DoesNotContain(summary.RootElement.GetProperty("chosen").EnumerateArray(), sentence => sentence.GetString()!.Contains("truth_", StringComparison.Ordinal));
    }

    [Fact]
    public void Demo_Again_SameBytes()
    {
        foreach (var (folder, threads) in new[] { ("one", "1"), ("two", "2") })
            Assert.Equal(0, Repository.Run(_folder, "demo", "--people", "400", "--threads", threads, "--out", folder).ExitCode);

        foreach (var name in s_files.Except(["summary.json", "report.html"]))
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "one", name)), File.ReadAllBytes(Path.Combine(_folder, "two", name)));
    }

    [Theory]
    [InlineData("--people", "99")]
    [InlineData("--threads", "0")]
    public void Demo_OptionOutOfRange_IsRefused(string option, string value)
    {
        var (exitCode, _, errors) = Repository.Run(_folder, "demo", option, value);

        Assert.Equal(2, exitCode);
        Assert.Contains($"{option} {value} is not possible", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }
}
