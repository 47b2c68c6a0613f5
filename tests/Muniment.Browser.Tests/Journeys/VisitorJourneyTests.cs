using Microsoft.Playwright;

namespace Muniment.Browser.Tests.Journeys;

public class VisitorJourneyTests(HubInABrowser browser)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Pause_ReadByAVisitor_IsSeenInWordsChartAndTableOfTheStatistics(bool scripts)
    {
        await using var context = await browser.OpenAsync(scripts: scripts);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        Assert.Contains("has been paused since", await page.TextAsync(), StringComparison.Ordinal);
        await page.Link("What was shared in each month").ClickAsync();

        var text = await page.TextAsync();
        Assert.Matches("disclosures a month; in the [0-9] whole months after it, [0-9,]+ a month: [0-9]+% fewer", text);
        Assert.Contains("overdue", text, StringComparison.Ordinal);
        Assert.Equal(12, await MonthsDrawnAsync(page));
        Assert.Equal(13, await page.Locator("main table").First.Locator("tbody tr").CountAsync()); // twelve months and their sum

        await page.Locator("#By").SelectOptionAsync("partner");
        await page.Locator("#From").SelectOptionAsync(new SelectOptionValue { Index = 6 });
        await page.Button("Show").ClickAsync();
        Assert.Equal(6, await MonthsDrawnAsync(page));
        Assert.Contains("By partner", await page.TextAsync(), StringComparison.Ordinal);
    }

    /// <summary>Bars, and months of which nothing is told.</summary>
    static async Task<int> MonthsDrawnAsync(IPage page) =>
        await page.Locator("svg.app-chart__svg rect").CountAsync() + await page.Locator("svg.app-chart__svg text").Filter(new LocatorFilterOptions { HasTextString = "not told" }).CountAsync();

    [Fact]
    public async Task Referral_LeftByTheExitButtonOrByShift_IsNowhereInTheWindow()
    {
        foreach (var byKeyboard in new[] { false, true })
        {
            await using var context = await browser.OpenAsync();
            await context.RouteAsync("https://www.bbc.co.uk/**", route => route.FulfillAsync(new RouteFulfillOptions { Body = "<title>Weather</title>", ContentType = "text/html" }));
            var page = await context.NewPageAsync();
            await page.GotoAsync("/refer");
            await page.WaitForSelectorAsync(".govuk-frontend-supported .govuk-exit-this-page__indicator-light, .govuk-exit-this-page[data-govuk-exit-this-page-init]", new() { State = WaitForSelectorState.Attached });
            var left = page.WaitForRequestAsync("https://www.bbc.co.uk/weather");
            if (byKeyboard)
            {
                for (var press = 0; press < 3; press++)
                    await page.Keyboard.PressAsync("Shift");
            }
            else
            {
                await page.Locator(".govuk-exit-this-page__button").ClickAsync();
            }
            await left;
        }
    }
}
