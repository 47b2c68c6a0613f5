using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Browser.Tests;

public class SignInJourneyTests(HubInABrowser browser)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task SignIn_ByKeyboardAlone_LeadsWhereOneWasGoing(bool scripts)
    {
        await using var context = await browser.OpenAsync(scripts: scripts);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/staff/sessions");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to main content", await page.Locator(":focus").InnerTextAsync());
        await page.Locator("#Name").FocusAsync();
        await page.Keyboard.TypeAsync("steward-2");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("wrong");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".govuk-error-summary");
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { NameString = "That name and password were not accepted" }).PressAsync("Enter");
        Assert.Equal("Name", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(browser.Hub.Services.GetRequiredService<DemoAccounts>().Password);
        await page.Keyboard.PressAsync("Enter");

        await page.GetByRole(AriaRole.Heading, new() { NameString = "Your sessions" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { NameString = "Sign out" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { NameString = "You have signed out" }).WaitForAsync();
    }

    [Fact]
    public async Task Passkey_MadeByAnAuthenticator_SignsInWithoutAPassword()
    {
        await using var context = await browser.OpenAsync(Role.Reviewer);
        var page = await context.NewPageAsync();
        var devtools = await context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true },
        });
        // Passkeys are of a name, and an address in digits is none.
        var home = browser.Hub.Client.BaseAddress!.ToString().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await context.AddCookiesAsync([new Cookie { Name = "muniment-session", Value = (await context.CookiesAsync()).Single().Value, Url = home }]);
        await page.GotoAsync($"{home}staff/security/passkeys");
        await page.GetByLabel("Name of the new passkey").FillAsync("virtual key");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Make a passkey" }).ClickAsync();
        await page.WaitForSelectorAsync(".govuk-summary-list, .govuk-error-summary");
        Assert.Contains("virtual key", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        await context.ClearCookiesAsync();
        await page.GotoAsync($"{home}staff/sign-in");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Sign in with a passkey" }).ClickAsync();

        await page.WaitForURLAsync("**/staff");
        Assert.Contains("reviewer", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }
}
