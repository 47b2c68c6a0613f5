using System.Globalization;
using System.Net;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Public.Notices;
using Muniment.Hub.Tests.Exchange;

namespace Muniment.Hub.Tests.Public.Notices;

public class NoticeTests
{
    static readonly XNamespace s_atom = "http://www.w3.org/2005/Atom";

    [Theory]
    [InlineData("# One\n\n### Far below", "<h2 class=\"govuk-heading-m\">One</h2>\n<h3 class=\"govuk-heading-s\">Far below</h3>\n")]
    [InlineData("<script>alert(1)</script>", "<p class=\"govuk-body\">&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")]
    [InlineData("[a](javascript:alert(1))", "<p class=\"govuk-body\">a</p>\n")]
    [InlineData("[a](http://example.org)", "<p class=\"govuk-body\">a</p>\n")]
    [InlineData("[a](//example.org)", "<p class=\"govuk-body\">a</p>\n")]
    [InlineData("[a](https://example.org/x)", "<p class=\"govuk-body\"><a href=\"https://example.org/x\" class=\"govuk-link\">a</a></p>\n")]
    [InlineData("[a](/ledger)", "<p class=\"govuk-body\"><a href=\"/ledger\" class=\"govuk-link\">a</a></p>\n")]
    [InlineData("![a picture](https://example.org/x.png)", "<p class=\"govuk-body\">a picture</p>\n")]
    [InlineData("<ftp://example.org>", "<p class=\"govuk-body\">ftp://example.org</p>\n")]
    [InlineData("[a][1]\n\n[1]: data:text/html,x", "<p class=\"govuk-body\">a</p>\n")]
    [InlineData("* a\n* b", "<ul class=\"govuk-list govuk-list--bullet\">\n<li>a</li>\n<li>b</li>\n</ul>\n")]
    public void Html_Markdown_CanDoNothingButBeRead(string markdown, string html) => Assert.Equal(html, NoticeMarkdown.Html(markdown));

    [Theory]
    [InlineData("Title", "An ill" + "egal migrant was removed", "public.notice.fault.refused")]
    [InlineData("Title", "Under the Ill" + "egal Migration Act 2023", null)]
    [InlineData("Body", "Some\n\nill" + "egal immigrants", "public.notice.fault.refused")]
    [InlineData("Summary", "read \u202Eyltnereffid", "public.notice.fault.hidden")]
    [InlineData("Body", "[here](http://example.org)", "public.notice.fault.link")]
    [InlineData("Body", " ", "public.notice.fault.body")]
    [InlineData("Categories", "ill" + "egal-migrants", "public.notice.fault.refused")]
    public void Faults_OneField_IsWhatMustBeMended(string field, string text, string? fault)
    {
        var notice = new NoticeText(field == "Title" ? text : "A title", field == "Summary" ? text : "A summary", field == "Body" ? text : "A text", [field == "Categories" ? text : "pauses"]);

        Assert.Equal(fault, NoticeCheck.Faults(notice).SingleOrDefault()?.Word);
    }

    [Fact]
    public void Faults_HalfASurrogatePair_IsOne() => // The attributes of a test cannot hold one.
        Assert.Equal("public.notice.fault.hidden", Assert.Single(NoticeCheck.Faults(new NoticeText($"half {(char)0xD800} pair", "A summary", "A text", ["pauses"]))).Word);

    [Theory]
    [InlineData("Driver licences: paused for over-30s", "driver-licences-paused-for-over-30s")]
    [InlineData("The partner’s duty", "the-partners-duty")]
    [InlineData("العربية", "")]
    public void Slug_Title_IsLettersDigitsAndHyphens(string title, string slug) => Assert.Equal(slug, NoticeCheck.Slug(title));

