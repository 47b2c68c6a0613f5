using System.Globalization;

namespace Muniment.Cli.Reports;

/// <summary>Draws a waterfall as lines of text: the same in a terminal, in a pipe and in a file.</summary>
static class WaterfallText
{
    const int BarWidth = 36;

    /// <summary>Writes the pair, its bars, and what is missing.</summary>
    /// <param name="to">Receives the lines.</param>
    /// <param name="waterfall">What to draw.</param>
    /// <param name="colour">True: bars for a match in blue, against it in orange, by ANSI escapes.</param>
    public static void Write(TextWriter to, Waterfall waterfall, bool colour)
    {
        var low = Math.Min(0, waterfall.Bars.Min(bar => Math.Min(bar.FromBits, bar.ToBits)));
        var high = Math.Max(0, waterfall.Bars.Max(bar => Math.Max(bar.FromBits, bar.ToBits)));
        var perBit = (BarWidth - 1) / Math.Max(1, high - low);
        var labels = waterfall.Bars.Select(bar => bar.Level.Length == 0 ? bar.Label : $"{bar.Label}: {bar.Level}").ToArray();
        var width = Math.Min(60, labels.Max(label => label.Length));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{waterfall.LeftId} and {waterfall.RightId}: match probability {Numbers.Probability(waterfall.Probability)}"));
        to.WriteLine();
        for (var row = 0; row < labels.Length; row++)
        {
            var bar = waterfall.Bars[row];
            var label = labels[row].Length > width ? labels[row][..(width - 1)] + "…" : labels[row];
            var from = (int)Math.Round((Math.Min(bar.FromBits, bar.ToBits) - low) * perBit);
            var length = Math.Max(1, (int)Math.Round(Math.Abs(bar.AddedBits) * perBit));
            var drawn = new string(bar.AddedBits < 0 ? '▒' : '█', length);
            if (colour)
                drawn = $"\e[{(bar.Kind is BarKind.Total or BarKind.Prior ? "90" : bar.AddedBits < 0 ? "33" : "34")}m{drawn}\e[0m";
            if (bar.Kind == BarKind.Total)
                to.WriteLine(new string('─', width + 10 + BarWidth));
            to.WriteLine($"{label.PadRight(width)} {Numbers.Bits(bar.AddedBits),8}  {new string(' ', Math.Min(from, BarWidth - 1))}{drawn}");
            if (bar.Left is not null || bar.Right is not null)
                to.WriteLine($"    {Printable(bar.Left)} | {Printable(bar.Right)}");
        }
        if (waterfall.AbsentFields.Count > 0)
        {
            to.WriteLine();
            to.WriteLine($"A value is missing in {string.Join(", ", waterfall.AbsentFields)}, which therefore says nothing.");
        }
    }

    /// <summary>A value without control characters: what is in a file must not steer a terminal.</summary>
    public static string Printable(string? value) =>
        value is null ? "(missing)" : string.Concat(value.Select(character => char.IsControl(character) ? '\uFFFD' : character));
}
