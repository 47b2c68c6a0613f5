using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Browser.Tests.Journeys;

public class OfficerJourneyTests(HubInABrowser browser)
{
    const string Agreement = "benefits";

    [Fact]
    public async Task Agreement_ProposedSignedOffByTwoPublishedPausedAndReviewed_IsWhatThePublicReads()
    {
        var next = await NextAsync();
        await using var first = await browser.OpenAsync();
        await using var second = await browser.OpenAsync();
        var (ann, ben) = (await browser.SignedInAsync(first, "agreement-officer-1"), await browser.SignedInAsync(second, "agreement-officer-2"));

        await ProposeAsync(ann, next);
        await CompareAsync(ann, next.Version);
        await SignOffAsync(ann, next.Version, "Agreement officer");
        await ann.GotoAsync($"/staff/agreements/{Agreement}/{next.Version}/notice");
        await ann.ProveAgainAsync(browser);
        await ann.Button("Publish the notice").ClickAsync();
        Assert.Equal(1, await ann.Locator(".govuk-error-summary").CountAsync()); // A second person has not signed.
        await SignOffAsync(ben, next.Version, "Head of data");
        await ben.GotoAsync($"/staff/agreements/{Agreement}/{next.Version}/notice");
        await ben.ProveAgainAsync(browser);
        await ben.Button("Publish the notice").ClickAsync();
        Assert.Contains("The notice was published", await ben.TextAsync(), StringComparison.Ordinal);

        await PauseAsync(ann);
        await ReviewAsync(ann);
        await using var anybody = await browser.OpenAsync();
        var visitor = await anybody.NewPageAsync();
        await visitor.GotoAsync($"/register/agreements/{Agreement}");
        var text = await visitor.TextAsync();
        Assert.Contains($"version {next.Version}", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("A journey pauses it", text, StringComparison.Ordinal);
        await visitor.LookAsync("agreement-paused");
    }

    async Task<Agreement> NextAsync()
    {
        var rules = await browser.Hub.Services.GetRequiredService<RuleBook>().ReadAsync();
        var newest = rules.Agreements[Agreement][0];
        return newest with { Version = newest.Version + 1, SignOffs = [], NoticePublishedAt = null, End = null, FieldsReturned = newest.FieldsReturned[..^1] };
    }

    static async Task ProposeAsync(IPage page, Agreement next)
    {
        await page.GotoAsync("/staff/propose-agreement");
        await page.Locator("#Json").FillAsync(Encoding.UTF8.GetString(AgreementJson.Write(next)));
        await page.Button("See what would change").ClickAsync();
        await page.LookAsync("agreement-proposal");
        await page.Button("Propose it").ClickAsync();
        Assert.Contains("The version was proposed", await page.TextAsync(), StringComparison.Ordinal);
    }

    static async Task CompareAsync(IPage page, int version)
    {
        await page.Link("Compare versions and try them").ClickAsync();
        await page.Button("Try them").ClickAsync();
        Assert.Contains("Tried on", await page.TextAsync(), StringComparison.Ordinal);
        Assert.Contains($"Version {version}", await page.TextAsync(), StringComparison.Ordinal);
        await page.LookAsync("agreement-tried");
    }

    async Task SignOffAsync(IPage page, int version, string post)
    {
        await page.GotoAsync($"/staff/agreements/{Agreement}/{version}/sign-off");
        await page.ProveAgainAsync(browser);
        await page.Locator("#Text").FillAsync(post);
        await page.Button("Sign this version off").ClickAsync();
        Assert.Contains("Your sign-off was recorded", await page.TextAsync(), StringComparison.Ordinal);
    }

    static async Task PauseAsync(IPage page)
    {
        await page.GotoAsync("/staff/pauses/make");
        await page.Locator("#Reach").SelectOptionAsync($"agreement {Agreement}");
        await page.Locator("#AgeFrom").FillAsync("30");
        await page.Locator("#Owner").FillAsync("Head of data");
        await page.Locator("#Reason").FillAsync("A journey pauses it");
        await page.Locator("#Id").FillAsync("journey");
        await DateAsync(page, "Review", 60);
        await page.Button("Make a pause").ClickAsync();
        Assert.Contains("The pause was made", await page.TextAsync(), StringComparison.Ordinal);
    }

    static async Task ReviewAsync(IPage page)
    {
        await page.Locator("a[href='/staff/pauses/journey/review']").ClickAsync();
        await page.Locator("#Reason").FillAsync("Matches of older people are still being looked at");
        await DateAsync(page, "Next", 90);
        await page.Locator("main").GetByRole(AriaRole.Button).ClickAsync();
        Assert.Contains("The review was recorded", await page.TextAsync(), StringComparison.Ordinal);
        await page.LookAsync("pauses");
    }

    static async Task DateAsync(IPage page, string field, int days)
    {
        var date = Moment.Now(TimeProvider.System).Date.PlusDays(days);
        await page.Locator($"[name='{field}.Day']").FillAsync(date.Day.ToString(CultureInfo.InvariantCulture));
        await page.Locator($"[name='{field}.Month']").FillAsync(date.Month.ToString(CultureInfo.InvariantCulture));
        await page.Locator($"[name='{field}.Year']").FillAsync(date.Year.ToString(CultureInfo.InvariantCulture));
    }
}
