using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Browser.Tests.Journeys;

/// <summary>What journeys do on the way: look at a page as the list of pages does, go by keyboard, prove again who one is.</summary>
static class Journey
{
    const int MostTabs = 200;

    /// <summary>Keeps a screenshot of a page that no address leads to, at each width, and holds it to what holds for all pages.</summary>
    public static async Task LookAsync(this IPage page, string name)
    {
        foreach (var width in new[] { 320, 1280 })
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(HubInABrowser.Screens, $"journey-{name}-at-{width}-px.png"), FullPage = true });
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{name} is wider than {width} px");
            var violations = (await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] })).Violations;
            Assert.True(violations.Length == 0, $"{name} at {width} px\n{string.Join('\n', violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html).Take(3))}"))}");
        }
    }

    /// <summary>Presses Tab until something has the focus.</summary>
    public static async Task TabToAsync(this IPage page, ILocator wanted)
    {
        for (var press = 0; press < MostTabs; press++)
        {
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"{wanted} cannot be reached by the Tab key.");
    }

    /// <summary>Tabs to something and presses Enter.</summary>
    public static async Task EnterAsync(this IPage page, ILocator wanted)
    {
        await page.TabToAsync(wanted);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForLoadStateAsync();
    }

    /// <summary>Where the page asks once more who one is, gives the password, by keyboard.</summary>
    public static async Task ProveAgainAsync(this IPage page, HubInABrowser browser)
    {
        if (!page.Url.Contains("/staff/sign-in/again", StringComparison.Ordinal))
            return;
        await page.TabToAsync(page.Locator("input[type=password]"));
        await page.Keyboard.TypeAsync(browser.Hub.Services.GetRequiredService<DemoAccounts>().Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/staff/sign-in/again", StringComparison.Ordinal));
    }

    /// <summary>Signs in as a demo account.</summary>
    public static async Task<IPage> SignedInAsync(this HubInABrowser browser, IBrowserContext context, string name)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/staff/sign-in");
        await page.Locator("#Name").FillAsync(name);
        await page.Locator("#Password").FillAsync(browser.Hub.Services.GetRequiredService<DemoAccounts>().Password);
        await page.Locator("#Password").PressAsync("Enter");
        await page.WaitForURLAsync("**/staff");
        return page;
    }

    /// <summary>A button by its words.</summary>
    public static ILocator Button(this IPage page, string words) => page.GetByRole(AriaRole.Button, new() { NameString = words });

    /// <summary>A link by its words.</summary>
    public static ILocator Link(this IPage page, string words) => page.Locator("main").GetByRole(AriaRole.Link, new() { NameString = words });

    /// <summary>The text of the page's main part.</summary>
    public static Task<string> TextAsync(this IPage page) => page.Locator("main").InnerTextAsync();
}
