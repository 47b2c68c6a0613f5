using System.Globalization;
using System.Xml.Linq;
using Muniment.Cli.Reports;

namespace Muniment.Cli.Tests.Reports;

public class WaterfallTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Of_AnyExplanation_EndsWhereTheScorerDoes(int direction)
    {
        var explanation = SampleRun.Explanation(direction);

        var bars = Waterfall.Of(explanation, "a", "b", showValues: false).Bars;

        Assert.Equal(explanation.TotalBits, bars[^1].ToBits);
        Assert.Equal(explanation.TotalBits, bars[^2].ToBits, 9);
        Assert.Equal(explanation.PriorBits, bars[0].ToBits);
        for (var bar = 1; bar < bars.Count - 1; bar++)
            Assert.Equal(bars[bar - 1].ToBits, bars[bar].FromBits);
        Assert.Equal(direction > 0, bars.Any(bar => bar.Kind == BarKind.Correction));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Svg_HostileIds_IsWellFormedWithABarForEachStep(int direction)
    {
        var waterfall = Waterfall.Of(SampleRun.Explanation(direction), SampleRun.Hostile, "b", showValues: true);

        var svg = XDocument.Parse(WaterfallSvg.Draw(waterfall)).Root!;

        Assert.Equal("{http://www.w3.org/2000/svg}svg", svg.Name.ToString());
        var ns = svg.Name.Namespace;
        Assert.Equal(waterfall.Bars.Count + 1, svg.Elements(ns + "rect").Count());
        Assert.Contains(SampleRun.Hostile, svg.Element(ns + "title")!.Value, StringComparison.Ordinal);
        Assert.All(svg.Elements(ns + "rect").Skip(1), bar =>
        {
            var x = double.Parse(bar.Attribute("x")!.Value, CultureInfo.InvariantCulture);
            Assert.InRange(x, 0, 720);
            Assert.InRange(x + double.Parse(bar.Attribute("width")!.Value, CultureInfo.InvariantCulture), 0, 720);
        });
    }

    [Fact]
    public void Text_InAPipe_HasNoEscapesAndMasksValues()
    {
        using var to = new StringWriter();

        WaterfallText.Write(to, Waterfall.Of(SampleRun.Explanation(1), "a:1", "b:2", showValues: false), colour: false);

        var text = to.ToString();
        Assert.DoesNotContain("\e", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Robert", text, StringComparison.Ordinal);
        Assert.Contains("a:1 and b:2: match probability", text, StringComparison.Ordinal);
        Assert.Contains("(missing) | r•••••###@•••••.…", text, StringComparison.Ordinal);
        Assert.Contains("A value is missing in email", text, StringComparison.Ordinal);
    }
}
