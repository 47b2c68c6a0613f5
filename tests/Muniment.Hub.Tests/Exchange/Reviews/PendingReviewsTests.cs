using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Reviews;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tests.Exchange.Reviews;

public sealed class PendingReviewsTests
{
    static Agreement Adverse(Agreement agreement) => agreement with { IsAdverse = true };

    [Theory, InlineData(false), InlineData(true)]
    public async Task Decide_Approved_ThePartnerReadsWhatWasAskedFor(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres, Adverse);
        var reviewer = exchange.Staff("rita", Role.Reviewer);
        var check = (await exchange.AskAsync(ExchangeUnderTest.Ada))["id"]!;

        var waiting = Assert.Single(await exchange.Reviews.QueueAsync());
        var evidence = await exchange.Reviews.OpenAsync(check, reviewer);
        await exchange.Reviews.DecideAsync(check, approve: true, "Same name and birth date", reviewer);
        var answer = await exchange.GetAsync($"/api/v1/checks/{check}");

        Assert.Equal((check, 2), (waiting.Check, waiting.Harm));
        Assert.Equal("Ada", evidence.Asked["forename"]);
        Assert.Equal("granted", evidence.Records[0].Fields["status"]);
        Assert.Null(evidence.Stands);
        Assert.Equal("disclosed", answer["outcome"]);
        Assert.Equal("granted", answer.Json.GetProperty("fields").GetProperty("status")[0].GetString());
        Assert.Equal((1L, 1L), (await exchange.EntriesAsync("view"), await exchange.EntriesAsync("review")));
        Assert.Equal("acc_rita", (await exchange.OpeningAsync("review")).GetProperty("by").GetString());
        Assert.Empty(await exchange.Reviews.QueueAsync());
        Assert.Null(await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT asked FROM partner_check")));
    }

    [Fact]
    public async Task Decide_Declined_NothingLeavesAndThePartnerReadsTheUsualWords()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with { NeedsApproval = true });
        var reviewer = exchange.Staff("rita", Role.Reviewer);
        var check = (await exchange.AskAsync(ExchangeUnderTest.Ada))["id"]!;
        await exchange.Reviews.OpenAsync(check, reviewer);

        await exchange.Reviews.DecideAsync(check, approve: false, "No need shown", reviewer);
        var answer = await exchange.GetAsync($"/api/v1/checks/{check}");

        Assert.Equal("nothing-to-disclose", answer["outcome"]);
        Assert.Equal(new AnswerCounts(0, 0, 1, 0), await exchange.Hub.Database.ReadAsync(session => PendingReviews.CountAsync(session, ExchangeUnderTest.AgreementId, exchange.Clock.GetUtcNow().AddDays(-1), exchange.Clock.GetUtcNow().AddDays(1))));
    }

    [Fact]
    public async Task Decide_EvidenceNotOpenedOrOwnQuestionOrTwice_IsRefused()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Adverse);
        var (rita, sam) = (exchange.Staff("rita", Role.Reviewer), exchange.Staff("sam", Role.Reviewer));
        var check = (await exchange.AskAsync(ExchangeUnderTest.Ada))["id"]!;
        var own = (await exchange.AskAsync(ExchangeUnderTest.Bela, change: claims => claims["official"] = "acc_rita"))["id"]!;
        await exchange.Reviews.OpenAsync(check, rita);

        Assert.Equal("evidence-not-opened", await CodeAsync(() => exchange.Reviews.DecideAsync(check, true, "Yes", sam)));
        Assert.Equal("own-question", await CodeAsync(() => exchange.Reviews.OpenAsync(own, rita)));
        await exchange.Reviews.DecideAsync(check, true, "Yes", rita);
        Assert.Equal("decided", await CodeAsync(() => exchange.Reviews.DecideAsync(check, false, "No", rita)));
    }

    [Fact]
    public async Task Decide_PausedMeanwhile_CannotApproveAndLaterNothingLeavesByItself()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Adverse);
        var reviewer = exchange.Staff("rita", Role.Reviewer);
        var check = (await exchange.AskAsync(ExchangeUnderTest.Ada))["id"]!;
        await exchange.Reviews.OpenAsync(check, reviewer);

        await exchange.PauseAsync("everybody-over-thirty", new AgeTest(30, null));

        Assert.Equal("rules-refuse", await CodeAsync(() => exchange.Reviews.DecideAsync(check, true, "Yes", reviewer)));
        Assert.Equal(0, await exchange.EntriesAsync("review"));
        Assert.Equal("nothing-to-disclose", (await exchange.GetAsync($"/api/v1/checks/{check}"))["outcome"]);
    }

    [Fact]
    public async Task Read_ApprovedAndPausedSince_NothingLeaves()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Adverse);
        var reviewer = exchange.Staff("rita", Role.Reviewer);
        var check = (await exchange.AskAsync(ExchangeUnderTest.Ada))["id"]!;
        await exchange.Reviews.OpenAsync(check, reviewer);
        await exchange.Reviews.DecideAsync(check, true, "Yes", reviewer);

        await exchange.PauseAsync("everybody-over-thirty", new AgeTest(30, null));

        Assert.Equal("nothing-to-disclose", (await exchange.GetAsync($"/api/v1/checks/{check}"))["outcome"]);
    }

    static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<ProblemException>(act)).Code;
}
