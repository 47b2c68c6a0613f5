using System.CommandLine;
using System.Globalization;
using Muniment.Cli.Evaluation;
using Muniment.Cli.Linking;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment link: extracts in, persons out.</summary>
static class LinkCommand
{
    const string Csv = "csv", Parquet = "parquet";

    static readonly Option<double?> s_threshold = new("--threshold") { Description = "Match probability from which records are grouped." };
    static readonly Option<double?> s_keep = new("--keep") { Description = "Match probability from which edges are written; 0: every pair made." };
    static readonly Option<string[]> s_by = new("--by") { Description = "With --truth: columns whose groups accuracy is told for.", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> s_decisions = new("--decisions") { Description = "A CSV file of decisions: which records people called the same or different." };
    static readonly Option<string?> s_previous = new("--previous") { Description = "The folder of an earlier run: persons keep their ids." };
    static readonly Option<bool> s_allowRejects = new("--allow-rejects") { Description = "End with code 0 even if rows were rejected." };
    static readonly Option<bool> s_showValues = new("--show-values") { Description = "Show values of records in the report and in rejects." };
    static readonly Option<bool> s_snapshot = new("--snapshot") { Description = "Also write the records as mapped files, from which 'muniment find' starts at once." };
    static readonly Option<string> s_format = new("--format") { Description = "parquet: also write persons and edges as Parquet (default: csv, CSV alone).", DefaultValueFactory = _ => Csv };
    static readonly Option<string> s_out = new("--out") { Description = "The folder that holds the result (default: linked).", DefaultValueFactory = _ => "linked" };
    static readonly Option<bool> s_json = new("--json") { Description = "Print the summary as JSON on standard output, and nothing else there." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var command = InputOptions.With(new Command("link", "Links the records of one or more extracts into persons.")
        {
            s_threshold, s_keep, s_by, s_decisions, s_previous, s_allowRejects, s_showValues, s_snapshot, s_format, s_out, s_json,
        });
        s_format.AcceptOnlyFromAmong(Csv, Parquet);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var request = RequestOf(parsed);
        using var directory = OutputDirectory.Create(parsed.GetValue(s_out)!);
        using var progress = new StageProgress();
        var clock = new StageClock { Progress = progress };
        using var outcome = LinkRun.Run(request, clock, cancellation);
        var summary = LinkOutputs.WriteAll(outcome, request, clock, directory);
        directory.Commit();
        progress.Dispose();
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
        var request = OptionsOf(parsed);
        // The model's own threshold is known later; what the command line says is refused before anything is read.
        if (request is { Threshold: { } threshold, Keep: { } keep })
            LinkRun.RefuseKeepAbove(threshold, keep);
        return request;
    }

    static LinkRequest OptionsOf(ParseResult parsed) => InputOptions.RequestOf(parsed) with
    {
        Threshold = Probability(parsed, s_threshold),
        Keep = Probability(parsed, s_keep),
        GroupColumns = parsed.GetValue(s_by) ?? [],
        DecisionsPath = parsed.GetValue(s_decisions),
        PreviousPath = parsed.GetValue(s_previous),
        ShowValues = parsed.GetValue(s_showValues),
        Snapshot = parsed.GetValue(s_snapshot),
        Parquet = parsed.GetValue(s_format) == Parquet,
    };

    static double? Probability(ParseResult parsed, Option<double?> option) => parsed.GetValue(option) switch
    {
        null => null,
        { } value when value is >= 0 and < 1 => value,
        { } value => throw new BadInputException($"{option.Name} {value.ToString(CultureInfo.InvariantCulture)} is no match probability: give a number from 0 to just below 1."),
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
        if (outcome.MergedAccuracy is { } merged)
            Console.Error.WriteLine(EvaluationText.Sentence(merged));
        if (outcome.Merged.Count > 0)
            Console.Error.WriteLine($"{outcome.Merged.Count} persons may be more than one human being; see 'muniment merged {path}'.");
        if (outcome.Loaded.Rejects.Count > 0)
            Console.Error.WriteLine($"{outcome.Loaded.Rejects.Count} rows could not be used; see {Path.Combine(path, "rejects.csv")}.");
        Console.Error.WriteLine($"The result is in {path}.");
    }
}
