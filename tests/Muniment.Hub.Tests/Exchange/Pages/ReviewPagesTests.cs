using System.Net;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tests.Exchange.Pages;

public sealed class ReviewPagesTests
{
    [Fact]
    public async Task Review_FromQueueToDecision_LeavesAfterEvidenceAndReason()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with { IsAdverse = true });
        var check = (await exchange.AskAsync(new { person = new { forename = "ada", surname = "Marsh", birth_date = "1980-02-03" } }))["id"]!;
        using var rita = await Browser.SignedInAsync(exchange.Hub, Role.Reviewer);
        var (one, decide) = ($"/staff/reviews/{check}", $"/staff/reviews/{check}/decide");

        Assert.NotNull((await rita.PageAsync("/staff")).QuerySelector("a[href='/staff/reviews']"));
        Assert.NotNull((await rita.PageAsync("/staff/reviews")).QuerySelector($"a[href='{one}']"));
        Assert.DoesNotContain("Marsh", await rita.ReadAsync(one), StringComparison.Ordinal);
        var early = await rita.SendAsync(decide, decide, ("Answer", "approve"), ("Reason", "Same person"));
        Assert.Contains("Open the evidence first", StaffBrowser.Errors(early), StringComparison.Ordinal);

        var evidence = await rita.SendAsync(one, one);
        Assert.Contains("Written the same", StaffBrowser.Text(evidence), StringComparison.Ordinal);
        Assert.Contains("Was not asked", StaffBrowser.Text(evidence), StringComparison.Ordinal); // status, which would leave
        Assert.Equal(1, await exchange.EntriesAsync("view"));
        Assert.Empty((await rita.PageAsync(decide)).QuerySelectorAll("input[checked]"));
        Assert.Equal(2, (await rita.SendAsync(decide, decide)).QuerySelectorAll(".govuk-error-summary li").Length);
        await rita.GoesAsync(decide, decide, "/staff/reviews?done=approved", ("Answer", "approve"), ("Reason", "Same name and birth date"));

        Assert.Contains("approved", StaffBrowser.Text(await rita.PageAsync("/staff/reviews?done=approved")), StringComparison.Ordinal);
        Assert.Equal("disclosed", (await exchange.GetAsync($"/api/v1/checks/{check}"))["outcome"]);
        using var gone = await rita.GetAsync(one);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Decide_SignedInLongAgo_AsksAgainBeforeAnythingIsTyped()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with { IsAdverse = true });
        var check = (await exchange.AskAsync(ExchangeUnderTest.Ada))["id"]!;
        using var rita = await Browser.SignedInAsync(exchange.Hub, Role.Reviewer);
        exchange.Clock.Advance(TimeSpan.FromMinutes(6));

        using var answer = await rita.GetAsync($"/staff/reviews/{check}/decide");

        Assert.StartsWith("/staff/sign-in/again", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}
