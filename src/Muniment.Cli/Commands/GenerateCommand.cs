using System.CommandLine;
using System.Globalization;
using Muniment.Cli.Generating;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment generate: a made-up population to try on.</summary>
static class GenerateCommand
{
    static readonly Option<long?> s_records = new("--records") { Description = "How many records to write in all." };
    static readonly Option<ulong?> s_seed = new("--seed") { Description = "Another seed makes another population; the same seed the same bytes (default 1)." };
    static readonly Option<string> s_profile = new("--profile") { Description = "bench-1: one file of nine columns, the file speed is measured on.", DefaultValueFactory = _ => "bench-1" };
    static readonly Option<int?> s_threads = new("--threads") { Description = "Threads to use (default: all). The bytes do not depend on it." };
    static readonly Option<string> s_out = new("--out") { Description = "The folder to make, or for bench-1 also a file ending in .csv.", Required = true };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        s_profile.AcceptOnlyFromAmong("bench-1");
        var command = new Command("generate", "Makes up a population: people of many origins, their records with the usual errors, and the truth.")
        {
            s_records, s_seed, s_profile, s_threads, s_out,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var threads = parsed.GetValue(s_threads) ?? Environment.ProcessorCount;
        if (threads < 1)
            throw new BadInputException($"--threads {threads} is not possible: give 1 or more.");
        var seed = parsed.GetValue(s_seed) ?? Bench1.DefaultSeed;
        var records = parsed.GetValue(s_records) ?? 1_000_000;
        if (records is < 1 or > int.MaxValue / 2)
            throw new BadInputException($"--records {records} is not possible: give 1 to {int.MaxValue / 2}.");
        var file = WriteBench1(parsed.GetValue(s_out)!, seed, (int)records, threads, cancellation);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Rows:N0} records, {file.Bytes:N0} bytes, SHA-256 {file.Sha256}"));
        return 0;
    }

    static WrittenFile WriteBench1(string place, ulong seed, int records, int threads, CancellationToken cancellation)
    {
        var path = place.EndsWith(".csv", StringComparison.Ordinal) ? place : Path.Combine(place, "bench-1.csv");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var partial = path + ".partial";
        try
        {
            var file = new Bench1(seed, records, threads).Write(partial, threads, null, cancellation);
            File.Move(partial, path, overwrite: true);
            return file with { Name = Path.GetFileName(path) };
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
