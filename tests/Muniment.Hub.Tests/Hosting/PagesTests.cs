using System.Net;
using System.Text.RegularExpressions;
using Muniment.Hub.Hosting.Pages;

namespace Muniment.Hub.Tests.Hosting;

public partial class PagesTests
{
    [Fact]
    public async Task Page_InAFeaturesFolder_IsServedAtTheAddressItSays()
    {
        await using var hub = await HubUnderTest.StartAsync();

        Assert.Contains("id=\"main-content\"", await hub.Client.GetStringAsync("/cookies"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Any_LoadsNothingFromElsewhereAndRunsNothingWrittenIntoIt()
    {
        await using var hub = await HubUnderTest.StartAsync();

        using var answer = await hub.Client.GetAsync("/privacy");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("Set-Cookie", answer.Headers.Select(header => header.Key));
        Assert.DoesNotMatch("""(?:src|href)="(?:https?:)?//""", page);
        Assert.DoesNotMatch("""<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=""", page);
    }

    [Fact]
    public async Task Asset_ByItsHashedName_IsCompressedAndKeptForGood()
    {
        Assert.SkipUnless(Assets.Embedded.HasStyles, "Built without npm.");
        await using var hub = await HubUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Assets.Embedded.Address("app.css"));
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");

        using var answer = await hub.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
        Assert.Contains("immutable", answer.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
        Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length < 40_000);
        using var other = await hub.Client.GetAsync("/assets/app.000000000000.css");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task StyleSheet_Whole_NamesNoFontAndNoCrestOfGovUk()
    {
        Assert.SkipUnless(Assets.Embedded.HasStyles, "Built without npm.");
        await using var hub = await HubUnderTest.StartAsync();

        foreach (var name in new[] { "app.css", "app.rtl.css" })
        {
            var style = await hub.Client.GetStringAsync(Assets.Embedded.Address(name));
            Assert.DoesNotMatch("(?i)GDS Transport|@font-face|(?:crest|crown)\\.(?:svg|png)|url\\(['\"]?(?!/|data:)", style);
            foreach (Match match in Named().Matches(style))
                Assert.Equal(HttpStatusCode.OK, (await hub.Client.GetAsync(match.Groups[1].Value)).StatusCode);
        }
    }

    [Fact]
    public async Task Page_AskedForInArabic_IsRightToLeftAndRemembersIt()
    {
        await using var hub = await HubUnderTest.StartAsync();

        var first = await hub.Client.GetStringAsync("/privacy?lang=ar");
        var second = await hub.Client.GetStringAsync("/privacy");

        Assert.Contains("<html lang=\"ar\" dir=\"rtl\"", first, StringComparison.Ordinal);
        Assert.Contains("الخصوصية", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_AskedForByABrowser_IsAPageInPlainWords()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no/such/<script>");
        request.Headers.Accept.ParseAdd("text/html");

        using var answer = await hub.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<h1 class=\"govuk-heading-l\">Page not found</h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [GeneratedRegex("""url\(["']?(/[^"')]+)""")]
    private static partial Regex Named();
}
