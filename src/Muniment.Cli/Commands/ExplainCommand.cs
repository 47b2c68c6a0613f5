using System.CommandLine;
using System.Text;
using Muniment.Cli.Evaluation;
using Muniment.Cli.Reports;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment explain: how the weight of one pair came about.</summary>
static class ExplainCommand
{
    static readonly Argument<string> s_folder = new("DIR") { Description = "The folder that 'muniment link --out' made." };
    static readonly Argument<string> s_first = new("ID1") { Description = "A record: its id, or SOURCE:ID where several sources hold that id." };
    static readonly Argument<string> s_second = new("ID2") { Description = "The other record." };
    static readonly Option<string?> s_svg = new("--svg") { Description = "Also draw it to this file. The picture shows ids and levels, no values." };
    static readonly Option<bool> s_mask = new("--mask") { Description = "Mask the values: first letter, then dots." };
    static readonly Option<string[]> s_records = new("--records") { Description = "The files the run read (default: those summary.json names).", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> s_id = new("--id") { Description = "The column of the records that holds the record id, as given to link." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var command = new Command("explain", "Shows how the match weight of two records came about, step by step. Shows their values.")
        {
            s_folder, s_first, s_second, s_svg, s_mask, s_records, s_id,
        };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var run = RunFolder.Open(parsed.GetValue(s_folder)!, withEdges: false);
        var (first, second) = (RowOf(run, parsed.GetValue(s_first)!), RowOf(run, parsed.GetValue(s_second)!));
        if (first == second)
            throw new BadInputException($"'{parsed.GetValue(s_first)}' and '{parsed.GetValue(s_second)}' are the same record. Name two.");
        using var records = RunRecords.Load(run, [.. (parsed.GetValue(s_records) ?? []).Select(path => new Extract(path))], parsed.GetValue(s_id));
        using var table = WithDerived(run.Model, records.Table);
        using var prepared = new PreparedModel(table, run.Model, Environment.ProcessorCount);
        var explanation = new PairExplainer(new PairScorer(prepared, run.Model)).Explain(LineOf(run, records, first), LineOf(run, records, second));
        var mask = parsed.GetValue(s_mask);
        var waterfall = Waterfall.Of(explanation, ExamplePairs.NameOf(table, explanation.LeftRow), ExamplePairs.NameOf(table, explanation.RightRow), showValues: !mask);
        WaterfallText.Write(Console.Out, waterfall, colour: !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null);
        WriteCleaning(run.Model, table, explanation, mask);
        Console.WriteLine();
        Console.WriteLine(run.PersonOfRecord[first] == run.PersonOfRecord[second] ? "The run holds them to be one person." : "The run holds them to be two people.");
        if (parsed.GetValue(s_svg) is { } path)
            WriteSvg(waterfall, path);
        return 0;
    }

    static RecordTable WithDerived(LinkModel model, RecordTable table)
    {
        try
        {
            return DerivedColumns.Add(table, model.Columns, Environment.ProcessorCount);
        }
        catch (ModelException exception)
        {
            throw new BadInputException(exception.Message, exception);
        }
    }

    /// <summary>What cleaning made of the two records' values, where it changed them.</summary>
    static void WriteCleaning(LinkModel model, RecordTable table, PairExplanation explanation, bool mask)
    {
        var begun = false;
        foreach (var derived in model.Columns)
        {
            foreach (var row in new[] { explanation.LeftRow, explanation.RightRow })
            {
                var before = string.Join(' ', derived.From.Select(name => ValueOf(table, name, row)).Where(value => value.Length > 0));
                var after = ValueOf(table, derived.Name, row);
                if (before == after)
                    continue;
                if (!begun)
                    Console.WriteLine("\nCleaning");
                begun = true;
                Console.WriteLine($"    {derived.Name}: {Shown(before, mask)} → {Shown(after, mask)}  ({string.Join(", ", derived.Steps)})");
            }
        }
    }

    static string Shown(string value, bool mask) => value.Length == 0 ? "(missing)" : WaterfallText.Printable(Masking.Mask(value, !mask));

    static string ValueOf(RecordTable table, string column, int row) =>
        table.Find(column) is { } found && found.Codes[row] != 0 ? Encoding.UTF8.GetString(found.Values[found.Codes[row]]) : "";

    static void WriteSvg(Waterfall waterfall, string path)
    {
        try
        {
            File.WriteAllText(path, WaterfallSvg.Draw(waterfall) + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be written: {exception.Message}", exception);
        }
        Console.Error.WriteLine($"Picture: {path}");
    }

    static int RowOf(RunFolder run, string name)
    {
        var row = run.Find(null, name);
        // An id may itself hold a colon, so every source's name is tried.
        foreach (var source in run.Sources)
        {
            if (row < 0 && name.StartsWith(source.Name + ":", StringComparison.Ordinal))
                row = run.Find(source.Name, name[(source.Name.Length + 1)..]);
        }
        return row >= 0 ? row : throw new BadInputException($"There is no record '{name}' in '{run.Path}', or several sources have it. Name it as SOURCE:ID; the sources are {string.Join(", ", run.Sources.Select(source => source.Name))}.");
    }

    static int LineOf(RunFolder run, RunRecords records, int row) => records.LineOf(row) is >= 0 and var line
        ? line
        : throw new BadInputException($"Record '{run.NameOf(row)}' is not in the files that were read. Are they those of the run?");
}
