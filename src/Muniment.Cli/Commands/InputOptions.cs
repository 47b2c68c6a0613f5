using System.CommandLine;
using Muniment.Cli.Linking;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Modelling;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>What link, train and blocking all ask: which files, which model, with how much of the machine.</summary>
static class InputOptions
{
    static readonly Argument<string[]> s_files = new("files") { Description = "Extracts: CSV, JSON lines or Parquet, .gz too.", Arity = ArgumentArity.OneOrMore };
    static readonly Option<string?> s_model = new("--model") { Description = "A model file: Muniment's or Splink 4's (default: chosen and trained)." };
    static readonly Option<string?> s_type = new("--type") { Description = "dedupe: pairs inside the sources taken as one; link: pairs of different sources alone; both (default)." };
    static readonly Option<string?> s_id = new("--id") { Description = "The column that holds the record id (default: unique_id, record_id, rec_id or id)." };
    static readonly Option<string[]> s_source = new("--source") { Description = "The sources' names, in the order of the files (default: the files' names).", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> s_truth = new("--truth") { Description = "A column that says who the person really is; no choice is made by it." };
    static readonly Option<string[]> s_without = new("--without") { Description = "Cleaning steps to switch off, such as nickname; docs/cleaning.md names them.", AllowMultipleArgumentsPerToken = true };
    static readonly Option<ulong> s_seed = new("--seed") { Description = "Seed of what is sampled (default 1).", DefaultValueFactory = _ => 1 };
    static readonly Option<int?> s_threads = new("--threads") { Description = "Threads to use (default: all). The result does not depend on it." };
    static readonly Option<string?> s_memory = new("--memory") { Description = "Refuse to start if the run would need more, such as 8GB." };

    static InputOptions() => s_type.AcceptOnlyFromAmong("dedupe", "link", "both");

    /// <summary>Gives a command the files and options.</summary>
    public static Command With(Command command)
    {
        command.Add(s_files);
        foreach (var option in new Option[] { s_model, s_type, s_id, s_source, s_truth, s_without, s_seed, s_threads, s_memory })
            command.Add(option);
        return command;
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="BadInputException">Values that do not go together.</exception>
    public static LinkRequest RequestOf(ParseResult parsed)
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
            IdColumn = parsed.GetValue(s_id),
            TruthColumn = parsed.GetValue(s_truth),
            WithoutSteps = WithoutSteps(parsed.GetValue(s_without) ?? []),
            Seed = parsed.GetValue(s_seed),
            Threads = Threads(parsed),
            MemoryBytes = parsed.GetValue(s_memory) is { } memory ? ByteSize.Parse(memory) : null,
        };
    }

    static HashSet<string> WithoutSteps(string[] names)
    {
        var known = CleaningSteps.Catalogue.Select(step => step.Name).ToList();
        return names.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new BadInputException($"--without {unknown}: there is no such cleaning step. The steps are: {string.Join(", ", known)}.")
            : [.. names];
    }

    static int Threads(ParseResult parsed) => parsed.GetValue(s_threads) switch
    {
        null => Environment.ProcessorCount,
        { } threads when threads >= 1 => threads,
        { } threads => throw new BadInputException($"--threads {threads} is not possible: give 1 or more."),
    };
}
