using System.CommandLine;
using Muniment.Cli.Benchmarks;
using Muniment.Cli.Generating;
using Muniment.Cli.Linking;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment bench: how fast this program is on this machine, on people made up for it.</summary>
static class BenchCommand
{
    const string Speed = "speed", Pairs = "pairs", Lookup = "lookup";
    const int MostRecords = 100_000_000;

    static readonly Argument<string> s_what = new("what") { Description = "speed: one whole run of link. pairs: pairs bounded and compared, a core-second. lookup: one question after the other.", DefaultValueFactory = _ => Speed };
    static readonly Option<int?> s_records = new("--records") { Description = "Records of bench-1 to make up (default 1000000; for pairs 200000)." };
    static readonly Option<int?> s_threads = new("--threads") { Description = "Threads of the run (default: all)." };
    static readonly Option<bool> s_json = new("--json") { Description = "Print the figures as JSON on standard output." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        s_what.AcceptOnlyFromAmong(Speed, Pairs, Lookup);
        var command = new Command("bench", "Measures this program on this machine, on a population made up for it in a temporary folder.") { s_what, s_records, s_threads, s_json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var what = parsed.GetValue(s_what)!;
        var records = parsed.GetValue(s_records) ?? (what == Pairs ? 200_000 : 1_000_000);
        if (records is < 1000 or > MostRecords)
            throw new BadInputException($"--records {records} is not possible: give 1000 to {MostRecords}.");
        var threads = parsed.GetValue(s_threads) ?? Environment.ProcessorCount;
        if (threads < 1)
            throw new BadInputException($"--threads {threads} is not possible: give 1 or more.");
        var folder = Directory.CreateTempSubdirectory("muniment-bench-").FullName;
        try
        {
            var extract = Path.Combine(folder, "bench-1.csv");
            using (var stream = new FileStream(extract, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
                new Bench1(Bench1.DefaultSeed, records, new NameStock(threads)).Write(stream, Path.GetFileName(extract), threads, null, cancellation);
            GC.Collect(); // What making them up left behind is no part of what follows.
            var request = new LinkRequest { Extracts = [], Threads = threads, Snapshot = what == Lookup };
            var table = what == Pairs ? PairBench.Measure(extract, threads) : SpeedBench.Measure(folder, extract, records, request, cancellation);
            if (what == Lookup)
                table = LookupBench.Measure(Path.Combine(folder, "linked"), Path.Combine(folder, "linked", "model.json"), Math.Clamp(records / 5, 1000, 200_000));
            Print(table, parsed.GetValue(s_json));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void Print(BenchTable table, bool json)
    {
        if (!json)
        {
            table.Write(Console.Out);
            return;
        }
        using var output = Console.OpenStandardOutput();
        output.Write(table.ToJson());
    }
}
