using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Muniment.Cli.Reports;

namespace Muniment.Cli.Tests.Reports;

public class ReportFileTests
{
    static readonly string s_page = Write(SampleRun.Facts(), showValues: false);

    [Fact]
    public void Write_AnyRun_HasATableForEveryChart()
    {
        var body = ReportPage.Build(SampleRun.Facts(), showValues: false, withCharts: true);

        var specifications = Regex.Matches(body, "data-spec=\"([a-z-]+)-spec\"").Select(match => match.Groups[1].Value).ToArray();
        Assert.True(specifications.Length >= 13, $"only {specifications.Length} charts");
        Assert.Distinct(specifications);
        foreach (var id in specifications)
        {
            Assert.Contains($"<caption id=\"{id}-caption\">", body, StringComparison.Ordinal);
            var json = Regex.Match(body, $"<script type=\"application/json\" id=\"{id}-spec\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
            using var specification = System.Text.Json.JsonDocument.Parse(json);
            Assert.NotEqual(0, specification.RootElement.GetProperty("data").GetProperty("values").GetArrayLength());
        }
    }

    [Fact]
    public void Write_WithoutChartPrograms_SaysSoAndHasTheSameTables()
    {
        var with = ReportPage.Build(SampleRun.Facts(), showValues: false, withCharts: true);
        var without = ReportPage.Build(SampleRun.Facts(), showValues: false, withCharts: false);

        Assert.DoesNotContain("data-spec", without, StringComparison.Ordinal);
        Assert.Contains("built without its charts", without, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(with, "<table>"), Regex.Count(without, "<table>"));
    }

    [Fact]
    public void Write_HostileValues_AreEscaped()
    {
        foreach (var page in new[] { s_page, Write(SampleRun.Facts(), showValues: true) })
        {
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Write_ValuesNotToBeShown_AreMasked()
    {
        var body = ReportPage.Build(SampleRun.Facts(), showValues: false, withCharts: true);

        Assert.DoesNotContain("Robert", body, StringComparison.Ordinal);
        Assert.DoesNotContain("1971", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Smith", body, StringComparison.Ordinal);
        Assert.Contains("R•••••", body, StringComparison.Ordinal);
        Assert.Contains("Robert", ReportPage.Build(SampleRun.Facts(), showValues: true, withCharts: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyRun_LoadsNothing()
    {
        var body = ReportPage.Build(SampleRun.Facts(), showValues: true, withCharts: true);

        Assert.Contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '", s_page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<(link|iframe|img|object|embed|base|form)\\b", body);
        Assert.DoesNotMatch("(?i)\\b(src|href|action|poster|data)\\s*=\\s*[\"'](?!#)", body);
        Assert.DoesNotContain("http", body.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<script[^>]+src", s_page);
        Assert.DoesNotMatch("(?i)@import|url\\(", s_page[..s_page.IndexOf("</style>", StringComparison.Ordinal)]);
    }

    [Fact]
    public void Write_AnyRun_ClosesEveryElementAndUsesEachIdOnce()
    {
        var body = ReportPage.Build(SampleRun.Facts(), showValues: true, withCharts: true);

        var tree = XDocument.Parse($"<body>{Regex.Replace(body, "<script.*?</script>", "", RegexOptions.Singleline)}</body>");

        Assert.Distinct(tree.Descendants().Select(element => (string?)element.Attribute("id")).Where(id => id is not null));
        var ids = tree.Descendants().Select(element => (string?)element.Attribute("id")).ToHashSet();
        Assert.All(tree.Descendants("a"), link => Assert.Contains(((string)link.Attribute("href")!)[1..], ids));
        Assert.All(tree.Descendants("table"), table => Assert.NotEmpty(table.Elements("caption")));
        Assert.All(tree.Descendants("section"), section => Assert.Equal("says", (string?)section.Element("p")?.Attribute("class")));
        Assert.Single(tree.Descendants("h1"));
    }

    [Fact]
    public void Write_SameFacts_GivesTheSameBytes()
    {
        Assert.Equal(s_page, Write(SampleRun.Facts(), showValues: false));

        // To look at it: MUNIMENT_TEST_REPORT=/tmp/report.html ./test cli
        if (Environment.GetEnvironmentVariable("MUNIMENT_TEST_REPORT") is { Length: > 0 } path)
            File.WriteAllText(path, s_page);
    }

    [Fact]
    public void Write_NothingButAModel_IsAPage()
    {
        var page = Write(new RunFacts { Title = "empty", Sources = [], Model = new() { Comparisons = [] } }, showValues: false);

        Assert.Contains("<h1>empty</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page[..page.IndexOf("</main>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TruthNotKnown_HasNoAccuracy() =>
        Assert.DoesNotContain("Against the truth", Write(SampleRun.Facts(withTruth: false), showValues: false), StringComparison.Ordinal);

    static string Write(RunFacts facts, bool showValues)
    {
        using var stream = new MemoryStream();
        ReportFile.Write(stream, facts, showValues);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
