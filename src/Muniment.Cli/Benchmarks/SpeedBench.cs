using Muniment.Cli.Linking;
using Muniment.Tables;

namespace Muniment.Cli.Benchmarks;

/// <summary>One whole run of link on bench-1: files in, persons, edges and report out, training included.</summary>
static class SpeedBench
{
    /// <summary>Measures.</summary>
    /// <param name="folder">A folder of its own, that holds the extract and receives the results.</param>
    /// <param name="extract">The extract.</param>
    /// <param name="records">Records in it.</param>
    /// <param name="request">Threads and seed of the run.</param>
    /// <param name="cancellation">Stops the run.</param>
    public static BenchTable Measure(string folder, string extract, int records, LinkRequest request, CancellationToken cancellation)
    {
        ProcessMemory.ResetPeak();
        var cpu = StageClock.CpuSeconds;
        var clock = new StageClock();
        using var directory = OutputDirectory.Create(Path.Combine(folder, "linked"));
        using var outcome = LinkRun.Run(request with { Extracts = [new Extract(extract)], TruthColumn = "truth_person" }, clock, cancellation);
        LinkOutputs.WriteAll(outcome, request with { Extracts = [new Extract(extract)], TruthColumn = "truth_person" }, clock, directory);
        directory.Commit();
        var (seconds, used) = (clock.Seconds, StageClock.CpuSeconds - cpu);
        var table = new BenchTable("speed", records, ["what", "value", "seconds"]);
        table.Add("CPU-seconds", used, seconds);
        foreach (var stage in clock.Stages)
            table.Add($"CPU-seconds of {stage.Name}", stage.CpuSeconds, stage.Seconds);
        table.Add("peak memory, MB", ProcessMemory.PeakBytes / 1e6, "");
        table.Add("pairs", outcome.Pairs.Rules.Sum(rule => rule.Pairs), "");
        table.Add("edges", outcome.Pairs.Edges.Count, "");
        table.Add("persons", outcome.PersonIds.Count, "");
        table.Add("precision of persons, pairwise", outcome.Accuracy!.Pairwise.Precision, "");
        table.Add("recall", outcome.Accuracy.Pairwise.Recall, "");
        table.Add("F1", outcome.Accuracy.Pairwise.F1, "");
        return table;
    }
}
