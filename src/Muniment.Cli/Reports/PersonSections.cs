using System.Globalization;
using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Reports;

/// <summary>What came out: weights of pairs, persons, records that cannot be linked, example pairs, merged identities.</summary>
static class PersonSections
{
    public static void Write(ReportPage page)
    {
        WritePairs(page);
        WritePersons(page);
        WriteUnlinkables(page);
        WriteExamples(page);
        WriteMerged(page);
    }

    static void WritePairs(ReportPage page)
    {
        if (page.Facts.Weights is not { } weights)
            return;
        var facts = page.Facts;
        var kept = double.IsFinite(facts.KeepBits)
            ? $"Pairs below {Numbers.Bits(facts.KeepBits)} bits (probability {Numbers.Probability(MatchWeights.Probability(facts.KeepBits))}) were not kept and are not shown. "
            : "";
        page.Section("scores", "How the pairs scored", "A clear gap between low and high weights means that the fields tell people apart; many pairs near the threshold mean that they do not.");
        page.Paragraph($"{kept}Records are grouped from {Numbers.Bits(facts.ThresholdBits)} bits up (probability {Numbers.Probability(MatchWeights.Probability(facts.ThresholdBits))}).");
        var rows = RowsByBit(weights);
        var truthKnown = rows.Any(row => (long)row[2]! + (long)row[3]! > 0);
        List<FigureColumn> columns = [new("from", "From (bits)", Cell.Count), new("probability", "Match probability", Cell.Probability)];
        if (truthKnown)
            columns.AddRange([new("same", "Same person", Cell.Count), new("different", "Two people", Cell.Count)]);
        columns.Add(new("unknown", truthKnown ? "Not known" : "Pairs", Cell.Count));
        page.Show(new Figure("score-table", "Pairs kept, by match weight", columns, truthKnown ? rows : [.. rows.Select(row => new[] { row[0], row[1], row[4] })])
        {
            Chart = Charts.Weights(facts.ThresholdBits, facts.KeepBits, truthKnown),
            ChartSays = "A histogram of the match weights of the pairs kept, with a line at the threshold.",
        });
    }

    /// <summary>Whole bits from the lowest to the highest that hold a pair.</summary>
    static List<object?[]> RowsByBit(WeightHistogram weights)
    {
        var rows = new List<object?[]>();
        for (var bit = 0; bit < 2 * WeightHistogram.RangeBits; bit++)
        {
            long same = 0, different = 0, unknown = 0;
            for (var step = bit * WeightHistogram.StepsPerBit; step < (bit + 1) * WeightHistogram.StepsPerBit; step++)
            {
                same += weights.Same[step];
                different += weights.Different[step];
                unknown += weights.Unknown[step];
            }
            var from = bit - WeightHistogram.RangeBits;
            rows.Add([(long)from, MatchWeights.Probability(from), same, different, unknown]);
        }
        static bool Holds(object?[] row) => (long)row[2]! + (long)row[3]! + (long)row[4]! > 0;
        var first = rows.FindIndex(Holds);
        return first < 0 ? [] : rows[first..(rows.FindLastIndex(Holds) + 1)];
    }

    static void WritePersons(ReportPage page)
    {
        var sizes = page.Facts.PersonSizes;
        if (sizes.Count == 0)
            return;
        page.Section("persons", "How many records a person has", "Persons of very many records are worth a look: records of different people may have been joined.");
        page.Show(new Figure(
            "sizes",
            "Persons by number of records",
            [new("records", "Records", Cell.Count), new("persons", "Persons", Cell.Count)],
            [.. sizes.Select(size => new object?[] { size.Records, size.Persons })])
        {
            Chart = Charts.PersonSizes,
            ChartSays = "Bars of how many persons have one record, two records, and so on.",
            MostChartRows = 60,
        });
    }

    static void WriteUnlinkables(ReportPage page)
    {
        var points = page.Facts.Unlinkables;
        if (points.Count == 0)
            return;
        page.Section("unlinkables", "Records that cannot be linked", "Some records say so little that not even a copy of themselves would reach the threshold.");
        page.Show(new Figure(
            "unlinkable-table",
            "Records that cannot reach a threshold",
            [new("bits", "Threshold (bits)", Cell.Bits), new("probability", "Match probability", Cell.Probability), new("share", "Share of records", Cell.Percent)],
            [.. points.Select(point => new object?[] { point.ThresholdBits, MatchWeights.Probability(point.ThresholdBits), point.Share })])
        {
            Chart = Charts.Unlinkables,
            ChartSays = "A line of the share of records that cannot reach each threshold.",
        });
    }

    static void WriteExamples(ReportPage page)
    {
        var examples = page.Facts.Examples;
        if (examples.Count == 0)
            return;
        page.Section("examples", "Pairs, step by step", "How the weight of single pairs came about: each bar starts where the one before it ended.");
        for (var index = 0; index < examples.Count; index++)
            page.Show(examples[index], $"example-{index.ToString(CultureInfo.InvariantCulture)}");
    }

    static void WriteMerged(ReportPage page)
    {
        var facts = page.Facts;
        if (facts.Merged.Count == 0)
            return;
        var more = facts.MergedCount is { } all && all > facts.Merged.Count ? $" Shown here: {Numbers.Count(facts.Merged.Count)} of {Numbers.Count(all)}, the most suspect first; merged.csv has all." : "";
        page.Section("merged", "Persons who may be two", $"Their records contradict each other. Nothing has been split: a person should look, and decide.{more}");
        page.Show(new Figure(
            "merged-table",
            "Persons who may be two",
            [new("person", "Person"), new("score", "Score", Cell.Probability), new("reason", "Why"), new("records", "Records"), new("split", "Proposed split")],
            [.. facts.Merged.Select(person => new object?[]
            {
                person.PersonId, person.Score, person.Reason, string.Join(", ", person.Records),
                string.Join(" | ", person.Split.Select(part => string.Join(", ", part))),
            })]));
    }
}
