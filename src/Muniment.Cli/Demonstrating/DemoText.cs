using System.Text;
using System.Text.RegularExpressions;
using Muniment.Cli.Generating;
using Muniment.Cli.Linking;
using Muniment.Cli.Reports;
using Muniment.Linkage.Modelling;

namespace Muniment.Cli.Demonstrating;

/// <summary>Tells somebody who has never linked records what the demo did.</summary>
/// <param name="to">Where to tell it.</param>
/// <param name="folder">The result's folder, as the user named it.</param>
sealed partial class DemoText(TextWriter to, string folder)
{
    const int MostExamples = 3;
    const int MostExampleRecords = 6;
    const int Extremes = 3;
    const int FewestRecordsOfGroup = 200;

    static readonly FieldRole[] s_told = [FieldRole.Forename, FieldRole.Surname, FieldRole.BirthDate, FieldRole.Sex, FieldRole.Postcode, FieldRole.DocumentNumber, FieldRole.NhsNumber];

    /// <summary>Writes all of it.</summary>
    public void Write(GenerateSummary population, LinkOutcome outcome, StageClock clock)
    {
        to.WriteLine();
        WriteNumbers(population, outcome, clock);
        WriteAccuracy(outcome);
        WriteOrigins(outcome);
        WriteMerged(outcome);
        WritePlaces(outcome);
    }

    void WriteNumbers(GenerateSummary population, LinkOutcome outcome, StageClock clock)
    {
        to.WriteLine($"{Numbers.Count(population.People!.Value)} people were made up, and the {Numbers.Count(population.Records)} records that three sources hold of them,");
        to.WriteLine("with slips of typing, married names, moves, other spellings, twins, and fields that one source has and another lacks:");
        foreach (var source in outcome.Table.Sources)
            to.WriteLine($"  {source.Name,-8} {Numbers.Count(source.RowCount),8} records");
        to.WriteLine();
        to.WriteLine("Linked, without configuration:");
        to.WriteLine($"  {Numbers.Count(outcome.Pairs.Rules.Sum(rule => rule.Pairs)),9} pairs of records that agree on something were compared");
        to.WriteLine($"  {Numbers.Count(outcome.Pairs.Edges.Count),9} of them look like one human being");
        to.WriteLine($"  {Numbers.Count(outcome.PersonIds.Count),9} persons, in {clock.Seconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} s in all");
        to.WriteLine();
    }

    void WriteAccuracy(LinkOutcome outcome)
    {
        var pairs = outcome.Accuracy!.Pairwise;
        to.WriteLine("How right is that? People who were made up come with their truth, which no stage that decides has seen:");
        to.WriteLine($"  precision {Numbers.Percent(pairs.Precision),7}  of the pairs of records put into one person truly belong together");
        to.WriteLine($"  recall    {Numbers.Percent(pairs.Recall),7}  of the pairs that truly belong together were put into one person");
        to.WriteLine($"  F1        {Numbers.Percent(pairs.F1),7}  both in one number");
        to.WriteLine();
    }

    void WriteOrigins(LinkOutcome outcome)
    {
        var origins = outcome.Groups.Where(group => group is { Column: "truth_origin", Value.Length: > 0, Accuracy.Records: >= FewestRecordsOfGroup })
            .OrderBy(group => group.Accuracy.Pairwise.F1).ThenBy(group => group.Value, StringComparer.Ordinal).ToList();
        if (origins.Count <= 2 * Extremes)
            return;
        to.WriteLine($"Who bears the errors? By origin of name, the {Extremes} lowest and the {Extremes} highest of {origins.Count} origins with {FewestRecordsOfGroup} records or more:");
        to.WriteLine("  origin            records  precision   recall       F1");
        foreach (var origin in origins[..Extremes].Concat(origins[^Extremes..]))
        {
            var pairs = origin.Accuracy.Pairwise;
            to.WriteLine($"  {origin.Value,-16} {Numbers.Count(origin.Accuracy.Records),8}  {Numbers.Percent(pairs.Precision),9}  {Numbers.Percent(pairs.Recall),7}  {Numbers.Percent(pairs.F1),7}");
        }
        to.WriteLine();
    }

    void WriteMerged(LinkOutcome outcome)
    {
        var truth = outcome.Loaded.Table.Find("truth_person")!.Codes;
        var merged = outcome.MergedAccuracy!;
        to.WriteLine($"Merged identities: {Numbers.Count(merged.Found)} persons hold records that contradict each other. {Numbers.Count(merged.Right)} of them are truly more than one human being;");
        to.WriteLine($"in all, {Numbers.Count(merged.True)} persons are. Nothing was changed: a human being looks, and decides.");
        var shown = outcome.Merged.Where(finding => finding.Records.Count <= MostExampleRecords).DistinctBy(finding => RecordName().Replace(finding.Reason, "")).Take(MostExamples);
        foreach (var finding in shown)
        {
            to.WriteLine();
            to.WriteLine($"  {outcome.PersonIds[finding.Person]}, score {Numbers.Probability(finding.Score)}: {finding.Reason}");
            foreach (var (part, rows) in finding.ProposedSplit.Index())
            {
                foreach (var row in rows)
                    to.WriteLine($"    {(row == rows[0] ? $"person {part + 1}:" : ""),-10} {NameOf(outcome, row),-16} {ValuesOf(outcome, row)}");
            }
            var people = finding.Records.Select(row => truth[row]).Distinct().Count();
            to.WriteLine(people == 1 ? "    The truth: one human being. This finding is wrong." : $"    The truth: {people} human beings.");
        }
        to.WriteLine();
    }

    void WritePlaces(LinkOutcome outcome)
    {
        to.WriteLine($"{Path.Combine(folder, ReportFile.Name)} shows all of it: open it in a browser. Beside it in {folder}:");
        to.WriteLine("  persons.csv   which person each record belongs to         edges.csv   each pair kept, its weight and why");
        to.WriteLine("  merged.csv    every merged identity, with a split         model.json  what was learnt, to run again or edit");
        to.WriteLine("  summary.json  counts, times, accuracy by group            people/     the three sources and the truth");
        to.WriteLine("Next:");
        if (outcome.Merged is [{ ProposedSplit: var split }, ..])
            to.WriteLine($"  ./muniment explain {folder} {outcome.Table.IdOf(split[0][0])} {outcome.Table.IdOf(split[1][0])}");
        to.WriteLine($"  ./muniment merged {folder}");
        to.WriteLine("  ./muniment link YOUR-FILE.csv ANOTHER.parquet --out linked");
    }

    static string NameOf(LinkOutcome outcome, int row) => $"{outcome.Table.Sources[outcome.Table.SourceOf(row)].Name}/{outcome.Table.IdOf(row)}";

    static string ValuesOf(LinkOutcome outcome, int row) => string.Join(", ", s_told
        .SelectMany(role => outcome.Model.Roles.Where(column => column.Role == role))
        .Select(role => outcome.Table.Find(role.Column))
        .Where(column => column is not null && column.Codes[row] != 0)
        .Select(column => Encoding.UTF8.GetString(column!.Values[column.Codes[row]])));

    // Findings of one kind differ in these alone.
    [GeneratedRegex(@"record \S+", RegexOptions.CultureInvariant)]
    private static partial Regex RecordName();
}
