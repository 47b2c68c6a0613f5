using System.Net;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Tests.Exchange;

namespace Muniment.Hub.Tests.Disclosures.Pages;

public sealed class BreachPagesTests
{
    [Fact]
    public async Task Breach_OpenedCountedReportedAndClosed_SaysAllThatWasDone()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        using var ann = await Browser.SignedInAsync(exchange.Hub, Role.Steward);
        using var inspector = await Browser.SignedInAsync(exchange.Hub, Role.Inspector);
        const string add = "/staff/breaches/new";

        Assert.True((await ann.SendAsync(add, add)).QuerySelectorAll(".govuk-error-summary li").Length >= 6);
        (string, string)[] form =
        [
            ("What", "A key was lost"), ("AwareOn.Day", "1"), ("AwareOn.Month", "3"), ("AwareOn.Year", "2026"), ("AwareAt", "9:30"), ("Officer", ann.Account!.Id), ("Scope", "agreement licences"),
            ("From.Day", "1"), ("From.Month", "3"), ("From.Year", "2026"), ("To.Day", "2"), ("To.Month", "3"), ("To.Year", "2026"),
        ];
        using var opened = await ann.PostAsync(add, form);
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
        var one = opened.Headers.Location!.ToString().Split('?')[0];
        Assert.Contains("Regulator not told yet", StaffBrowser.Text(await ann.PageAsync(one)), StringComparison.Ordinal);
        Assert.Contains("4 March 2026, 09:30", StaffBrowser.Text(await ann.PageAsync(one)), StringComparison.Ordinal);

        Assert.Contains("Its reach was counted", StaffBrowser.Text(await inspector.SendAsync(one, one)), StringComparison.Ordinal);
        using var act = await inspector.GetAsync(one + "/act");
        Assert.Equal(HttpStatusCode.Forbidden, act.StatusCode);
        Assert.DoesNotContain("per_", StaffBrowser.Text(await ann.PageAsync(one + "/people")), StringComparison.Ordinal);
        Assert.Contains("nationality", StaffBrowser.Text(await ann.SendAsync(one + "/people", one + "/people")), StringComparison.Ordinal);

        Assert.Contains("Before it is closed", StaffBrowser.Errors(await ann.SendAsync(one + "/act", one + "/act", ("Act", "closed"), ("Detail", "Over"))), StringComparison.Ordinal);
        await ann.GoesAsync(one + "/act", one + "/act", one + "?done=acted", ("Act", "reported"), ("Detail", "Reference 1"));
        await ann.GoesAsync(one + "/act", one + "/act", one + "?done=acted", ("Act", "closed"), ("Detail", "Over"));
        Assert.Contains("Closed", StaffBrowser.Text(await inspector.PageAsync("/staff/breaches")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspector_DrawsASampleAndOpensAPerson_EachIsAnEntry()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        using var inspector = await Browser.SignedInAsync(exchange.Hub, Role.Inspector);
        const string inspect = "/staff/inspect";
        (string, string)[] days = [("From.Day", "1"), ("From.Month", "3"), ("From.Year", "2026"), ("To.Day", "2"), ("To.Month", "3"), ("To.Year", "2026")];

        Assert.Contains("Choose of what", StaffBrowser.Errors(await inspector.SendAsync(inspect, inspect, days)), StringComparison.Ordinal);
        Assert.Contains("Nothing of the kind", StaffBrowser.Text(await inspector.SendAsync(inspect, inspect, [.. days, ("Of", "Decisions")])), StringComparison.Ordinal);
        var sample = await inspector.SendAsync(inspect, inspect, [.. days, ("Of", "Disclosures")]);
        Assert.Contains("disclosed", StaffBrowser.Text(sample), StringComparison.Ordinal);
        Assert.DoesNotContain("Marsh", StaffBrowser.Text(sample), StringComparison.Ordinal);
        var entry = sample.QuerySelector("input[name='entry']")!.GetAttribute("value")!;
        Assert.Contains("Marsh", StaffBrowser.Text(await inspector.SendAsync(inspect, inspect + "?handler=Open", ("entry", entry))), StringComparison.Ordinal);

        Assert.Equal((2, 1), (await exchange.EntriesAsync("ledger-read"), await exchange.EntriesAsync("view")));
        Assert.Equal(inspector.Account!.Id, (await exchange.OpeningAsync("view")).GetProperty("by").GetString());
        using var nobody = await inspector.PostAsync(inspect, inspect + "?handler=Open", ("entry", "ent_none"));
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }
}
