using System.CommandLine;
using Muniment.Cli.Evaluation;
using Muniment.Cli.Labelling;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment label: clerical review of a sample of pairs.</summary>
static class LabelCommand
{
    static readonly Argument<string> s_folder = new("DIR") { Description = "The folder that 'muniment link --out' made." };
    static readonly Option<string> s_labels = new("--labels") { Description = "The file answers are written to, and taken up again from.", DefaultValueFactory = _ => "labels.csv" };
    static readonly Option<int> s_pairs = new("--pairs") { Description = "How many pairs of each band of match probability to ask for.", DefaultValueFactory = _ => 20 };
    static readonly Option<ulong> s_seed = new("--seed") { Description = "Another seed draws another sample.", DefaultValueFactory = _ => 1 };
    static readonly Option<string[]> s_hide = new("--hide") { Description = "Columns not to show, such as one that holds the truth.", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string[]> s_records = new("--records") { Description = "The files the run read (default: those summary.json names).", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> s_id = new("--id") { Description = "The column of the records that holds the record id, as given to link." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var command = new Command("label", "Asks you about a sample of pairs, and says how precise the run is. Shows the values of records.")
        {
            s_folder, s_labels, s_pairs, s_seed, s_hide, s_records, s_id,
        };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var pairs = parsed.GetValue(s_pairs);
        if (pairs < 1)
            throw new BadInputException($"--pairs {pairs} is not possible: give 1 or more.");
        var run = RunFolder.Open(parsed.GetValue(s_folder)!);
        if (run.Edges.Count == 0)
            throw new BadInputException($"'{run.Path}' holds no edges, so there is nothing to judge.");
        using var records = RunRecords.Load(run, [.. (parsed.GetValue(s_records) ?? []).Select(path => new Extract(path))], parsed.GetValue(s_id));
        using var book = LabelBook.Open(parsed.GetValue(s_labels)!, run);
        var session = new LabelSession(run, records, PairSample.Draw(run, pairs, parsed.GetValue(s_seed)), book) { Hidden = parsed.GetValue(s_hide) ?? [] };
        session.Ask(Console.IsInputRedirected ? Console.In.ReadLine : Key, Console.Out);
        session.Conclude(Console.Out);
        Console.Error.WriteLine($"Answers: {parsed.GetValue(s_labels)}");
        return 0;
    }

    static string Key()
    {
        var key = Console.ReadKey(intercept: true).KeyChar.ToString();
        Console.WriteLine(key);
        return key;
    }
}
