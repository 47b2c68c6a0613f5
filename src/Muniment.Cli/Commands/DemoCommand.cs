using System.CommandLine;
using Muniment.Cli.Demonstrating;
using Muniment.Cli.Demonstrating.Country;
using Muniment.Cli.Generating;
using Muniment.Cli.Linking;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment demo: three made-up sources, linked and explained.</summary>
static class DemoCommand
{
    const string Below = "people/";
    const int SourceCount = 3;
    const long FewestPeople = 100;
    const long MostPeople = 1_000_000;
    const double MergedShare = 0.005;

    static readonly Option<long?> s_people = new("--people") { Description = "How many people to make up (default 40000; with --serve 200000)." };
    static readonly Option<ulong> s_seed = new("--seed") { Description = "Another seed makes other people; the same seed the same result (default 1).", DefaultValueFactory = _ => Bench1.DefaultSeed };
    static readonly Option<int?> s_threads = new("--threads") { Description = "Threads to use (default: all). The result does not depend on it." };
    static readonly Option<string?> s_out = new("--out") { Description = "The folder that holds everything (default: demo; with --serve demo-hub)." };
    static readonly Option<bool> s_serve = new("--serve") { Description = "Start a hub with a made-up country's year in it instead." };
    static readonly Option<int> s_port = new("--port") { Description = "With --serve: the port to listen on (default 5080).", DefaultValueFactory = _ => 5080 };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "Makes up three sources of people's records, links them, and shows what came of it.") { s_people, s_seed, s_threads, s_out, s_serve, s_port };
        command.SetAction((parsed, cancellation) => parsed.GetValue(s_serve) ? ServeAsync(parsed, cancellation) : Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var people = PeopleOf(parsed, 40_000);
        var threads = parsed.GetValue(s_threads) ?? Environment.ProcessorCount;
        if (threads < 1)
            throw new BadInputException($"--threads {threads} is not possible: give 1 or more.");
        var place = parsed.GetValue(s_out) ?? "demo";
        using var directory = OutputDirectory.Create(place);
        using var progress = new StageProgress();
        var clock = new StageClock { Progress = progress };
        var population = clock.Run("make people up", () => Generate(people, parsed.GetValue(s_seed), threads, directory, cancellation));
        var request = new LinkRequest
        {
            Extracts = [.. Source.All[..SourceCount].Select(source => new Extract(directory.UnfinishedPath(FileOf(source)), source.Key))],
            TruthColumn = "truth_person",
            GroupColumns = ["truth_origin", "truth_sex", "truth_life"],
            Threads = threads,
            ShowValues = true, // Nobody in them exists.
        };
        using var outcome = LinkRun.Run(request, clock, cancellation);
        // The run's own record of what was read names the files where they will be.
        var kept = request with { Extracts = [.. Source.All[..SourceCount].Select(source => new Extract(Path.Combine(directory.Path, FileOf(source)), source.Key))] };
        LinkOutputs.WriteAll(outcome, kept, clock, directory);
        directory.Commit();
        progress.Dispose();
        new DemoText(Console.Out, place).Write(population, outcome, clock);
        return 0;
    }

    static Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellation) =>
        new CountryServer(Path.GetFullPath(parsed.GetValue(s_out) ?? "demo-hub"), PeopleOf(parsed, 200_000), parsed.GetValue(s_seed), parsed.GetValue(s_port)).RunAsync(cancellation);

    static long PeopleOf(ParseResult parsed, long otherwise)
    {
        var people = parsed.GetValue(s_people) ?? otherwise;
        return people is < FewestPeople or > MostPeople ? throw new BadInputException($"--people {people} is not possible: give {FewestPeople} to {MostPeople}.") : people;
    }

    static GenerateSummary Generate(long people, ulong seed, int threads, OutputDirectory directory, CancellationToken cancellation)
    {
        var sources = Source.All[..SourceCount];
        var world = new World(seed, people, MergedShare, new NameStock(threads), sources);
        return new SourceFiles(world, sources).Write(directory, threads, null, cancellation, Below);
    }

    static string FileOf(Source source) => $"{Below}{source.Key}.csv";
}
