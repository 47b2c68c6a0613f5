namespace Muniment.Cli.Reports;

/// <summary>What went in: sources, what was chosen, completeness, blocking.</summary>
static class InputSections
{
    public static void Write(ReportPage page)
    {
        WriteSources(page);
        WriteChosen(page);
        WriteColumns(page);
        WriteBlocking(page);
    }

    static void WriteSources(ReportPage page)
    {
        page.Section("sources", "Sources", "The files that were read, and how many records each holds.");
        page.Show(new Figure(
            "source-table",
            "Records by source",
            [new("source", "Source"), new("records", "Records", Cell.Count)],
            [.. page.Facts.Sources.Select(source => new object?[] { source.Name, source.Records })]));
        if (page.Facts.Rejected > 0)
            page.Paragraph($"{Numbers.Count(page.Facts.Rejected)} rows could not be read. They are in rejects.csv, each with its line and the reason.");
    }

    static void WriteChosen(ReportPage page)
    {
        var facts = page.Facts;
        if (facts.Warnings.Count > 0)
        {
            page.Section("warnings", "Please look at", "What the program noticed and cannot settle by itself.");
            page.Sentences(facts.Warnings);
        }
        if (facts.Chosen.Count > 0)
        {
            page.Section("chosen", "What was chosen", "What the program found out or decided where nobody told it. All of it is in model.json, where it can be changed.");
            page.Sentences(facts.Chosen);
        }
    }

    static void WriteColumns(ReportPage page)
    {
        var columns = page.Facts.Columns;
        if (columns.Count == 0)
            return;
        page.Section("completeness", "How complete the columns are", "A column that is often empty cannot say much, and a column with few different values cannot tell people apart.");
        page.Show(new Figure(
            "columns",
            "Values by column",
            [
                new("column", "Column"), new("role", "Taken as"), new("share", "Records with a value", Cell.Percent),
                new("known", "Records", Cell.Count), new("distinct", "Different values", Cell.Count),
            ],
            [.. columns.Select(column => new object?[] { column.Name, column.Role, column.Records == 0 ? 0d : (double)column.Known / column.Records, column.Known, column.Distinct })])
        {
            Chart = Charts.Completeness,
            ChartSays = "Bars of the share of records with a value, by column.",
            MostChartRows = 40,
        });
    }

    static void WriteBlocking(ReportPage page)
    {
        var rules = page.Facts.Blocking;
        if (rules.Count == 0)
            return;
        page.Section("blocking", "Which pairs were compared", "Not every pair can be compared, so only records that share something are. Each pair counts for the first rule that makes it.");
        page.Show(new Figure(
            "rules",
            "Pairs by blocking rule",
            [new("number", "No.", Cell.Count), new("rule", "Rule"), new("pairs", "Pairs first made", Cell.Count), new("all", "Pairs so far", Cell.Count), new("lost", "Given up", Cell.Count)],
            [.. rules.Select((rule, index) => new object?[] { index, rule.Rule, rule.NewPairs, rules.Take(index + 1).Sum(earlier => earlier.NewPairs), rule.GivenUp })])
        {
            Chart = Charts.Blocking,
            ChartSays = "Bars of the pairs that each blocking rule was the first to make.",
            MostChartRows = 40,
        });
    }
}
