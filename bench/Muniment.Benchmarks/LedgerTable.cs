using System.Diagnostics;
using System.Globalization;
using Muniment.Ledger.Leaves;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Trees;
using Muniment.Ledger.Verifying;
using Muniment.Ledger.Writing;

namespace Muniment.Benchmarks;

/// <summary>Appends entries to a ledger in batches of several sizes, durably and with a signed checkpoint for each batch, then verifies all of it.</summary>
static class LedgerTable
{
    const string Origin = "example.org/ledger";

    public static void Write(TextWriter output, string folder)
    {
        var signer = NoteSigner.Generate(Origin, SignatureKind.Ed25519);
        output.WriteLine("| entries in a batch | batches | entries a second | CPU-µs an entry | checkpoint after, median | p99 | longest |");
        output.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (batch, count) in new[] { (1, 100), (100, 100), (1_000, 200), (10_000, 50) })
            output.WriteLine(Measure(Path.Combine(folder, batch.ToString(CultureInfo.InvariantCulture)), signer, batch, count));
        var clock = Stopwatch.StartNew();
        var source = new DirectoryLogSource(Path.Combine(folder, "10000"));
        var report = LogVerifier.VerifyAsync(source, new VerifyOptions { Keys = [signer.Key] }).GetAwaiter().GetResult();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verified anew: {report.EntriesVerified} entries in {clock.Elapsed.TotalSeconds:0.00} s; {report.Finding?.Sentence ?? "all well"}"));
    }

    static string Measure(string folder, NoteSigner signer, int size, int count)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var log = TileLog.Open(folder, 0, TreeHasher.Empty);
        var batches = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, size).Select(_ => (ReadOnlyMemory<byte>)new LedgerLeaf("disclosure", 2026, 3, "driver-push", 2, new Commitment(Commitment.NewSalt())).ToBytes()).ToArray()).ToList();
        var times = new List<double>();
        var (clock, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        foreach (var batch in batches)
        {
            var start = clock.Elapsed;
            log.Publish(log.Stage(batch).Checkpoint(Origin).Sign(signer));
            times.Add((clock.Elapsed - start).TotalMilliseconds);
        }
        var (seconds, used) = (clock.Elapsed.TotalSeconds, Process.GetCurrentProcess().TotalProcessorTime - cpu);
        times.Sort();
        return string.Create(CultureInfo.InvariantCulture,
            $"| {size} | {count} | {log.Size / seconds:0} | {used.TotalMicroseconds / log.Size:0.0} | {times[count / 2]:0.0} ms | {times[count * 99 / 100]:0.0} ms | {times[^1]:0.0} ms |");
    }
}
