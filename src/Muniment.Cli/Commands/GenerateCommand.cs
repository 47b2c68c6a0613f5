using System.CommandLine;
using System.Globalization;
using Muniment.Cli.Generating;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment generate: a made-up population to try on.</summary>
static class GenerateCommand
{
    const string Demo = "demo";
    const string BenchOne = "bench-1";
    const double MostMerged = 0.01;

    static readonly Option<long?> s_people = new("--people") { Description = "How many people (default 10000)." };
    static readonly Option<long?> s_records = new("--records") { Description = "How many records to write in all, instead of how many people." };
    static readonly Option<ulong?> s_seed = new("--seed") { Description = "Another seed makes another population; the same seed the same bytes (default 1)." };
    static readonly Option<int> s_sources = new("--sources") { Description = "How many sources, 1 to 5: visas, driving, health, schools, banks.", DefaultValueFactory = _ => 3 };
    static readonly Option<string> s_profile = new("--profile") { Description = "demo: several sources. bench-1: one file of nine columns, the file speed is measured on.", DefaultValueFactory = _ => Demo };
    static readonly Option<double> s_merged = new("--merged") { Description = "Share of people merged with another on purpose, 0 to 0.01.", DefaultValueFactory = _ => 0.005 };
    static readonly Option<int?> s_threads = new("--threads") { Description = "Threads to use (default: all). The bytes do not depend on it." };
    static readonly Option<bool> s_json = new("--json") { Description = "Print the summary alone, as JSON, on standard output." };
    static readonly Option<string> s_out = new("--out") { Description = "The folder to make; for bench-1 also a file ending in .csv.", Required = true };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        s_profile.AcceptOnlyFromAmong(Demo, BenchOne);
        var command = new Command("generate", "Makes up a population: people of many origins, their records with the usual errors, and the truth.")
        {
            s_people, s_records, s_seed, s_sources, s_profile, s_merged, s_threads, s_json, s_out,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var threads = parsed.GetValue(s_threads) ?? Environment.ProcessorCount;
        if (threads < 1)
            throw new BadInputException($"--threads {threads} is not possible: give 1 or more.");
        if (parsed.GetValue(s_people) is not null && parsed.GetValue(s_records) is not null)
            throw new BadInputException("--people and --records say how many in two ways: give one of them.");
        var summary = parsed.GetValue(s_profile) == BenchOne ? WriteBench1(parsed, threads, cancellation) : WriteSources(parsed, threads, cancellation);
        if (parsed.GetValue(s_json))
            Console.Out.WriteLine(summary.ToJson());
        else
            Tell(summary);
        return 0;
    }

    static GenerateSummary WriteSources(ParseResult parsed, int threads, CancellationToken cancellation)
    {
        var count = parsed.GetValue(s_sources);
        if (count < 1 || count > Source.All.Length)
            throw new BadInputException($"--sources {count} is not possible: give 1 to {Source.All.Length}.");
        var merged = parsed.GetValue(s_merged);
        if (!(merged >= 0 && merged <= MostMerged))
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--merged {merged} is not possible: give a share of people from 0 to {MostMerged}."));
        var people = InRange("--people", parsed.GetValue(s_people) ?? 10_000, Documents.MostPeople);
        var records = InRange("--records", parsed.GetValue(s_records) ?? 1, 100_000_000);
        var (seed, sources) = (parsed.GetValue(s_seed) ?? Bench1.DefaultSeed, Source.All[..count]);
        using var output = OutputDirectory.Create(parsed.GetValue(s_out)!);
        var names = new NameStock(threads);
        var files = parsed.GetValue(s_records) is null
            ? new SourceFiles(new World(seed, people, merged, names, sources), sources)
            : new SourceFiles(World.ForRecords(seed, records, merged, names, sources), sources, records);
        var summary = files.Write(output, threads, GenerateProgress.For(files.Records * 2, parsed.GetValue(s_json)), cancellation);
        output.Commit();
        return summary;
    }

    static GenerateSummary WriteBench1(ParseResult parsed, int threads, CancellationToken cancellation)
    {
        if (parsed.GetValue(s_people) is not null)
            throw new BadInputException("The profile bench-1 is measured by records: give --records instead of --people.");
        var records = (int)InRange("--records", parsed.GetValue(s_records) ?? 1_000_000, 400_000_000);
        var seed = parsed.GetValue(s_seed) ?? Bench1.DefaultSeed;
        var place = parsed.GetValue(s_out)!;
        var path = Path.GetFullPath(place.EndsWith(".csv", StringComparison.Ordinal) ? place : Path.Combine(place, "bench-1.csv"));
        var partial = path + ".unfinished";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WrittenFile file;
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file = new Bench1(seed, records, new NameStock(threads))
                    .Write(stream, Path.GetFileName(path), threads, GenerateProgress.For(records, parsed.GetValue(s_json)), cancellation);
            }
            File.Move(partial, path, overwrite: true);
            return new GenerateSummary(seed, null, file.Rows, 0, [file]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{place}' cannot be written: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    static long InRange(string option, long value, long most) => value >= 1 && value <= most
        ? value
        : throw new BadInputException($"{option} {value} is not possible: give 1 to {most}.");

    static void Tell(GenerateSummary summary)
    {
        foreach (var file in summary.Files)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Name}: {file.Rows:N0} rows, {file.Bytes:N0} bytes, SHA-256 {file.Sha256}"));
        if (summary.People is { } people)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Records:N0} records of {people:N0} people; {summary.PlantedPeople:N0} of them merged with another on purpose."));
    }
}
