using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Hosting.Accounts;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange.Pages;

public sealed class OversightPagesTests
{
    [Fact]
    public async Task Calendar_OfAgreementsPausesAndTools_HasWhatIsOverdueFirst()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with { ReviewDate = new LocalDate(2026, 2, 1) });
        await exchange.PauseAsync("over-30s");
        using var ann = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);

        var page = await ann.PageAsync("/staff/calendar");

        Assert.Equal("Overdue", page.QuerySelector("main h2")!.TextContent);
        Assert.Contains("Driving licences", page.QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href='/staff/pauses#pause-over-30s']"));
        Assert.NotNull(page.QuerySelector("a[href='/register/tools/placement']"));
    }

    [Fact]
    public async Task Outcomes_NotReturnedInTime_AreOverdue()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        exchange.Clock.Advance(TimeSpan.FromDays(40));
        using var inspector = await Browser.SignedInAsync(exchange.Hub, Role.Inspector);

        var cells = (await inspector.PageAsync("/staff/outcomes")).QuerySelectorAll("main tbody td").Select(cell => cell.TextContent.Trim()).ToList();

        Assert.Equal(["Licensing Agency", "1", "0", "0.0%", "0", "none"], cells[..6]);
        Assert.StartsWith("1", cells[6], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_AVersionThatAsksForAnAge_TriedOnTheDataDisclosesLess()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        ExchangeUnderTest.Publish(exchange.Hub, Enumerable.Range(0, 60).Select(row => $"w{row},N{(char)('a' + (row % 26))}{(char)('a' + (row / 26))},Q{(char)('a' + (row / 26))}{(char)('a' + (row % 26))},{(row < 20 ? 1999 : 1971)}-{1 + (row % 12):00}-{1 + (row % 28):00},GBR,granted"));
        using var ann = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);
        Assert.Contains("only one version", StaffBrowser.Text(await ann.PageAsync("/staff/agreements/licences/compare")), StringComparison.Ordinal);
        var next = ExchangeUnderTest.NewAgreement() with
        {
            Version = 2,
            SignOffs = [],
            NoticePublishedAt = null,
            Conditions = [new(Effect.Forbid, [new Muniment.Hub.Exchange.Rules.AgeTest(30, null)], [], "matches of older people were wrong")],
        };
        await exchange.Hub.Database.WriteAsync(session => AgreementStore.PutAsync(session, next, "proposed", "acc_test", exchange.Now));

        const string address = "/staff/agreements/licences/compare";
        var page = await ann.PageAsync(address);
        Assert.Contains("Differs", page.QuerySelector("main tbody tr")!.TextContent, StringComparison.Ordinal);
        var tried = await ann.SendAsync(address, address, ("Older", "1"), ("Newer", "2"));

        var disclosed = tried.QuerySelectorAll("main table")[^1].QuerySelector("tbody tr")!.QuerySelectorAll("td").Select(cell => cell.TextContent).ToList();
        Assert.Equal(["60", "20"], disclosed);
        Assert.Equal("agreement-tried", (await exchange.OpeningAsync("view")).GetProperty("act").GetString());
    }
}
