using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Muniment.Cli.Finding;
using Muniment.Linkage.Looking;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment find: some values of a person in, the persons of a run they may belong to out.</summary>
static class FindCommand
{
    static readonly Argument<string> s_folder = new("DIR") { Description = "The folder that 'muniment link --out' made." };
    static readonly Argument<string[]> s_values = new("FIELD=VALUE") { Description = "What is known of the person, as it would stand in an extract, such as surname=Smith.", Arity = ArgumentArity.ZeroOrMore };
    static readonly Option<int> s_top = new("--top") { Description = "At most so many persons (default 5).", DefaultValueFactory = _ => 5 };
    static readonly Option<double?> s_least = new("--least") { Description = "Only persons of at least this match probability (default: any)." };
    static readonly Option<double?> s_enough = new("--enough") { Description = "Once a person of this match probability is found, do not look at blocks of more than 16 records: faster, and further persons may be missed." };
    static readonly Option<bool> s_every = new("--every-record") { Description = "Look at every record, not only at those that share a blocking rule's key with the values." };
    static readonly Option<bool> s_batch = new("--batch") { Description = "Read queries from standard input, one JSON object a line, and answer each with one line." };
    static readonly Option<bool> s_showValues = new("--show-values") { Description = "Show the values that were compared; else they are masked." };
    static readonly Option<bool> s_json = new("--json") { Description = "Print JSON on standard output, and nothing else there." };
    static readonly Option<string[]> s_records = new("--records") { Description = "Without a snapshot: the files the run read (default: those summary.json names).", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> s_id = new("--id") { Description = "Without a snapshot: the column that holds the record id, as given to link." };
    static readonly Option<int?> s_threads = new("--threads") { Description = "Threads to open the run with (default: all)." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var command = new Command("find", "Finds persons of a run by some of their values, and says why.")
        {
            s_folder, s_values, s_top, s_least, s_enough, s_every, s_batch, s_showValues, s_json, s_records, s_id, s_threads,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var options = OptionsOf(parsed);
        var values = ValuesOf(parsed.GetValue(s_values)!, parsed.GetValue(s_batch));
        var threads = parsed.GetValue(s_threads) ?? Environment.ProcessorCount;
        if (threads < 1)
            throw new BadInputException($"--threads {threads} is not possible: give 1 or more.");
        using var index = FindIndex.Open(parsed.GetValue(s_folder)!, [.. (parsed.GetValue(s_records) ?? []).Select(path => new Extract(path))], parsed.GetValue(s_id), threads);
        using var output = Console.OpenStandardOutput();
        if (parsed.GetValue(s_batch))
        {
            using var input = Console.OpenStandardInput();
            Console.Error.WriteLine(FindLines.Answer(index, options, input, output, cancellation));
            return 0;
        }
        using var query = index.Index.NewQuery();
        foreach (var (field, value) in values)
            index.Set(query, field, value);
        var found = query.Find(options);
        if (!parsed.GetValue(s_json))
        {
            FindText.Write(Console.Out, index, query, found, parsed.GetValue(s_showValues));
            return 0;
        }
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            FindJson.Write(json, index, query, found, parsed.GetValue(s_showValues));
        output.WriteByte((byte)'\n');
        return 0;
    }

    static LookupOptions OptionsOf(ParseResult parsed)
    {
        var top = parsed.GetValue(s_top);
        if (top < 1)
            throw new BadInputException($"--top {top} is not possible: give 1 or more.");
        return new LookupOptions
        {
            Top = top,
            LeastBits = Bits(parsed, s_least) ?? double.NegativeInfinity,
            EnoughBits = Bits(parsed, s_enough) ?? double.PositiveInfinity,
            Scan = parsed.GetValue(s_every) ? LookupScan.Always : LookupScan.WithoutKey,
        };
    }

    static double? Bits(ParseResult parsed, Option<double?> option) => parsed.GetValue(option) switch
    {
        null => null,
        { } probability when probability is >= 0 and < 1 => MatchWeights.OfProbability(probability),
        { } other => throw new BadInputException($"{option.Name} {other.ToString(CultureInfo.InvariantCulture)} is no match probability: give a number from 0 to just below 1."),
    };

    static List<(string Field, string Value)> ValuesOf(string[] given, bool batch)
    {
        if (batch != (given.Length == 0))
            throw new BadInputException(batch ? "--batch reads its queries from standard input: give no FIELD=VALUE beside it." : "Say what is known of the person, such as surname=Smith, or --batch.");
        var values = new List<(string Field, string Value)>();
        foreach (var text in given)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
                throw new BadInputException($"'{text}' is not FIELD=VALUE, such as surname=Smith.");
            if (values.Any(value => value.Field == text[..at]))
                throw new BadInputException($"'{text[..at]}' is given twice. Give each column once.");
            values.Add((text[..at], text[(at + 1)..]));
        }
        return values;
    }
}
