using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Tests.Exchange.Agreements;

public sealed class AgreementActsTests
{
    static Agreement Proposal => ExchangeUnderTest.NewAgreement() with { Id = "visas-check", SignOffs = [], NoticePublishedAt = null };

    [Theory, InlineData(false), InlineData(true)]
    public async Task Agreement_SignedByTwoAndAnnounced_IsActiveAndEachActIsAnEntry(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        var (ann, ben) = (exchange.Staff("ann", Role.AgreementOfficer), exchange.Staff("ben", Role.AgreementOfficer));
        var before = await exchange.EntriesAsync("agreement");

        await DoAsync(exchange, session => AgreementActs.ProposeAsync(session, Proposal, ann, exchange.Now));
        await DoAsync(exchange, session => AgreementActs.SignOffAsync(session, "visas-check", 1, "Officer", ann, exchange.Now));
        Assert.Equal("signed-before", await CodeAsync(exchange, session => AgreementActs.SignOffAsync(session, "visas-check", 1, "Officer", ann, exchange.Now)));
        Assert.Equal("sign-offs-missing", await CodeAsync(exchange, session => AgreementActs.PublishNoticeAsync(session, "visas-check", 1, ann, exchange.Now)));
        await DoAsync(exchange, session => AgreementActs.SignOffAsync(session, "visas-check", 1, "Head of data", ben, exchange.Now));
        await DoAsync(exchange, session => AgreementActs.PublishNoticeAsync(session, "visas-check", 1, ann, exchange.Now));

        var stored = await exchange.Hub.Database.ReadAsync(session => AgreementStore.FindAsync(session, "visas-check", 1));
        Assert.Equal(AgreementState.Active, AgreementStates.Read(stored, [], exchange.Now).State);
        Assert.Equal(before + 4, await exchange.EntriesAsync("agreement"));
    }

    [Fact]
    public async Task SignOff_AfterTermsWereSlippedIn_IsRefused()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var wider = ExchangeUnderTest.NewAgreement() with { FieldsReturned = ["match", "status", "nationality", "address"] };

        Assert.Equal("agreement-unsound", await CodeAsync(exchange, session => AgreementStore.PutAsync(session, wider, "changed", "acc_test", exchange.Now)));
        Assert.Equal("agreement-unsound", await CodeAsync(exchange, session => AgreementStore.PutAsync(session, wider with { Version = 3 }, "changed", "acc_test", exchange.Now)));
        Assert.Equal("agreement-unsound", await CodeAsync(exchange, session => AgreementStore.PutAsync(session, wider with { Version = 2 }, "changed", "acc_test", exchange.Now))); // signed under version 1
    }

    [Fact]
    public async Task Propose_Contradictory_IsRefusedWithEveryProblem()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var officer = exchange.Staff("ann", Role.AgreementOfficer);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => DoAsync(exchange, session => AgreementActs.ProposeAsync(session, Proposal with { Sources = [], IsAdverse = true, OutcomeReturnDays = null }, officer, exchange.Now)));

        Assert.Contains("$.sources", problem.Message, StringComparison.Ordinal);
        Assert.Contains("$.outcome_return_days", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_ByAnOfficer_StopsEveryVersionForGood()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var officer = exchange.Staff("ann", Role.AgreementOfficer);
        await DoAsync(exchange, session => AgreementActs.ProposeAsync(session, ExchangeUnderTest.NewAgreement() with { Version = 2, SignOffs = [], NoticePublishedAt = null, Benefits = "Others" }, officer, exchange.Now));

        await DoAsync(exchange, session => AgreementActs.EndAsync(session, ExchangeUnderTest.AgreementId, "Not needed any more", officer, exchange.Now));
        var answer = await exchange.AskAsync(ExchangeUnderTest.Ada);

        Assert.Equal((403, "agreement-ended"), (answer.Status, answer["code"]));
        Assert.Equal("agreement-ended", await CodeAsync(exchange, session => AgreementActs.SignOffAsync(session, ExchangeUnderTest.AgreementId, 2, "Officer", officer, exchange.Now)));
    }

    static Task DoAsync(ExchangeUnderTest exchange, Func<Session, Task> act) => exchange.Hub.Database.WriteAsync(act);

    static async Task<string> CodeAsync(ExchangeUnderTest exchange, Func<Session, Task> act) => (await Assert.ThrowsAsync<ProblemException>(() => DoAsync(exchange, act))).Code;
}
