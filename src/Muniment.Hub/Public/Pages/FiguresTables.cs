using System.Globalization;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Figures;
using NodaTime.Text;

namespace Muniment.Hub.Public.Pages;

/// <summary>Two tables over the same lines: what was asked and disclosed, and what came of it.</summary>
/// <param name="Caption">Of the first.</param>
/// <param name="OutcomesCaption">Of the second.</param>
/// <param name="Head">What the lines are: "Month", "Name".</param>
/// <param name="Lines">The lines, a total last where there is one.</param>
sealed record FiguresTables(string Caption, string OutcomesCaption, string Head, IReadOnlyList<FiguresLine> Lines)
{
    /// <summary>Month by month, and the total of several.</summary>
    public static FiguresTables ByMonth(FiguresByMonth figures, PageWords words)
    {
        var lines = figures.Months.Select(month => new FiguresLine(words.MonthName(month.Month), null, month.Row, month.Disclosed)).ToList();
        if (lines.Count > 1)
            lines.Add(new FiguresLine(words["public.statistics.total"], null, figures.Whole with { IsSandbox = false }, figures.Disclosed));
        return new FiguresTables(words["public.statistics.months.all"], words["public.statistics.months.outcomes"], words["public.statistics.month"], lines);
    }

    /// <summary>By agreement, partner or source, over all months.</summary>
    public static FiguresTables ByRow(FiguresByMonth figures, PageWords words) =>
        new(words["public.statistics.rows.all"], words["public.statistics.rows.outcomes"], words["public.statistics.name"], [.. figures.Rows.Select(row => FiguresLine.Of(row, words))]);
}

/// <summary>One line.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Address">Where more is; null: nowhere.</param>
/// <param name="Row">Its sums.</param>
/// <param name="Disclosed">What was disclosed.</param>
sealed record FiguresLine(string Name, string? Address, StatisticsRow Row, ToldCount Disclosed)
{
    /// <summary>The line of an agreement, partner or source.</summary>
    public static FiguresLine Of(FiguresRow row, PageWords words) => new(row.Row.Name.Length == 0 ? words["public.statistics.outside"] : row.Row.Name, row.Address, row.Row, row.AllDisclosed);
}

/// <summary>How figures are written on pages.</summary>
static class FigureText
{
    static readonly YearMonthPattern s_month = YearMonthPattern.CreateWithInvariantCulture("uuuu'-'MM");

    /// <summary>Whether a text is a month, YYYY-MM.</summary>
    public static bool IsMonth(string text) => s_month.Parse(text).Success;

    /// <summary>A month, YYYY-MM, in words.</summary>
    public static string MonthName(this PageWords words, string month) => words.Month(s_month.Parse(month).Value);

    /// <summary>A rate as a percentage with one decimal place; words where there is none.</summary>
    public static string Rate(this PageWords words, double? rate) => rate is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known * 100:0.0}%") : words["public.statistics.none"];

    /// <summary>Between how many people, or how many.</summary>
    public static string People(this PageWords words, StatisticsRow row) =>
        row.PeopleAtLeast == row.PeopleAtMost ? words.Number(row.PeopleAtMost) : words["public.statistics.between", row.PeopleAtLeast, row.PeopleAtMost];

    /// <summary>A sum of which parts may not be told.</summary>
    public static string Told(this PageWords words, ToldCount count) => count switch
    {
        { NotTold: 0 } => words.Number(count.Told),
        { Told: 0 } => words["public.statistics.not-told"],
        _ => words["public.statistics.at-least", count.Told],
    };

    /// <summary>What a pause did, as a sentence.</summary>
    public static string Effect(this PageWords words, PauseEffect effect) => words[effect.Change <= 0 ? "public.statistics.effect.fewer" : "public.statistics.effect.more",
        words.Count("public.statistics.months-before", effect.MonthsBefore), (long)Math.Round(effect.BeforeAMonth),
        words.Count("public.statistics.months-after", effect.MonthsAfter), (long)Math.Round(effect.AfterAMonth), Math.Abs(effect.Change).ToString("0%", CultureInfo.InvariantCulture)];
}
