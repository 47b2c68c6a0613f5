using System.CommandLine;
using System.Globalization;
using Muniment.Tables;

namespace Muniment.Cli.Commands;

/// <summary>muniment merged: the merged identities that a run found.</summary>
static class MergedCommand
{
    static readonly Argument<string> s_folder = new("DIR") { Description = "The output folder of a finished run." };
    static readonly Option<int> s_limit = new("--limit") { Description = "How many to show, the most suspect first; 0 shows all.", DefaultValueFactory = _ => 20 };
    static readonly Option<double> s_score = new("--score") { Description = "Show only those with at least this score, 0 to 1.", DefaultValueFactory = _ => 0 };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var command = new Command("merged", "Lists persons whose records contradict each other: why, and how they might be parted.") { s_folder, s_limit, s_score };
        command.SetAction(parsed => Run(parsed.GetValue(s_folder)!, parsed.GetValue(s_limit), parsed.GetValue(s_score), Console.Out));
        return command;
    }

    /// <summary>Lists the findings of a folder.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string folder, int limit, double score, TextWriter output)
    {
        if (limit < 0)
            throw new BadInputException($"--limit {limit} is not possible: give 0 or more.");
        if (score is not (>= 0 and <= 1))
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--score {score} is not possible: give 0 to 1."));
        var path = Path.Combine(folder, MergedCsv.FileName);
        if (!File.Exists(path))
            throw new BadInputException($"'{folder}' holds no {MergedCsv.FileName}. Give the output folder of a finished 'muniment link'.");
        var rows = MergedCsv.Read(path).Where(row => row.Score >= score).OrderByDescending(row => row.Score).ToList();
        if (rows.Count == 0)
        {
            output.WriteLine("No merged identity was found.");
            return 0;
        }
        var shown = limit == 0 ? rows : rows.Take(limit).ToList();
        foreach (var row in shown)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.PersonId}  score {row.Score:0.000}  {row.Records.Count} records"));
            output.WriteLine($"  {Capital(row.Reason)}");
            for (var part = 0; part < row.ProposedSplit.Count; part++)
                output.WriteLine($"  person {part + 1}: {string.Join(", ", row.ProposedSplit[part])}");
            output.WriteLine();
        }
        output.WriteLine(shown.Count < rows.Count
            ? $"Shown: {shown.Count} of {rows.Count} merged identities, the most suspect first. Nothing was changed: to part them, give 'different' decisions to the next run."
            : $"{rows.Count} merged {(rows.Count == 1 ? "identity" : "identities")}. Nothing was changed: to part them, give 'different' decisions to the next run.");
        return 0;
    }

    static string Capital(string sentence) => sentence.Length == 0 ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
