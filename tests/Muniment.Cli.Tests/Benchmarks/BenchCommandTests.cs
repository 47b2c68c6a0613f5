using System.Text.Json;
using Muniment.Cli.Tests.Docs;

namespace Muniment.Cli.Tests.Benchmarks;

public sealed class BenchCommandTests
{
    [Theory]
    [InlineData("speed", "CPU-seconds of compare")]
    [InlineData("pairs", "compared in full, pairs at random")]
    [InlineData("lookup", "all, any probability")]
    public void Bench_FewRecords_PrintsWhatItMeasured(string what, string row)
    {
        var run = Repository.Run(Repository.Root, "bench", what, "--records", "3000", "--json");

        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(what, json.RootElement.GetProperty("bench").GetString());
        Assert.Equal(3000, json.RootElement.GetProperty("records").GetInt32());
        var measured = json.RootElement.GetProperty("rows").EnumerateArray().Single(item => item.EnumerateObject().First().Value.GetString() == row);
        Assert.True(measured.EnumerateObject().ElementAt(1).Value.GetDouble() > 0);
    }

    [Fact]
    public void Bench_Speed_SaysHowRightThePersonsAre()
    {
        var run = Repository.Run(Repository.Root, "bench", "--records", "3000", "--json");

        using var json = JsonDocument.Parse(run.Output);
        var figures = json.RootElement.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("what").GetString()!, row => row.GetProperty("value").GetDouble());
        Assert.InRange(figures["F1"], 0.9, 1);
        Assert.InRange(figures["persons"], 1500, 3000);
        Assert.True(figures["peak memory, MB"] > 10);
    }

    [Fact]
    public void Bench_TooFewRecords_IsRefused()
    {
        var run = Repository.Run(Repository.Root, "bench", "--records", "10");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--records 10", run.Errors, StringComparison.Ordinal);
    }
}
