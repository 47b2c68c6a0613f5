using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Browser.Tests;

public partial class EveryPageTests(HubInABrowser browser)
{
    /// <summary>All pages, or those whose address holds what MUNIMENT_PAGES says, while one works on a page.</summary>
    public static TheoryData<string, string> Pages { get; } = new(PageList.All.Where(page => page.Address.Contains(Environment.GetEnvironmentVariable("MUNIMENT_PAGES") ?? "", StringComparison.Ordinal)).Select(page => (page.Address, page.Role?.Name() ?? "")));

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_AtEachWidthWithAndWithoutScripts_IsAccessibleAndFits(string address, string role)
    {
        Role? who = RoleNames.TryParse(role, out var parsed) ? parsed : null;
        await CheckAsync(address, who, scripts: true);
        await CheckAsync(address, who, scripts: false);
    }

    async Task CheckAsync(string address, Role? role, bool scripts)
    {
        var problems = new List<string>();
        await using var context = await browser.OpenAsync(role);
        // Only ours are kept away: axe is a script too.
        if (!scripts)
            await context.RouteAsync("**/*.js", route => route.AbortAsync());
        var page = await context.NewPageAsync();
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
        await page.GotoAsync(address);
        foreach (var width in new[] { 1280, 320 })
        {
            await page.SetViewportSizeAsync(width, 800);
            var where = $"{address} {role?.Name()} at {width} px{(scripts ? "" : " without scripts")}";
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(HubInABrowser.Screens, $"{NotAName().Replace(where, "-").Trim('-')}.png"), FullPage = true });
            var needed = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (needed > width)
                problems.Add($"is wider than the screen: {needed} px");
            if (await page.Locator("h1").CountAsync() != 1)
                problems.Add("has not exactly one first heading");
            foreach (var violation in (await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] })).Violations)
                problems.Add($"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html).Take(3))}");
            Assert.True(problems.Count == 0, $"{where}\n{string.Join('\n', problems)}");
        }
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.IgnoreCase)]
    private static partial Regex NotAName();
}
