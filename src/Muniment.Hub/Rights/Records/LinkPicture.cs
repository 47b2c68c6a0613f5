using System.Globalization;
using System.Text;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Rights.Records;

/// <summary>A picture of how records belong together: a numbered circle for each, a line for each sure pair. The page says the same in words.</summary>
/// <remarks>SVG without style, script or text of people's: numbers alone. Pure.</remarks>
static class LinkPicture
{
    const int Width = 280;
    const int Height = 220;
    const int Radius = 18;

    /// <summary>Draws it.</summary>
    /// <param name="count">How many records, 1 or more.</param>
    /// <param name="links">The pairs.</param>
    /// <param name="least">Pairs of at least this probability are joined by a full line, others by a dashed one.</param>
    /// <param name="title">What it shows, encoded already.</param>
    public static string Draw(int count, IReadOnlyList<RecordLink> links, double least, string title)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img" aria-label="{title}" direction="ltr">""");
        foreach (var link in links)
        {
            var (x1, y1) = At(link.Left, count);
            var (x2, y2) = At(link.Right, count);
            var dash = link.Probability >= least ? "" : " stroke-dasharray=\"4 5\"";
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#1d70b8" stroke-width="{(link.Probability >= least ? 4 : 2)}"{dash}/>""");
        }
        for (var place = 0; place < count; place++)
        {
            var (x, y) = At(place, count);
            svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x}" cy="{y}" r="{Radius}" fill="#ffffff" stroke="#0b0c0c" stroke-width="2"/><text x="{x}" y="{y + 6}" text-anchor="middle" font-size="17" font-family="system-ui, sans-serif" fill="#0b0c0c">{place + 1}</text>""");
        }
        return svg.Append("</svg>").ToString();
    }

    static (int X, int Y) At(int place, int count)
    {
        if (count == 1)
            return (Width / 2, Height / 2);
        var angle = (2 * Math.PI * place / count) - (Math.PI / 2);
        return ((int)Math.Round((Width / 2) + (Math.Cos(angle) * ((Width / 2) - Radius - 4))), (int)Math.Round((Height / 2) + (Math.Sin(angle) * ((Height / 2) - Radius - 4))));
    }
}
