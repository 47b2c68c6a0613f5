using System.Diagnostics;
using System.Globalization;

namespace Muniment.Benchmarks.Checks;

/// <summary>Governed checks over HTTP on loopback: a fresh token each, the entry committed before each answer. Who asks shares the machine; requests are signed before the clock starts.</summary>
static class CheckTable
{
    static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MUNIMENT_CHECKS") ?? "60000", CultureInfo.InvariantCulture);

    // A disk that takes five milliseconds longer: strace holds each flush up for so long.
    static readonly string[] s_slowDisk = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_exit=5000"];

    /// <summary>Measures.</summary>
    /// <param name="to">Receives the table.</param>
    /// <param name="program">muniment.dll.</param>
    /// <param name="folder">What 'muniment link --snapshot --out' made of bench-1.</param>
    /// <param name="database">PostgreSQL's connection string to an empty database; null: SQLite, also on a slow disk.</param>
    /// <param name="connections">Connections.</param>
    public static async Task WriteAsync(TextWriter to, string program, string folder, string? database, int connections)
    {
        to.WriteLine("| database | connections | checks | a second | p50 ms | p99 ms | longest ms | hub's CPU ms a check | asking's | disclosed | ready after s | hub's memory MB |");
        to.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        to.WriteLine(await MeasureAsync(database is null ? "SQLite" : "PostgreSQL", program, folder, database, connections));
        if (database is null)
            to.WriteLine(await MeasureAsync("SQLite, 5 ms more for each flush", program, folder, null, connections, s_slowDisk));
    }

    static async Task<string> MeasureAsync(string name, string program, string folder, string? database, int connections, params string[] under)
    {
        var data = Path.Combine(Path.GetFullPath("artifacts/bench"), $"hub-{Environment.ProcessId}");
        if (Directory.Exists(data))
            Directory.Delete(data, recursive: true);
        using var questions = await Questions.PrepareAsync(data, database, folder);
        string row;
        await using (var hub = await HubProcess.StartAsync(program, data, database, under))
            row = await MeasureAsync(name, hub, questions, connections, hubIsApart: under.Length == 0);
        Directory.Delete(data, recursive: true);
        return row;
    }

    static async Task<string> MeasureAsync(string name, HubProcess hub, Questions questions, int connections, bool hubIsApart)
    {
        await Asking.RunAsync(hub.Port, questions.Make(Count / 4, hub.Port), connections); // warm
        var requests = questions.Make(Count, hub.Port);

        var (hubCpu, ownCpu, begun) = (hub.Cpu, Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var (milliseconds, disclosed) = await Asking.RunAsync(hub.Port, requests, connections);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        (hubCpu, ownCpu) = (hub.Cpu - hubCpu, Environment.CpuUsage.TotalTime - ownCpu);
        Array.Sort(milliseconds);
        double At(double share) => milliseconds[(int)(share * (milliseconds.Length - 1))];
        var cpu = hubIsApart ? (hubCpu.TotalMilliseconds / Count).ToString("F3", CultureInfo.InvariantCulture) : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {connections} | {Count:N0} | {Count / seconds:N0} | {At(0.5):F1} | {At(0.99):F1} | {At(1):F1} | {cpu} | {ownCpu.TotalMilliseconds / Count:F3} | {disclosed:N0} | {hub.ReadyAfter.TotalSeconds:F1} | {hub.PeakBytes >> 20} |");
    }
}
