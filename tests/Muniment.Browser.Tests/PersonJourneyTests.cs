using Microsoft.Playwright;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Browser.Tests;

/// <summary>A person's way through her pages, and the staff's side of it, with scripts and without; each page is looked at on the way.</summary>
public class PersonJourneyTests(HubInABrowser browser) : EveryPage(browser)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Person_SignsInContestsSharesAndReadsWhatCameOfIt(bool scripts)
    {
        await using var hers = await Browser.OpenAsync();
        if (!scripts) // Only ours are kept away: axe is a script too.
            await hers.RouteAsync("**/*.js", route => route.AbortAsync());
        var page = await hers.NewPageAsync();
        var problems = Watch(page, scripts);
        await page.GotoAsync("/me");
        await page.GetByLabel("Activation code").FillAsync(await Browser.CodeAsync());
        await page.GetByRole(AriaRole.Button, new() { NameString = "Continue" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { NameString = "How you sign in" }).WaitForAsync();
        await page.GotoAsync("/me/cases/new/wrong");
        await page.GetByLabel("Status", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Textbox).FillAsync("I was granted leave in May.");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Send" }).ClickAsync();
        await page.GetByText("We have received your request.").WaitForAsync();
        var request = page.Url[(page.Url.LastIndexOf('/') + 1)..page.Url.IndexOf('?', StringComparison.Ordinal)];
        await LookAsync(page, "journey request sent", scripts, problems);

        await using var office = await Browser.OpenAsync(Role.Caseworker);
        var desk = await office.NewPageAsync();
        await AssignAsync(request);
        await desk.GotoAsync($"/staff/cases/rights/{request}");
        await desk.GetByRole(AriaRole.Button, new() { NameString = "Open the request and her records" }).ClickAsync();
        var seen = Watch(desk, true);
        await LookAsync(desk, $"journey request opened {(scripts ? "" : "again")}", true, seen);
        foreach (var deed in new[] { "stop", "redact", "override", "uphold" })
        {
            await desk.GotoAsync($"/staff/cases/rights/{request}/{deed}");
            if (scripts)
                await LookAsync(desk, $"journey deed {deed}", true, seen);
        }
        await desk.GetByLabel("Yes").CheckAsync();
        await desk.GetByLabel("What she is told").FillAsync("You are right. It is being set right.");
        await desk.GetByRole(AriaRole.Button, new() { NameString = "Record the decision" }).ClickAsync();
        await desk.GetByText("It is on record").WaitForAsync();

        await page.GotoAsync($"/me/cases/{request}");
        await page.GetByText("Found right", new() { Exact = true }).WaitForAsync();
        await LookAsync(page, "journey request decided", scripts, problems);
        await page.GotoAsync($"/me/cases/{request}?lang=ar");
        await LookAsync(page, "journey request decided ar", scripts, problems);
        await page.GotoAsync("/me?lang=en");
        await LookAsync(page, "journey me contested", scripts, problems);

        await page.GotoAsync("/me/share");
        await page.GetByLabel("Nationality", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Status", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("7 days").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { NameString = "Make a code" }).ClickAsync();
        await page.Locator(".govuk-notification-banner .app-id").WaitForAsync();
        await LookAsync(page, "journey share made", scripts, problems);
        await page.SetViewportSizeAsync(1280, 800); // On a narrow screen it is in the menu.
        await page.GetByRole(AriaRole.Button, new() { NameString = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { NameString = "You have signed out" }).WaitForAsync();
    }

    // A colleague does it: nobody gives a request to themselves.
    async Task AssignAsync(string request)
    {
        var accounts = (AccountStore)Browser.Hub.Services.GetService(typeof(AccountStore))!;
        var worker = (await accounts.FindByNameAsync(AccountStore.Normalize("caseworker-1"), CancellationToken.None))!;
        var colleague = (await accounts.FindByNameAsync(AccountStore.Normalize("caseworker-2"), CancellationToken.None))!;
        var cases = (Muniment.Hub.Rights.Cases.RightsCases)Browser.Hub.Services.GetService(typeof(Muniment.Hub.Rights.Cases.RightsCases))!;
        await cases.AssignAsync(request, worker.Id, new Actor(colleague.Id, colleague.DisplayName, new HashSet<Role> { Role.Caseworker }, DateTimeOffset.UtcNow));
    }
}
