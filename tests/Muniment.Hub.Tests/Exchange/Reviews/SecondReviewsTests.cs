using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.Reviews;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tests.Exchange.Reviews;

public sealed class SecondReviewsTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Answer_DrawnAndDecided_IsJudgedByAnotherWhoDoesNotSeeTheDecision(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres, agreement => agreement with { IsAdverse = true });
        var (ann, ben) = (exchange.Staff("ann", Role.Reviewer), exchange.Staff("ben", Role.Reviewer));
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        var check = Assert.Single(await exchange.Reviews.QueueAsync()).Check;
        var again = exchange.Hub.Services.GetRequiredService<SecondReviews>();
        await exchange.Reviews.OpenAsync(check, ann);
        await DrawAsync(exchange, check);
        Assert.Empty(await again.QueueAsync(ben)); // Nobody has decided it yet.
        await exchange.Reviews.DecideAsync(check, true, "All agrees", ann);

        Assert.Empty(await again.QueueAsync(ann));
        Assert.Equal(check, Assert.Single(await again.QueueAsync(ben)).Check);
        Assert.Equal("evidence-not-opened", (await Assert.ThrowsAsync<ProblemException>(() => again.JudgeAsync(check, false, "No", ben))).Code);
        var evidence = await again.OpenAsync(check, ben);
        Assert.Equal("Marsh", evidence.Asked["surname"]);
        Assert.Empty(evidence.WouldLeave);
        await again.JudgeAsync(check, false, "The birth date may be another's", ben);

        Assert.Empty(await again.QueueAsync(ben));
        Assert.Equal(new ReviewersAgreement(0, 0, 1, 0), await again.AgreementAsync());
        Assert.Equal(0, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM second_review WHERE asked IS NOT NULL")));
        Assert.Equal("judged-again", (await exchange.OpeningAsync("decision")).GetProperty("act").GetString());
        await Assert.ThrowsAsync<ProblemException>(() => again.JudgeAsync(check, true, "Once more", ben));
    }

    [Fact]
    public async Task Answer_DrawnThirtyDaysAgo_IsJudgedByNobodyAndWhatWasAskedIsErased()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with { IsAdverse = true });
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        var check = Assert.Single(await exchange.Reviews.QueueAsync()).Check;
        await exchange.Reviews.OpenAsync(check, exchange.Staff("ann", Role.Reviewer));
        await DrawAsync(exchange, check);
        await exchange.Reviews.DecideAsync(check, false, "Not sure", exchange.Staff("ann", Role.Reviewer));
        await exchange.PublishedAsync();
        exchange.Clock.Advance(TimeSpan.FromDays(31));
        await exchange.AskAsync(ExchangeUnderTest.Bela);
        await DrawAsync(exchange, Assert.Single(await exchange.Reviews.QueueAsync()).Check);

        Assert.Empty(await exchange.Hub.Services.GetRequiredService<SecondReviews>().QueueAsync(exchange.Staff("ben", Role.Reviewer)));
        Assert.Equal(1, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM second_review WHERE asked IS NOT NULL")));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, null, null)]
    [InlineData(10, 0, 0, 0, 1.0, null)]
    [InlineData(20, 15, 5, 10, 0.7, 0.4)] // the example of Cohen's kappa that textbooks use
    [InlineData(25, 25, 25, 25, 0.5, 0.0)]
    public void Kappa_OfCounts_IsBeyondChance(long bothApprove, long bothDecline, long firstAlone, long secondAlone, double? share, double? kappa)
    {
        var agreement = new ReviewersAgreement(bothApprove, bothDecline, firstAlone, secondAlone);

        Assert.Equal(share, agreement.Share);
        Assert.Equal(kappa, agreement.Kappa is { } known ? Math.Round(known, 6) : null);
    }

    static Task DrawAsync(ExchangeUnderTest exchange, string check) => exchange.Hub.Database.WriteAsync(async session =>
        await SecondReviews.DrawnAsync(session, (await session.FindAsync<CheckRow>($"SELECT {CheckRow.Columns} FROM partner_check WHERE id = @check", new { check }))!, exchange.Now));
}
