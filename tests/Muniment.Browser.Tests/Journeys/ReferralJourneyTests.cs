using Microsoft.Playwright;
using Muniment.Cli.Demonstrating.Country;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Browser.Tests.Journeys;

public class ReferralJourneyTests(HubInABrowser browser)
{
    [Fact]
    public async Task Referral_SentByAVisitor_IsReadByTheAdviserAloneInHerOwnBrowser()
    {
        await using var anybody = await browser.OpenAsync();
        var visitor = await anybody.NewPageAsync();
        await visitor.GotoAsync("/refer");
        await visitor.Button("Encrypt and send").ClickAsync();
        Assert.Contains("Choose an organisation", await visitor.Locator(".govuk-error-summary").InnerTextAsync(), StringComparison.Ordinal);
        await visitor.LookAsync("refer-with-errors");
        await visitor.Locator("[name=Organisation]").First.CheckAsync();
        await visitor.Locator("[name=MadeBy][value=self]").CheckAsync();
        await visitor.Locator("#ClientName").FillAsync("Sam");
        await visitor.Locator("#HelpNeeded").FillAsync("A letter says that I must leave my room by Friday");
        await visitor.Locator("[name=SafeWays][value=email]").CheckAsync();
        await visitor.Locator("#Email").FillAsync("sam@example.org");
        await visitor.Locator("[name=Agreed]").CheckAsync();
        await visitor.Button("Encrypt and send").ClickAsync();
        Assert.Contains("Referral received", await visitor.TextAsync(), StringComparison.Ordinal);
        await visitor.LookAsync("refer-sent");

        await using var organisation = await browser.OpenAsync(Role.AdviserOrganisation);
        var adviser = await organisation.NewPageAsync();
        await adviser.GotoAsync("/staff/referrals");
        await adviser.Locator("main a[href^='/staff/referrals/']").First.ClickAsync();
        Assert.DoesNotContain("Friday", await adviser.ContentAsync(), StringComparison.Ordinal);
        await adviser.Locator("#private-key").SetInputFilesAsync(CountryHub.AdviserKeyPath(browser.Hub.Options.DataFolder));
        await adviser.GetByText("A letter says that I must leave my room by Friday").WaitForAsync(new LocatorWaitForOptions { Timeout = 20_000 });
        await adviser.LookAsync("referral-opened");
    }
}
