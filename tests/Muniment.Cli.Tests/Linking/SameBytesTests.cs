using Muniment.Cli.Linking;
using Muniment.Cli.Reports;
using Muniment.Cli.Tests.Docs;
using Muniment.Linkage.Blocking;
using Muniment.Tables;

namespace Muniment.Cli.Tests.Linking;

/// <summary>The same input gives the same bytes on any number of threads and any processor: of everything but summary.json and the report's timings.</summary>
public sealed class SameBytesTests : IDisposable
{
    readonly ShuffledPeople _people = new();

    public void Dispose() => _people.Dispose();

    [Fact]
    public void Run_AnyThreadsAndVectorWidth_WritesTheSameBytes()
    {
        var extracts = _people.Shuffle("febrl3", seed: 2);

        var first = Write(extracts, 1, VectorWidth.Widest);

        Assert.True(first["edges.csv"].Length > 100_000, "Hardly an edge was found, so nothing was tested.");
        AssertSame(first, Write(extracts, 2, VectorWidth.Widest), "2 threads");
        AssertSame(first, Write(extracts, 2, VectorWidth.Bits512), "512 bits");
        AssertSame(first, Write(extracts, 2, VectorWidth.Bits256), "256 bits");
        AssertSame(first, Write(extracts, 2, VectorWidth.Scalar), "one pair at a time");
    }

    [Fact]
    public void Link_InstructionSetsTakenAway_WritesTheSameBytes()
    {
        var extracts = _people.Shuffle("febrl4", seed: 3);

        var first = Link(extracts, "all", "1");

        foreach (var variable in new[] { "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic" })
            AssertSame(first, Link(extracts, variable, "2", (variable, "0")), variable);
    }

    Dictionary<string, byte[]> Write(IReadOnlyList<Extract> extracts, int threads, VectorWidth width)
    {
        var request = new LinkRequest { Extracts = extracts, TruthColumn = "cluster", Threads = threads, Width = width };
        var clock = new StageClock();
        using var outcome = LinkRun.Run(request, clock, TestContext.Current.CancellationToken);
        var folder = Path.Combine(_people.Folder, $"{threads}-{width}");
        using var directory = OutputDirectory.Create(folder);
        LinkOutputs.Write(outcome, request, directory);
        using (var report = directory.NewFile("report.html"))
            ReportFile.Write(report, LinkReport.Of(outcome, request, clock) with { Stages = [] }, showValues: false);
        directory.Commit();
        return Files(folder);
    }

    Dictionary<string, byte[]> Link(IReadOnlyList<Extract> extracts, string name, string threads, params (string Name, string Value)[] variables)
    {
        var folder = Path.Combine(_people.Folder, name);
        var (exitCode, _, errors) = Repository.Run(_people.Folder, variables, ["link", .. extracts.Select(extract => extract.Path), "--truth", "cluster", "--threads", threads, "--out", folder]);
        Assert.True(exitCode == 0, errors);
        var files = Files(folder);
        Assert.True(files.Remove("summary.json") && files.Remove("report.html"));
        return files;
    }

    static Dictionary<string, byte[]> Files(string folder) =>
        Directory.GetFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);

    static void AssertSame(Dictionary<string, byte[]> first, Dictionary<string, byte[]> second, string what)
    {
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, bytes) in first)
            Assert.True(bytes.AsSpan().SequenceEqual(second[name]), $"{name} differs with {what}.");
    }
}
