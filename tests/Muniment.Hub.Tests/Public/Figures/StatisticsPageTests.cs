using System.Globalization;
using System.Net;
using System.Text.Json;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tests.Exchange;

namespace Muniment.Hub.Tests.Public.Figures;

public sealed class StatisticsPageTests
{
    [Fact]
    public async Task Page_NoMonthHasEnded_SaysWhenOneAppears()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        using var browser = new Browser(exchange.Hub);

        Assert.Contains("No month has ended yet", StaffBrowser.Text(await browser.PageAsync("/statistics")), StringComparison.Ordinal);
        Assert.Contains("No month has ended yet", StaffBrowser.Text(await browser.PageAsync("/register/agreements/licences")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AfterAPause_ShowsTheFallInWordsChartAndTable()
    {
        await using var exchange = await YearAsync();
        using var browser = new Browser(exchange.Hub);

        var page = await browser.PageAsync("/statistics");
        var specification = JsonDocument.Parse(await browser.ReadAsync("/statistics.vl.json")).RootElement;

        Assert.Contains("disclosures a month", StaffBrowser.Text(page), StringComparison.Ordinal);
        Assert.Contains("100% fewer", StaffBrowser.Text(page), StringComparison.Ordinal);
        Assert.Contains("over-30s paused", page.QuerySelector("svg")!.TextContent, StringComparison.Ordinal);
        var table = page.QuerySelector("table")!.QuerySelectorAll("tbody tr").Select(row => (Month: row.QuerySelector("th")!.TextContent.Trim(), Disclosed: row.QuerySelectorAll("td")[2].TextContent)).ToList();
        Assert.Equal(["March 2026", "April 2026", "May 2026", "Total"], table.Select(row => row.Month));
        Assert.Equal("0", table[2].Disclosed);
        // The specification holds what the table holds.
        Assert.Equal(table[..3].Select(row => long.Parse(row.Disclosed, CultureInfo.InvariantCulture)), specification.GetProperty("layer")[0].GetProperty("data").GetProperty("values").EnumerateArray().Select(value => value.GetProperty("value").GetInt64()));
        Assert.Equal("2026-04", specification.GetProperty("layer")[1].GetProperty("data").GetProperty("values")[0].GetProperty("month").GetString());
        Assert.Equal(3, page.QuerySelectorAll("svg rect").Length);
    }

    [Fact]
    public async Task Page_OfTwoMonthsByPartner_ShowsThoseAndLinksToTheSame()
    {
        await using var exchange = await YearAsync();
        using var browser = new Browser(exchange.Hub);

        var page = await browser.PageAsync("/statistics?from=2026-04&to=2026-05&by=partner");
        var turned = await browser.PageAsync("/statistics?from=2026-05&to=2026-04&by=partner");
        using var unknown = await browser.GetAsync("/statistics?from=May");
        using var grouping = await browser.GetAsync("/statistics?by=person");

        Assert.Contains("Licensing Agency", StaffBrowser.Text(page), StringComparison.Ordinal);
        Assert.DoesNotContain("March 2026", page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href='/statistics.csv?from=2026-04&to=2026-05&by=partner']"));
        Assert.Equal("2026-04", page.QuerySelector("#From option[selected]")!.GetAttribute("value"));
        Assert.Contains("exchanged", StaffBrowser.Errors(turned), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, grouping.StatusCode));
    }

    [Fact]
    public async Task Page_CellTooSmall_SaysNotToldRatherThanNone()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        exchange.Clock.Advance(TimeSpan.FromDays(31));
        using var browser = new Browser(exchange.Hub);

        var page = await browser.PageAsync("/statistics");

        Assert.Contains("not told", page.QuerySelector("svg")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("not told", page.QuerySelectorAll("table")[2].QuerySelector("td")!.TextContent);
        Assert.Contains("\"value\": null", await browser.ReadAsync("/statistics.vl.json?agreement=licences"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgreementPage_WithMonths_ShowsItsOwnFigures()
    {
        await using var exchange = await YearAsync();
        using var browser = new Browser(exchange.Hub);

        var page = await browser.PageAsync("/register/agreements/licences");

        Assert.Contains("100% fewer", StaffBrowser.Text(page), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("svg[role=img]"));
        Assert.Contains("In May 2026, 45 questions were put.", StaffBrowser.Text(await browser.PageAsync("/")), StringComparison.Ordinal);
    }

    /// <summary>Forty-five questions, thirty of them about Ada, who is 46, in each of March, April and May; from the middle of April on nobody over 30 is told of.</summary>
    static async Task<ExchangeUnderTest> YearAsync()
    {
        var exchange = await ExchangeUnderTest.StartAsync();
        await AskAsync();
        exchange.Clock.Advance(TimeSpan.FromDays(31));
        await AskAsync();
        await exchange.PauseAsync("over-30s", new AgeTest(30, null));
        await exchange.PublishedAsync();
        exchange.Clock.Advance(TimeSpan.FromDays(31));
        await AskAsync();
        exchange.Clock.Advance(TimeSpan.FromDays(31));
        return exchange;

        async Task AskAsync()
        {
            for (var i = 0; i < 45; i++)
                await exchange.AskAsync(i % 3 == 0 ? ExchangeUnderTest.Nobody : ExchangeUnderTest.Ada);
            await exchange.PublishedAsync(); // or nothing would be disclosed a month later
        }
    }
}
