using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Tests.Exchange.Pauses;

public sealed class PauseActsTests
{
    static NewPause OverThirties => new("over-thirties", PauseReach.Agreement, ExchangeUnderTest.AgreementId, [new AgeTest(30, null)], "Head of data", "A review of harm", new(2026, 6, 1));

    [Theory, InlineData(false), InlineData(true)]
    public async Task Pause_MadeReviewedRestarted_StopsUntilSomebodyRestarts(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        var officer = exchange.Staff("ann", Role.AgreementOfficer);

        await DoAsync(exchange, session => PauseActs.MakeAsync(session, OverThirties, officer, exchange.Now));
        var paused = await exchange.AskAsync(ExchangeUnderTest.Ada);
        await DoAsync(exchange, session => PauseActs.ReviewAsync(session, "over-thirties", new(2026, 8, 1), "Harm is not settled", officer, exchange.Now));
        await exchange.PublishedAsync();
        exchange.Clock.Advance(TimeSpan.FromDays(200)); // well after the review
        var overdue = await exchange.AskAsync(ExchangeUnderTest.Ada);
        await DoAsync(exchange, session => PauseActs.RestartAsync(session, "over-thirties", "The review is done", officer, exchange.Now));
        var restarted = await exchange.AskAsync(ExchangeUnderTest.Ada);

        Assert.Equal(("nothing-to-disclose", "nothing-to-disclose", "disclosed"), (paused["outcome"], overdue["outcome"], restarted["outcome"]));
        Assert.Equal(3, await exchange.EntriesAsync("pause"));
        Assert.Contains("by ann (The review is done)", await exchange.Hub.Client.GetStringAsync("/register/pauses.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_IdTaken_DoesNotChangeThePauseThatIsThere()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var officer = exchange.Staff("ann", Role.AgreementOfficer);
        await DoAsync(exchange, session => PauseActs.MakeAsync(session, OverThirties, officer, exchange.Now));

        var problem = await Assert.ThrowsAsync<ProblemException>(() => DoAsync(exchange, session => PauseActs.MakeAsync(session, OverThirties with { About = [new AgeTest(99, null)] }, officer, exchange.Now)));

        Assert.Equal("pause-exists", problem.Code);
        Assert.Equal("nothing-to-disclose", (await exchange.AskAsync(ExchangeUnderTest.Ada))["outcome"]);
    }

    [Fact]
    public async Task Make_OfAnUnknownAgreementOrWithoutAReviewSoon_IsRefused()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var officer = exchange.Staff("ann", Role.AgreementOfficer);

        var slip = await Assert.ThrowsAsync<ProblemException>(() => DoAsync(exchange, session => PauseActs.MakeAsync(session, OverThirties with { Target = "licenses" }, officer, exchange.Now)));
        var late = await Assert.ThrowsAsync<ProblemException>(() => DoAsync(exchange, session => PauseActs.MakeAsync(session, OverThirties with { ReviewDate = new(2027, 1, 1) }, officer, exchange.Now)));

        Assert.Equal(("pause-target", "pause-review"), (slip.Code, late.Code));
    }

    static Task DoAsync(ExchangeUnderTest exchange, Func<Session, Task> act) => exchange.Hub.Database.WriteAsync(act);
}
