using System.Text;
using System.Text.Json;

namespace Muniment.Cli.Reports;

/// <summary>What a table's column holds, and so how it is written.</summary>
enum Cell
{
    Text,
    Count,
    Bits,
    Share,
    Percent,
    Probability,
    Small,
    Seconds,
}

/// <summary>A column of a figure: its key in the chart's data, its heading, and what it holds.</summary>
sealed record FigureColumn(string Key, string Heading, Cell Cell = Cell.Text);

/// <summary>Numbers to show: always a table, and beside it a chart of the very same rows if there is a specification.</summary>
/// <param name="Id">Unique on the page; letters and hyphens.</param>
/// <param name="Caption">What the numbers are.</param>
/// <param name="Columns">The table's columns.</param>
/// <param name="Rows">[rows][columns] text, long, int or double; null: nothing known.</param>
sealed record Figure(string Id, string Caption, IReadOnlyList<FigureColumn> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Vega-Lite specification without data; null: a table alone.</summary>
    public string? Chart { get; init; }

    /// <summary>One sentence that tells what the chart shows, for those who cannot see it.</summary>
    public string ChartSays { get; init; } = "";

    /// <summary>The chart shows the first so many rows; the table all.</summary>
    public int MostChartRows { get; init; } = 200;

    /// <summary>A table of more columns goes under its chart, for beside it there is no room.</summary>
    const int WidestBeside = 5;

    /// <summary>Writes the table and, where the page has charts, the place and the data of the chart.</summary>
    public void WriteTo(Html html, bool withCharts)
    {
        var drawn = Chart is not null && withCharts && Rows.Count > 0;
        html.Add($"<div class=\"figure{(drawn ? " with-chart" : "")}{(Columns.Count > WidestBeside ? " wide" : "")}\" id=\"{Id}\">\n");
        if (drawn)
        {
            html.Add($"<div class=\"chart\" role=\"img\" aria-label=\"{ChartSays} The table has the same numbers.\" data-spec=\"{Id}-spec\"></div>\n");
            html.Add($"<script type=\"application/json\" id=\"{Id}-spec\">").AddSafe(Specification()).Add($"</script>\n");
        }
        html.Add($"<div class=\"scroll\" role=\"region\" aria-labelledby=\"{Id}-caption\" tabindex=\"0\"><table><caption id=\"{Id}-caption\">{Caption}</caption>\n<thead><tr>");
        foreach (var column in Columns)
            html.Add($"<th scope=\"col\"{ClassOf(column)}>{column.Heading}</th>");
        html.Add($"</tr></thead>\n<tbody>\n");
        foreach (var row in Rows)
            WriteRow(html, row);
        if (Rows.Count == 0)
            html.Add($"<tr><td colspan=\"{Columns.Count}\">None.</td></tr>\n");
        html.Add($"</tbody></table></div>\n</div>\n");
    }

    void WriteRow(Html html, object?[] row)
    {
        html.Add($"<tr>");
        for (var column = 0; column < Columns.Count; column++)
        {
            var text = Format(Columns[column].Cell, row[column]);
            // The names of comparisons are long words: they may break after an underscore, so that the columns beside them are seen.
            Literal breakable = new(Html.Escape(text).Replace("_", "_<wbr/>", StringComparison.Ordinal));
            if (column == 0)
                html.Add($"<th scope=\"row\"{ClassOf(Columns[0])}>{breakable}</th>");
            else
                html.Add($"<td{ClassOf(Columns[column])}>{breakable}</td>");
        }
        html.Add($"</tr>\n");
    }

    static Literal ClassOf(FigureColumn column) => new(column.Cell == Cell.Text ? "" : " class=\"number\"");

    static string Format(Cell cell, object? value) => value switch
    {
        null => "–",
        string text => text,
        int number => Numbers.Count(number),
        long number => Numbers.Count(number),
        double number => cell switch
        {
            Cell.Bits => Numbers.Bits(number),
            Cell.Percent => Numbers.Percent(number),
            Cell.Probability => Numbers.Probability(number),
            Cell.Small => Numbers.Small(number),
            Cell.Seconds => number.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture),
            _ => Numbers.Share(number),
        },
        _ => throw new System.Diagnostics.UnreachableException($"A figure cannot show {value.GetType()}."),
    };

    /// <summary>The specification with its data in front. The default encoder escapes &lt;, &gt; and &amp;, so it cannot end its script element.</summary>
    string Specification()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var row in Rows.Take(MostChartRows))
            {
                json.WriteStartObject();
                for (var column = 0; column < Columns.Count; column++)
                    WriteValue(json, Columns[column].Key, row[column]);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return $$"""{"data":{"values":{{Encoding.UTF8.GetString(stream.ToArray())}}},{{Chart!.TrimStart()[1..]}}""";
    }

    static void WriteValue(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(key, text);
                break;
            case int number:
                json.WriteNumber(key, number);
                break;
            case long number:
                json.WriteNumber(key, number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(key, number);
                break;
            default:
                json.WriteNull(key);
                break;
        }
    }
}

/// <summary>Markup of this program's own, to be written as it is.</summary>
readonly record struct Literal(string Markup);
