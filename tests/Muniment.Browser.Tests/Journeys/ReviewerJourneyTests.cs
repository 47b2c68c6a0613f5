using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Reviews;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Browser.Tests.Journeys;

public class ReviewerJourneyTests(HubInABrowser browser)
{
    [Fact]
    public async Task PendingMatch_ByKeyboardAlone_IsDecidedAfterItsEvidenceWasOpened()
    {
        await using var context = await browser.OpenAsync();
        var page = await browser.SignedInAsync(context, "reviewer-1");
        await page.EnterAsync(page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { NameString = "Answers that wait for a decision" }));
        var first = page.Locator("main tbody th a").First;
        var check = await first.InnerTextAsync();
        await page.EnterAsync(first);
        Assert.Equal(0, await page.Locator("main table").CountAsync()); // Nothing of the person yet.
        await page.EnterAsync(page.Button("Open the evidence"));
        await page.LookAsync("review-evidence");
        var asked = await browser.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT asked FROM partner_check WHERE id = @check", new { check }));
        Assert.True((await page.TextAsync()).Contains("What would leave if you approve", StringComparison.Ordinal), browser.Hub.Log);
        if (asked is not (null or "null")) // Of a push nothing was asked, so there is nothing to weigh.
            Assert.True(await page.Locator("svg.app-waterfall rect").CountAsync() > 2);

        await page.EnterAsync(page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { NameString = "Decide" }));
        await page.ProveAgainAsync(browser);
        Assert.Equal(0, await page.Locator("input[type=radio]:checked").CountAsync());
        await page.EnterAsync(page.Button("Record the decision"));
        Assert.Contains("Choose whether to approve or to decline", await page.Locator(".govuk-error-summary").InnerTextAsync(), StringComparison.Ordinal);
        await page.LookAsync("review-decide-with-errors");
        await page.TabToAsync(page.Locator("#Answer"));
        await page.Keyboard.PressAsync("ArrowDown"); // From approve, which has the focus and is not chosen, to decline.
        await page.TabToAsync(page.Locator("#Reason"));
        await page.Keyboard.TypeAsync("The records do not show beyond doubt that this is the same person");
        await page.EnterAsync(page.Button("Record the decision"));

        Assert.Contains("The answer was declined", await page.TextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(check, await page.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecidedMatch_JudgedOnceMore_ShowsNothingOfTheFirstDecision()
    {
        var again = browser.Hub.Services.GetRequiredService<SecondReviews>();
        var row = (await browser.Hub.Database.ReadAsync(session => session.ListAsync<Muniment.Hub.Exchange.Checks.CheckRow>($"SELECT {Muniment.Hub.Exchange.Checks.CheckRow.Columns} FROM partner_check WHERE decision IS NOT NULL AND person IS NOT NULL ORDER BY made_at DESC LIMIT 1")))[0];
        await browser.Hub.Database.WriteAsync(session => SecondReviews.DrawnAsync(session, row, Moment.Now(TimeProvider.System)));
        await using var context = await browser.OpenAsync(Role.Reviewer);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/staff/reviews/again");
        await page.LookAsync("second-reviews");

        await page.GotoAsync($"/staff/reviews/again/{row.Id}");
        await page.Button("Open the evidence").ClickAsync();
        await page.LookAsync("second-review-evidence");
        Assert.DoesNotContain("pproved", await page.TextAsync(), StringComparison.Ordinal);
        await page.Locator("input[value=approve]").CheckAsync();
        await page.Locator("#Reason").FillAsync("All that was asked agrees");
        await page.Button("Record the decision").ClickAsync();

        Assert.Contains("Your judgement was recorded", await page.TextAsync(), StringComparison.Ordinal);
        Assert.True((await again.AgreementAsync()).Count > 0);
    }
}
