using System.Globalization;
using System.Text;

namespace Muniment.Cli.Reports;

/// <summary>Draws a waterfall as SVG: one picture that needs nothing else, with its numbers as text.</summary>
static class WaterfallSvg
{
    const int Width = 720;
    const int LabelWidth = 310;
    const int NumberWidth = 62;
    const int RowHeight = 26;
    const int Top = 44;

    /// <summary>The whole svg element, in UTF-8 characters, without an XML declaration.</summary>
    public static string Draw(Waterfall waterfall)
    {
        var low = Math.Min(0, waterfall.Bars.Min(bar => Math.Min(bar.FromBits, bar.ToBits)));
        var high = Math.Max(0, waterfall.Bars.Max(bar => Math.Max(bar.FromBits, bar.ToBits)));
        var span = Math.Max(1, high - low);
        double X(double bits) => LabelWidth + NumberWidth + ((bits - low) / span * (Width - LabelWidth - NumberWidth - 12));
        var height = Top + (RowHeight * waterfall.Bars.Count) + 14;
        var svg = new StringBuilder();
        var title = $"{waterfall.LeftId} and {waterfall.RightId}: match probability {Numbers.Probability(waterfall.Probability)}";
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" role="img" font-family="system-ui, sans-serif" font-size="13">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<title>{Html.Escape(title)}</title><rect width="{Width}" height="{height}" fill="#ffffff"/>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="8" y="24" font-size="15" font-weight="600" fill="#16202b">{Html.Escape(title)}</text>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{X(0):0.#}" x2="{X(0):0.#}" y1="{Top - 6}" y2="{height - 10}" stroke="#6b7785" stroke-dasharray="2 3"/>""");
        for (var row = 0; row < waterfall.Bars.Count; row++)
            DrawBar(svg, waterfall, row, X);
        return svg.Append("</svg>").ToString();
    }

    static void DrawBar(StringBuilder svg, Waterfall waterfall, int row, Func<double, double> x)
    {
        var bar = waterfall.Bars[row];
        var y = Top + (row * RowHeight);
        var text = y + 16;
        var left = x(Math.Min(bar.FromBits, bar.ToBits));
        var width = Math.Max(1.5, Math.Abs(x(bar.ToBits) - x(bar.FromBits)));
        var fill = bar.Kind is BarKind.Total or BarKind.Prior ? "#45515e" : bar.AddedBits < 0 ? "#b4480f" : "#1d5fa8";
        var label = bar.Level.Length == 0 ? bar.Label : $"{bar.Label}: {bar.Level}";
        if (bar.Kind == BarKind.Total)
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="8" x2="{Width - 8}" y1="{y - 1}" y2="{y - 1}" stroke="#c9d1d9"/>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="8" y="{text}" fill="#16202b"{(bar.Kind == BarKind.Total ? " font-weight=\"600\"" : "")}>{Html.Escape(Shorten(label, 44))}</text>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth + NumberWidth - 10}" y="{text}" text-anchor="end" fill="#16202b">{Numbers.Bits(bar.AddedBits)}</text>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{left:0.#}" y="{y + 4}" width="{width:0.#}" height="{RowHeight - 9}" rx="1.5" fill="{fill}"/>""");
        if (row + 1 < waterfall.Bars.Count)
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{x(bar.ToBits):0.#}" x2="{x(bar.ToBits):0.#}" y1="{y + RowHeight - 5}" y2="{y + RowHeight + 4}" stroke="#6b7785"/>""");
    }

    static string Shorten(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";
}
