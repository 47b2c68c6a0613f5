using System.CommandLine;
using System.Globalization;
using Muniment.Cli.Linking;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Modelling;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment link: extracts in, persons out.</summary>
static class LinkCommand
{
    static readonly Argument<string[]> s_files = new("files") { Description = "Extracts: CSV, JSON lines or Parquet, .gz too.", Arity = ArgumentArity.OneOrMore };
    static readonly Option<string?> s_model = new("--model") { Description = "A model file: Muniment's or Splink 4's (default: chosen and trained)." };
    static readonly Option<string?> s_type = new("--type") { Description = "dedupe: pairs inside the sources taken as one; link: pairs of different sources alone; both (default)." };
    static readonly Option<double?> s_threshold = new("--threshold") { Description = "Match probability from which records are grouped." };
    static readonly Option<double?> s_keep = new("--keep") { Description = "Match probability from which edges are written; 0: every pair made." };
    static readonly Option<string?> s_id = new("--id") { Description = "The column that holds the record id (default: unique_id, record_id, rec_id or id)." };
    static readonly Option<string[]> s_source = new("--source") { Description = "The sources' names, in the order of the files (default: the files' names).", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> s_truth = new("--truth") { Description = "A column that says who the person really is: measured against, never decided by." };
    static readonly Option<string[]> s_by = new("--by") { Description = "With --truth: columns whose groups accuracy is told for.", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string[]> s_without = new("--without") { Description = "Cleaning steps to switch off, such as nickname; docs/cleaning.md names them.", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> s_decisions = new("--decisions") { Description = "A CSV file of decisions: which records people called the same or different." };
    static readonly Option<string?> s_previous = new("--previous") { Description = "The folder of an earlier run: persons keep their ids." };
    static readonly Option<ulong> s_seed = new("--seed") { Description = "Seed of what is sampled (default 1).", DefaultValueFactory = _ => 1 };
    static readonly Option<int?> s_threads = new("--threads") { Description = "Threads to use (default: all). The result does not depend on it." };
    static readonly Option<string?> s_memory = new("--memory") { Description = "Refuse to start if the run would need more, such as 8GB." };
    static readonly Option<bool> s_allowRejects = new("--allow-rejects") { Description = "End with code 0 even if rows were rejected." };
    static readonly Option<bool> s_showValues = new("--show-values") { Description = "Show values of records in the report and in rejects." };
    static readonly Option<bool> s_snapshot = new("--snapshot") { Description = "Also write the records as mapped files, from which 'muniment find' starts at once." };
    static readonly Option<string> s_out = new("--out") { Description = "The folder that holds the result (default: linked).", DefaultValueFactory = _ => "linked" };
    static readonly Option<bool> s_json = new("--json") { Description = "Print the summary as JSON on standard output, and nothing else there." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        s_type.AcceptOnlyFromAmong("dedupe", "link", "both");
        var command = new Command("link", "Links the records of one or more extracts into persons.")
        {
            s_files, s_model, s_type, s_threshold, s_keep, s_id, s_source, s_truth, s_by, s_without, s_decisions, s_previous, s_seed, s_threads, s_memory, s_allowRejects, s_showValues, s_snapshot, s_out, s_json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var request = RequestOf(parsed);
        using var directory = OutputDirectory.Create(parsed.GetValue(s_out)!);
        var clock = new StageClock { Began = stage => Console.Error.WriteLine(stage) };
        using var outcome = LinkRun.Run(request, clock, null, cancellation);
        var summary = LinkOutputs.WriteAll(outcome, request, clock, directory);
        directory.Commit();
        if (parsed.GetValue(s_json))
        {
            using var output = Console.OpenStandardOutput();
            output.Write(summary);
        }
        else
        {
            Print(outcome, clock, directory.Path);
        }
        return outcome.Loaded.Rejects.Count > 0 && !parsed.GetValue(s_allowRejects) ? CommandRunner.UserMustAct : 0;
    }

    static LinkRequest RequestOf(ParseResult parsed)
    {
        var files = parsed.GetValue(s_files)!;
        var sources = parsed.GetValue(s_source) ?? [];
        if (sources.Length > 0 && sources.Length != files.Length)
            throw new BadInputException($"--source names {sources.Length} sources for {files.Length} files. Name one for each file, or none.");
        return new LinkRequest
        {
            Extracts = [.. files.Select((file, index) => new Extract(file, sources.Length > 0 ? sources[index] : null))],
            ModelPath = parsed.GetValue(s_model),
            Type = parsed.GetValue(s_type) switch { "dedupe" => LinkType.Dedupe, "link" => LinkType.Link, "both" => LinkType.Both, _ => null },
            Threshold = Probability(parsed, s_threshold),
            Keep = Probability(parsed, s_keep),
            IdColumn = parsed.GetValue(s_id),
            TruthColumn = parsed.GetValue(s_truth),
            GroupColumns = parsed.GetValue(s_by) ?? [],
            WithoutSteps = WithoutSteps(parsed.GetValue(s_without) ?? []),
            DecisionsPath = parsed.GetValue(s_decisions),
            PreviousPath = parsed.GetValue(s_previous),
            Seed = parsed.GetValue(s_seed),
            Threads = Threads(parsed),
            MemoryBytes = parsed.GetValue(s_memory) is { } memory ? ByteSize.Parse(memory) : null,
            ShowValues = parsed.GetValue(s_showValues),
            Snapshot = parsed.GetValue(s_snapshot),
        };
    }

    static HashSet<string> WithoutSteps(string[] names)
    {
        var known = CleaningSteps.Catalogue.Select(step => step.Name).ToList();
        return names.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new BadInputException($"--without {unknown}: there is no such cleaning step. The steps are: {string.Join(", ", known)}.")
            : [.. names];
    }

    static double? Probability(ParseResult parsed, Option<double?> option) => parsed.GetValue(option) switch
    {
        null => null,
        { } value when value is >= 0 and < 1 => value,
        { } value => throw new BadInputException($"{option.Name} {value.ToString(CultureInfo.InvariantCulture)} is no match probability: give a number from 0 to just below 1."),
    };

    static int Threads(ParseResult parsed) => parsed.GetValue(s_threads) switch
    {
        null => Environment.ProcessorCount,
        { } threads when threads >= 1 => threads,
        { } threads => throw new BadInputException($"--threads {threads} is not possible: give 1 or more."),
    };

    static void Print(LinkOutcome outcome, StageClock clock, string path)
    {
        foreach (var sentence in outcome.Chosen)
            Console.Error.WriteLine(sentence);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Table.Count:N0} records are {outcome.PersonIds.Count:N0} persons, by {outcome.Pairs.Edges.Count:N0} edges of {outcome.Pairs.Rules.Sum(rule => rule.Pairs):N0} pairs, in {clock.Seconds:F1} s."));
        if (outcome.Accuracy is { } accuracy)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Against the truth, pair by pair: precision {accuracy.Pairwise.Precision:F4}, recall {accuracy.Pairwise.Recall:F4}, F1 {accuracy.Pairwise.F1:F4}; record by record (B-cubed): F1 {accuracy.BCubed.F1:F4}."));
        }
        if (outcome.Merged.Count > 0)
            Console.Error.WriteLine($"{outcome.Merged.Count} persons may be more than one human being; see 'muniment merged {path}'.");
        if (outcome.Loaded.Rejects.Count > 0)
            Console.Error.WriteLine($"{outcome.Loaded.Rejects.Count} rows could not be used; see {Path.Combine(path, "rejects.csv")}.");
        Console.Error.WriteLine($"The result is in {path}.");
    }
}