    [Theory, InlineData(false), InlineData(true)]
    public async Task Notice_WrittenPreviewedPosted_IsAtItsAddressInItsMonthItsCategoryAndTheFeed(bool postgres)
    {
        await using var hub = await HubUnderTest.StartAsync(postgres, options => options with { Clock = new FakeClock(new DateTimeOffset(2026, 3, 31, 23, 30, 0, TimeSpan.Zero)) });
        using var publisher = await Browser.SignedInAsync(hub, Role.Publisher);
        Assert.Contains("No notices have been posted yet", await hub.Client.GetStringAsync("/notices"), StringComparison.Ordinal);

        using var saved = await publisher.PostAsync("/staff/notices/write", ("Title", "Sharing <b>paused</b>"), ("Summary", "For over-30s & others"), ("Body", "# Why\n\nA *review*."), ("Categories", "Pauses, School census"));
        var preview = saved.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Client.GetAsync("/notices/sharing-b-paused-b")).StatusCode);
        Assert.Contains("<em>review</em>", await publisher.ReadAsync(preview), StringComparison.Ordinal);
        using var posted = await publisher.PostAsync(preview);

        Assert.Equal("/notices/sharing-b-paused-b", posted.Headers.Location?.ToString());
        var page = new HtmlParser().ParseDocument(await hub.Client.GetStringAsync("/notices/sharing-b-paused-b"));
        Assert.Equal("Sharing <b>paused</b>", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Why", page.QuerySelector(".app-notice__body h2")!.TextContent);
        // In London April had begun.
        foreach (var address in new[] { "/notices", "/notices/2026/4", "/notices/2026/04", "/notices/category/school-census", "/" })
            Assert.Contains("Sharing &lt;b&gt;paused&lt;/b&gt;", await hub.Client.GetStringAsync(address), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Client.GetAsync("/notices/2026/3")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Client.GetAsync("/notices?page=2")).StatusCode);
        var feed = XDocument.Parse(await hub.Client.GetStringAsync("/notices/feed.atom"));
        Assert.Equal("Sharing <b>paused</b>", feed.Root!.Element(s_atom + "entry")!.Element(s_atom + "title")!.Value);
    }

    [Fact]
    public async Task Notice_Corrected_SaysSoAndKeepsWhatItSaid()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var notice = await PostAsync(hub, "Figures for March", "It was 1,500.");
        using var publisher = await Browser.SignedInAsync(hub, Role.Publisher);

        using var without = await publisher.PostAsync($"/staff/notices/{notice.Id}/correct", ("Title", "Figures for March"), ("Summary", "S"), ("Body", "It was 1,400."), ("Categories", "statistics"), ("Note", ""));
        Assert.Contains("Say why", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var corrected = await publisher.PostAsync($"/staff/notices/{notice.Id}/correct", ("Title", "Figures for March"), ("Summary", "S"), ("Body", "It was 1,400."), ("Categories", "statistics"), ("Note", "A row was counted twice."));

        var page = new HtmlParser().ParseDocument(await hub.Client.GetStringAsync(notice.Address));
        Assert.Contains("1,400", page.QuerySelector(".app-notice__body")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("A row was counted twice.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It was 1,500.", page.QuerySelector("details")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_Withdrawn_StaysReadableAndSaysSo()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var notice = await PostAsync(hub, "A mistake", "Text.");
        using var publisher = await Browser.SignedInAsync(hub, Role.Publisher);

        using var withdrawn = await publisher.PostAsync($"/staff/notices/{notice.Id}/withdraw", ("Note", "It was never decided."));

        var page = await hub.Client.GetStringAsync(notice.Address);
        Assert.Contains("It was never decided.", page, StringComparison.Ordinal);
        Assert.Contains("Text.", page, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => hub.Services.GetRequiredService<NoticeStore>().DiscardDraftAsync(notice.Id));
    }

    [Fact]
    public async Task Draft_ThatCallsPeopleIllegal_IsNotPosted()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var publisher = await Browser.SignedInAsync(hub, Role.Publisher);
        using var saved = await publisher.PostAsync("/staff/notices/write", ("Title", "A title"), ("Summary", "About ill" + "egal immigrants"), ("Body", "Text"), ("Categories", "pauses"));
        var preview = saved.Headers.Location!.ToString();

        Assert.Contains("nobody is illegal", await publisher.ReadAsync(preview), StringComparison.Ordinal);
        using var posted = await publisher.PostAsync(preview, preview);

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Empty(await hub.Services.GetRequiredService<NoticeStore>().ListAsync());
    }

    [Fact]
    public async Task Feed_Notices_IsValidAtom()
    {
        await using var hub = await HubUnderTest.StartAsync();
        await PostAsync(hub, "One & <two>", "Text with ]]> & \"quotes\".");
        await PostAsync(hub, "العربية", "Text.");

        using var answer = await hub.Client.GetAsync("/notices/feed.atom");
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;

        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(s_atom + "feed", feed.Name);
        // RFC 4287, sections 4.1.1 and 4.1.2: what must be there once, and is an absolute address or a time.
        foreach (var element in feed.Elements(s_atom + "entry").Prepend(feed))
        {
            Assert.True(Uri.TryCreate(Assert.Single(element.Elements(s_atom + "id")).Value, UriKind.Absolute, out _));
            Assert.Single(element.Elements(s_atom + "title"));
            Assert.Equal(DateTimeKind.Utc, DateTime.Parse(Assert.Single(element.Elements(s_atom + "updated")).Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind).Kind);
            Assert.All(element.Elements(s_atom + "link"), link => Assert.True(Uri.TryCreate(link.Attribute("href")!.Value, UriKind.Absolute, out _)));
        }
        Assert.Single(feed.Elements(s_atom + "author"));
        Assert.Contains(feed.Elements(s_atom + "link"), link => link.Attribute("rel")!.Value == "self");
        Assert.Equal(feed.Elements(s_atom + "entry").Count(), feed.Elements(s_atom + "entry").Select(entry => entry.Element(s_atom + "id")!.Value).Distinct().Count());
        Assert.Contains("]]>", feed.Elements(s_atom + "entry").Last().Element(s_atom + "content")!.Value.Replace("&gt;", ">", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgreementNotice_Published_IsAPostAndLetsTheAgreementBeginInOneAct()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with { NoticePublishedAt = null, Name = "Driving *licences*" });
        var hub = exchange.Hub;
        using var publisher = await Browser.SignedInAsync(hub, Role.Publisher);
        Assert.Contains("Its public notice has not appeared", await hub.Client.GetStringAsync("/register/agreements/licences"), StringComparison.Ordinal);
        Assert.Contains("Driving *licences*", await publisher.ReadAsync("/staff/notices"), StringComparison.Ordinal);

        using var posted = await publisher.PostAsync("/staff/notices/agreement/licences/1");

        var address = posted.Headers.Location!.ToString();
        var notice = new HtmlParser().ParseDocument(await hub.Client.GetStringAsync(address));
        Assert.Contains("under 18", notice.QuerySelector(".app-notice__body")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(notice.QuerySelectorAll(".app-notice__body em"));
        Assert.Contains(address, await hub.Client.GetStringAsync("/register/agreements/licences"), StringComparison.Ordinal);
        var rules = await hub.Services.GetRequiredService<RuleBook>().ReadAsync();
        Assert.Equal(AgreementState.Active, AgreementStates.Read(rules.Find("licences", exchange.Now)!, rules.Pauses, exchange.Now).State);
        Assert.Equal(HttpStatusCode.NotFound, (await publisher.GetAsync("/staff/notices/agreement/licences/1")).StatusCode);
    }

    static async Task<Notice> PostAsync(HubUnderTest hub, string title, string body)
    {
        var store = hub.Services.GetRequiredService<NoticeStore>();
        return await store.PublishAsync(await store.SaveDraftAsync(null, new NoticeText(title, "A summary.", body, ["statistics"]), "acc_test"), "acc_test");
    }
}
