using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Browser.Tests;

/// <summary>Pages that anybody sees.</summary>
public class EveryPublicPageTests(HubInABrowser browser) : EveryPage(browser)
{
    /// <summary>Their addresses.</summary>
    public static TheoryData<string, string> Pages { get; } = Of(page => page.Role is null);

    [Theory, MemberData(nameof(Pages))]
    public Task Page_AtEachWidthWithAndWithoutScripts_IsAccessibleAndFits(string address, string role) => CheckAsync(address, role);
}

/// <summary>Pages of people who work here: beside the public ones, so that two pages are looked at at a time.</summary>
public class EveryStaffPageTests(HubInABrowser browser) : EveryPage(browser)
{
    /// <summary>Their addresses, and who looks.</summary>
    public static TheoryData<string, string> Pages { get; } = Of(page => page.Role is not null);

    [Theory, MemberData(nameof(Pages))]
    public Task Page_AtEachWidthWithAndWithoutScripts_IsAccessibleAndFits(string address, string role) => CheckAsync(address, role);
}

/// <summary>Looks at a page in each width, with and without its scripts.</summary>
public abstract partial class EveryPage(HubInABrowser browser)
{
    static readonly int[] s_widths = [1280, 320];

    private protected HubInABrowser Browser => browser;

    /// <summary>Those of the list, or of them those whose address holds what MUNIMENT_PAGES says, while one works on a page.</summary>
    private protected static TheoryData<string, string> Of(Func<(string Address, Role? Role), bool> wanted) =>
        new(PageList.All.Where(page => wanted(page) && page.Address.Contains(Environment.GetEnvironmentVariable("MUNIMENT_PAGES") ?? "", StringComparison.Ordinal)).Select(page => (page.Address, page.Role?.Name() ?? "")));

    /// <summary>Accessible by axe's rules, no wider than the screen, one first heading, no error in the console, nothing asked of anybody else.</summary>
    private protected async Task CheckAsync(string address, string role)
    {
        Role? who = RoleNames.TryParse(role, out var parsed) ? parsed : null;
        await CheckAsync(address, who, scripts: true);
        await CheckAsync(address, who, scripts: false);
    }

    async Task CheckAsync(string address, Role? role, bool scripts)
    {
        await using var context = await browser.OpenAsync(role);
        // Only ours are kept away: axe is a script too.
        if (!scripts)
            await context.RouteAsync("**/*.js", route => route.AbortAsync());
        var page = await context.NewPageAsync();
        var problems = Watch(page, scripts);
        await page.GotoAsync(address);
        await LookAsync(page, $"{address} {role?.Name()}", scripts, problems);
    }

    /// <summary>What goes wrong on a page from now on.</summary>
    private protected List<string> Watch(IPage page, bool scripts)
    {
        var problems = new List<string>();
        page.Console += (_, message) =>
        {
            // A page that is not there says so in the console too, and a script that was kept away.
            if (message.Type is "error" && !message.Text.Contains("status of 40", StringComparison.Ordinal) && (scripts || !message.Text.Contains("ERR_FAILED", StringComparison.Ordinal)))
                problems.Add($"console: {message.Text}");
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(browser.Hub.Client.BaseAddress!.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                problems.Add($"asks elsewhere: {request.Url}");
        };
        return problems;
    }

    /// <summary>Looks at a page as it stands, in each width.</summary>
    private protected static async Task LookAsync(IPage page, string what, bool scripts, List<string> problems)
    {
        foreach (var width in s_widths)
        {
            await page.SetViewportSizeAsync(width, 800);
            var where = $"{what} at {width} px{(scripts ? "" : " without scripts")}";
            if (scripts)
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(HubInABrowser.Screens, $"{NotAName().Replace(where, "-").Trim('-')}.png"), FullPage = true });
            var needed = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (needed > width)
                problems.Add($"is wider than the screen: {needed} px");
            if (await page.Locator("h1").CountAsync() != 1)
                problems.Add("has not exactly one first heading");
            // Axe is slow and asks of the page's elements, hardly of its width: the wide screen with scripts and the narrow one without are asked.
            foreach (var violation in scripts == (width == s_widths[0]) ? (await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] })).Violations : [])
                problems.Add($"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html).Take(3))}");
            Assert.True(problems.Count == 0, $"{where}\n{string.Join('\n', problems)}");
        }
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.IgnoreCase)]
    private static partial Regex NotAName();
}
