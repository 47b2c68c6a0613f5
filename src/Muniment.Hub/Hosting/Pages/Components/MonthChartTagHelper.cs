using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Pages.Components;

/// <summary>Draws a <see cref="MonthChart"/> on the server: &lt;m-month-chart chart="Model.Chart" /&gt;. Needs no script; its colours are in the style sheet.</summary>
[HtmlTargetElement("m-month-chart", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MonthChartTagHelper : TagHelper
{
    // In units of the drawing, which is as wide as its column and no narrower than 560 px.
    const double Width = 760;
    const double PlotHeight = 220;
    const double Left = 64;
    const double Right = 8;
    const double LineHeight = 18;
    const double FootHeight = 44;
    const int MostNumbers = 14;

    /// <summary>What is drawn.</summary>
    public required MonthChart Chart { get; set; }

    /// <summary>The page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    PageWords Words => ViewContext.HttpContext.RequestServices.GetRequiredService<PageWords>();

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var region = Html.Element("div", Drawing(), ("class", "app-table app-chart__drawing"), ("role", "region"), ("aria-label", $"{Words["chart.title"]}: {Chart.Title}"), ("tabindex", "0"));
        output.TagName = "figure";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "app-chart");
        output.Content.SetHtmlContent(new HtmlContentBuilder().AppendHtml(Html.Element("figcaption", Chart.Title, ("class", "govuk-heading-s"))).AppendHtml(region));
    }

    TagBuilder Drawing()
    {
        var marks = Chart.MarksShown;
        var top = LineHeight * (marks.Count + 1);
        var (step, most) = Scale(Chart.Greatest);
        var svg = new HtmlContentBuilder();
        for (var value = 0L; value <= most; value += step)
        {
            var y = top + PlotHeight - (PlotHeight * value / most);
            svg.AppendHtml(Line("app-chart__grid", Left, y, Width - Right, y)).AppendHtml(Text(Left - 8, y + 5, Words.Number(value), "end"));
        }
        var slot = (Width - Left - Right) / Math.Max(Chart.Months.Count, 1);
        for (var place = 0; place < Chart.Months.Count; place++)
            svg.AppendHtml(Bar(Chart.Months[place], Left + (slot * place), slot, top, most));
        var every = (int)Math.Ceiling(Chart.Months.Count / (double)MostNumbers);
        for (var place = 0; place < Chart.Months.Count; place += every)
            svg.AppendHtml(MonthLabel(place, Left + (slot * (place + 0.5)), top + PlotHeight + LineHeight));
        for (var place = 0; place < marks.Count; place++)
            svg.AppendHtml(Mark(marks[place], LineHeight * (place + 1), slot, top));
        return Html.Element("svg", svg, ("class", "app-chart__svg"), ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {top + PlotHeight + FootHeight}")), ("role", "img"), ("aria-label", $"{Chart.Title}. {Words["chart.table"]}"));
    }

    IHtmlContent Bar(MonthValue month, double x, double slot, double top, long most)
    {
        var bar = new HtmlContentBuilder();
        var numbered = Chart.Months.Count <= MostNumbers;
        if (month.Value is not { } value)
            return numbered ? bar.AppendHtml(Text(x + (slot / 2), top + PlotHeight - 6, Words["chart.not-told"], "middle")) : bar;
        var height = PlotHeight * value / most;
        bar.AppendHtml(Html.Element("rect", null, ("class", "app-chart__bar"), ("x", Coordinate(x + (slot * 0.15))), ("y", Coordinate(top + PlotHeight - height)), ("width", Coordinate(slot * 0.7)), ("height", Coordinate(height))));
        return numbered ? bar.AppendHtml(Text(x + (slot / 2), top + PlotHeight - height - 5, Words.Number(value), "middle")) : bar;
    }

    /// <summary>The month's short name, and beneath the first and each January the year.</summary>
    IHtmlContent MonthLabel(int place, double x, double y)
    {
        var (year, month) = (Chart.Months[place].Month[..4], Chart.Months[place].Month[5..].TrimStart('0'));
        var label = new HtmlContentBuilder().AppendHtml(Text(x, y, Words[$"month-short.{month}"], "middle"));
        return place == 0 || month == "1" ? label.AppendHtml(Text(x, y + LineHeight, year, "middle")) : label;
    }

    IHtmlContent Mark(MonthMark mark, double y, double slot, double top)
    {
        var place = Chart.Months.TakeWhile(month => month.Month != mark.Month).Count();
        var x = Left + (slot * place); // where the month begins
        var atEnd = x > Width * 0.7;
        return new HtmlContentBuilder().AppendHtml(Line("app-chart__mark", x, y - 12, x, top + PlotHeight)).AppendHtml(Text(atEnd ? x - 6 : x + 6, y, mark.Label, atEnd ? "end" : "start", "app-chart__text app-chart__text--mark"));
    }

    static TagBuilder Line(string style, double x1, double y1, double x2, double y2) => Html.Element("line", null, ("class", style), ("x1", Coordinate(x1)), ("y1", Coordinate(y1)), ("x2", Coordinate(x2)), ("y2", Coordinate(y2)));

    static TagBuilder Text(double x, double y, string text, string anchor, string style = "app-chart__text") => Html.Element("text", text, ("class", style), ("x", Coordinate(x)), ("y", Coordinate(y)), ("text-anchor", anchor));

    static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A step of 1, 2 or 5 times a power of ten, and the multiple of it that all bars stay under: four or five lines.</summary>
    internal static (long Step, long Most) Scale(long greatest)
    {
        var step = 1L;
        while (step * 4 < greatest)
            step = step.ToString(CultureInfo.InvariantCulture)[0] == '2' ? step / 2 * 5 : step * 2;
        return (step, Math.Max(1, (greatest + step - 1) / step) * step);
    }
}
