using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Reports;

/// <summary>What the model holds and how it was trained: weights, m and u, rounds, term frequencies.</summary>
static class ModelSections
{
    public static void Write(ReportPage page)
    {
        WriteWeights(page);
        WriteTraining(page);
        WriteTerms(page);
    }

    static void WriteWeights(ReportPage page)
    {
        var model = page.Facts.Model;
        page.Section("model", "What agreement is worth", "Each level of agreement moves the odds that two records are one person's. The rarer it is among two different people, the more it is worth.");
        var share = model.Prior > 0 ? $" (one pair in {Numbers.Count((long)Math.Round(1 / model.Prior))})" : "";
        page.Paragraph($"Before anything is compared, the probability that two records match is {Numbers.Small(model.Prior)}{share}, a weight of {Numbers.Bits(MatchWeights.OfProbability(model.Prior))} bits.");
        var levels = model.Comparisons.SelectMany(comparison => comparison.Levels.Where(level => !level.IsNull).Select(level => (comparison.Name, Level: level))).ToArray();
        page.Show(new Figure(
            "weights",
            "Match weight by level",
            [new("comparison", "Comparison"), new("level", "Level"), new("bits", "Weight (bits)", Cell.Bits)],
            [.. levels.Select(row => new object?[] { row.Name, row.Level.Label, WeightOf(row.Level) })])
        {
            Chart = Charts.MatchWeights,
            ChartSays = "Bars of the match weight of each level, to the right for a match and to the left against it.",
            MostChartRows = 80,
        });
        page.Heading("m and u");
        page.Paragraph("m is how often a level is seen when two records are one person's, u when they are two people's. The weight is log2(m/u). A dash: never observed.");
        page.Show(new Figure(
            "shares",
            "m and u by level",
            [new("comparison", "Comparison"), new("level", "Level"), new("m", "m", Cell.Small), new("u", "u", Cell.Small)],
            [.. levels.Select(row => new object?[] { row.Name, row.Level.Label, row.Level.M, row.Level.U })])
        {
            Chart = Charts.Shares,
            ChartSays = "Pairs of bars of m and u for each level.",
            MostChartRows = 80,
        });
    }

    static void WriteTraining(ReportPage page)
    {
        var rounds = page.Facts.Training;
        if (rounds.Count == 0)
            return;
        page.Section("training", "How the model was trained", "Each session goes on until nothing moves any more. A line that does not fall has not settled.");
        page.Show(new Figure(
            "rounds",
            "Training, round by round",
            [new("session", "Session"), new("round", "Round", Cell.Count), new("prior", "Probability of a match in the session", Cell.Small), new("change", "Largest change", Cell.Small)],
            [.. rounds.Select(round => new object?[] { round.Session, round.Round, round.Prior, round.LargestChange > 0 ? round.LargestChange : null })])
        {
            Chart = Charts.Training,
            ChartSays = "Lines of the largest change in each round of each training session.",
            MostChartRows = 500,
        });
    }

    static void WriteTerms(ReportPage page)
    {
        var terms = page.Facts.TermFrequencies;
        if (terms.Count == 0)
            return;
        page.Section("terms", "Common and rare values", "Two people called by a common name often share it by chance, so agreeing on a rare value is worth more.");
        page.Show(new Figure(
            "term-table",
            "What agreeing on a value is worth",
            [
                new("row", "No.", Cell.Count), new("field", "Field"), new("value", "Value"), new("records", "Records", Cell.Count),
                new("share", "Share of records", Cell.Small), new("bits", "Worth (bits)", Cell.Bits),
            ],
            [.. terms.Select((term, index) => new object?[] { index + 1, term.Field, Masking.Mask(term.Value, page.ShowValues), term.Records, term.Frequency, term.WeightBits })])
        {
            Chart = Charts.TermFrequencies,
            ChartSays = "Bars of what agreeing on each value is worth.",
            MostChartRows = 60,
        });
    }

    static double? WeightOf(ComparisonLevel level) => level is { M: > 0, U: > 0 } ? MatchWeights.OfLevel(level.M.Value, level.U.Value) : null;
}
