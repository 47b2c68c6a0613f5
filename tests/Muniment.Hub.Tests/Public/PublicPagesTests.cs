using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tests.Exchange;
using NodaTime;

namespace Muniment.Hub.Tests.Public;

public class PublicPagesTests
{
    static readonly string[] s_addresses = ["/", "/register/agreements", "/register/sources", "/ledger", "/notices", "/search", "/search?q=licences"];

    [Fact]
    public async Task EveryPage_WhereThereIsNothing_SaysWhatWillBeThere()
    {
        await using var hub = await HubUnderTest.StartAsync();

        foreach (var address in s_addresses)
            CheckOutline(address, await PageAsync(hub, address));
        Assert.Contains("Nothing is held yet", (await PageAsync(hub, "/")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryPage_WithAnAgreement_HasOneHeadingLandmarksAndNoEmptyLink()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.PauseAsync("over-30s");
        await exchange.PublishedAsync();

        foreach (var address in s_addresses.Append("/register/agreements/licences"))
            CheckOutline(address, await PageAsync(exchange.Hub, address));
    }

    [Fact]
    public async Task Agreement_WhoseNamesHoldMarkup_ShowsThemAsText()
    {
        const string Name = "<script>alert(1)</script>";
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with
        {
            Name = Name,
            Partner = agreement.Partner with { Name = "\"><img src=x onerror=alert(1)>" },
            Dpia = agreement.Dpia! with { Link = "https://example.org/\"onmouseover=\"alert(1)" },
        });

        foreach (var address in new[] { "/", "/register/agreements", "/register/agreements/licences", "/search?q=alert" })
        {
            var page = await PageAsync(exchange.Hub, address);
            Assert.Empty(page.QuerySelectorAll("script:not([src]), img, [onerror], [onmouseover]"));
            Assert.Contains(Name, page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, InlineData('\u202E'), InlineData('\u2066')]
    public async Task Agreement_WhoseNameTurnsTheDirectionOfText_IsNotStored(char trick) =>
        await Assert.ThrowsAsync<Muniment.Hub.Exchange.ExchangeFormatException>(() => ExchangeUnderTest.StartAsync(change: agreement => agreement with { Name = $"a{trick}b" }));

    [Fact]
    public async Task Agreement_PausedForSome_SaysSoAtOnceOnCachedPages()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        Assert.Contains("active", (await PageAsync(exchange.Hub, "/register/agreements/licences")).QuerySelector(".govuk-tag--green")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing is paused", (await PageAsync(exchange.Hub, "/")).Body!.TextContent, StringComparison.Ordinal);

        await exchange.PauseAsync("over-30s", new AgeTest(30, null));

        var page = await PageAsync(exchange.Hub, "/register/agreements/licences");
        Assert.Contains("It is restricted", page.QuerySelector(".govuk-inset-text")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Head of data is to answer for it by 1 June 2026", (await PageAsync(exchange.Hub, "/")).QuerySelector("#pause-over-30s")!.TextContent, StringComparison.Ordinal);

        exchange.Clock.Advance(TimeSpan.FromDays(100));

        Assert.Contains("Review overdue", (await PageAsync(exchange.Hub, "/")).QuerySelector("#pause-over-30s")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agreement_Page_SaysWhatTheRuleSays()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with
        {
            Conditions = [new Condition(Effect.Forbid, [new BirthDateTest(new LocalDate(1989, 1, 1), null)], [], "the safeguard of 2023")],
        });

        var page = await PageAsync(exchange.Hub, "/register/agreements/licences");
        var json = AgreementJson.Read(await exchange.Hub.Client.GetByteArrayAsync("/register/agreements/licences/1.json"));

        Assert.Contains(page.QuerySelectorAll("li"), item => item.TextContent.Contains("1 January 1989", StringComparison.Ordinal) && item.TextContent.Contains("the safeguard of 2023", StringComparison.Ordinal));
        foreach (var sentence in Muniment.Hub.Exchange.Words.Conditions(json))
            Assert.Contains(page.QuerySelectorAll("li"), item => item.TextContent.Trim() == sentence);
        Assert.Equal(HttpStatusCode.NotFound, (await exchange.Hub.Client.GetAsync("/register/agreements/licences/2.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await exchange.Hub.Client.GetAsync("/register/agreements/none")).StatusCode);
        using var register = JsonDocument.Parse(await exchange.Hub.Client.GetStringAsync("/register/agreements.json"));
        Assert.Equal("active", register.RootElement[0].GetProperty("State").GetString());
        Assert.StartsWith("Information sharing agreement,Name,Purpose", await exchange.Hub.Client.GetStringAsync("/register/agreements.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_WithEntries_ShowsCheckpointKeyAndThatNobodyElseHasSeenIt()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.PublishedAsync();
        var key = (await exchange.Hub.Client.GetStringAsync("/ledger/key")).Trim();

        var text = (await PageAsync(exchange.Hub, "/ledger")).Body!.TextContent;

        Assert.Contains("Not independently witnessed", text, StringComparison.Ordinal);
        Assert.Contains($"/ledger --key {key}", text, StringComparison.Ordinal);
        Assert.Contains(await exchange.Hub.Client.GetStringAsync("/ledger/checkpoint"), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_Words_FindsWhatHoldsAllOfThem()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();

        Assert.Equal("/register/agreements/licences", (await PageAsync(exchange.Hub, "/search?q=driv+LICENC")).QuerySelector("ol a")!.GetAttribute("href"));
        Assert.Contains("Nothing holds all of these words", (await PageAsync(exchange.Hub, "/search?q=driving+zebra")).Body!.TextContent, StringComparison.Ordinal);
        // Ada is a person whose records are held.
        Assert.Contains("Nothing holds all of these words", (await PageAsync(exchange.Hub, "/search?q=Kovac")).Body!.TextContent, StringComparison.Ordinal);
        using var answer = await exchange.Hub.Client.GetAsync("/search?q=Kovac");
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("Kovac", exchange.Hub.Log, StringComparison.Ordinal);
    }

    internal static async Task<IHtmlDocument> PageAsync(HubUnderTest hub, string address)
    {
        using var answer = await hub.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    internal static void CheckOutline(string address, IHtmlDocument page)
    {
        Assert.True(page.QuerySelectorAll("h1").Length == 1, $"{address} has {page.QuerySelectorAll("h1").Length} first headings.");
        Assert.True(page.Title!.Contains(page.QuerySelector("h1")!.TextContent.Trim(), StringComparison.Ordinal), $"{address}: title '{page.Title}' does not say the heading.");
        foreach (var landmark in new[] { "header", "main", "footer", "nav" })
            Assert.True(page.QuerySelector(landmark) is not null, $"{address} has no {landmark}.");
        Assert.DoesNotContain(page.QuerySelectorAll("a, button"), element => element.TextContent.Trim().Length == 0);
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        var level = 1;
        foreach (var heading in page.QuerySelectorAll("main h1, main h2, main h3, main h4"))
        {
            var own = heading.TagName[1] - '0';
            Assert.True(own <= level + 1, $"{address}: '{heading.TextContent}' skips a level.");
            level = own;
        }
        // Keys that nobody wrote words for would stand there themselves.
        Assert.DoesNotMatch(@"public\.[a-z]", page.Body!.TextContent);
    }
}
