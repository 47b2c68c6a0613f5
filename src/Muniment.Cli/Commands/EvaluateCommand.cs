using System.CommandLine;
using Muniment.Cli.Evaluation;
using Muniment.Cli.Reports;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment evaluate: how well a run agrees with the truth.</summary>
static class EvaluateCommand
{
    static readonly Argument<string> s_folder = new("DIR") { Description = "The folder that 'muniment link --out' made." };
    static readonly Option<string?> s_truth = new("--truth") { Description = "A column of the records that says who the person truly is, or a CSV file with the record id and that." };
    static readonly Option<string?> s_labels = new("--labels") { Description = "Judged pairs, as 'muniment label' or Splink writes them." };
    static readonly Option<string[]> s_by = new("--by") { Description = "Columns whose values make groups: the same numbers for each.", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string[]> s_records = new("--records") { Description = "The files the run read (default: those summary.json names).", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> s_id = new("--id") { Description = "The column of the records that holds the record id, as given to link." };
    static readonly Option<string?> s_html = new("--html") { Description = "Also write a report of it to this file." };
    static readonly Option<bool> s_json = new("--json") { Description = "Write JSON, with every threshold, to standard output." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var command = new Command("evaluate", "Compares the persons and pairs of a run with the truth: precision, recall, calibration, by group.")
        {
            s_folder, s_truth, s_labels, s_by, s_records, s_id, s_html, s_json,
        };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var (truthName, labelsPath, by) = (parsed.GetValue(s_truth), parsed.GetValue(s_labels), parsed.GetValue(s_by) ?? []);
        if (truthName is null && labelsPath is null)
            throw new BadInputException("There is nothing to compare with. Give --truth COLUMN, --truth FILE or --labels FILE; without any, 'muniment label' helps to make some.");
        if (truthName is null && by.Length > 0)
            throw new BadInputException("--by needs --truth: judged pairs alone are too few to tell groups apart.");
        var run = RunFolder.Open(parsed.GetValue(s_folder)!);
        var truth = truthName is null ? null : Evaluate(parsed, run, truthName, by);
        var labels = labelsPath is null ? null : LabelsEvaluation.Of(run, labelsPath);
        if (parsed.GetValue(s_json))
        {
            using var output = Console.OpenStandardOutput();
            EvaluationJson.Write(output, truth, labels);
        }
        else
        {
            if (truth is not null)
                EvaluationText.Write(Console.Out, truth);
            if (truth is not null && labels is not null)
                Console.WriteLine();
            if (labels is not null)
                EvaluationText.Write(Console.Out, labels);
        }
        if (parsed.GetValue(s_html) is { } html)
            WriteReport(run, truth, html);
        return 0;
    }

    static TruthEvaluation Evaluate(ParseResult parsed, RunFolder run, string truthName, string[] by)
    {
        var isFile = File.Exists(truthName);
        using var records = !isFile || by.Length > 0
            ? RunRecords.Load(run, [.. (parsed.GetValue(s_records) ?? []).Select(path => new Extract(path))], parsed.GetValue(s_id))
            : null;
        var truth = isFile ? TruthFile.Read(truthName, run) : records!.Column(truthName);
        return TruthEvaluation.Of(run, truthName, truth, [.. by.Select(name => (name, records!.Column(name)))]);
    }

    static void WriteReport(RunFolder run, TruthEvaluation? truth, string path)
    {
        if (truth is null)
            throw new BadInputException("--html needs --truth.");
        var facts = new RunFacts
        {
            Title = $"Evaluation of {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Path)))}",
            Sources = [.. run.Sources.Select(source => new SourceFacts(source.Name, source.RowCount))],
            Persons = run.PersonOfRecord.Distinct().Count(),
            Pairs = run.Edges.Count,
            Edges = run.Edges.Count,
            Model = run.Model,
            ThresholdBits = run.ThresholdBits,
            Weights = truth.Weights,
            Accuracy = new AccuracyFacts(truth.Persons)
            {
                Pairs = truth.Pairs,
                PersonsByThreshold = truth.PersonsByThreshold,
                Calibration = truth.Calibration,
                Groups = truth.Groups,
                Merged = truth.Merged,
            },
        };
        try
        {
            using var file = File.Create(path);
            ReportFile.Write(file, facts, showValues: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be written: {exception.Message}", exception);
        }
        Console.Error.WriteLine($"Report: {path}");
    }
}
