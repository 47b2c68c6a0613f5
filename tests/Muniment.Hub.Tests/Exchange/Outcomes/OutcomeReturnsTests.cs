using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Outcomes;
using Microsoft.Extensions.DependencyInjection;

namespace Muniment.Hub.Tests.Exchange.Outcomes;

public sealed class OutcomeReturnsTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Return_AfterADisclosure_IsKeptCountedAndInTheLedger(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        var check = (await exchange.AskAsync(ExchangeUnderTest.Ada))["id"];
        await exchange.AskAsync(ExchangeUnderTest.Bela);

        var used = await exchange.PostAsync($"/api/v1/checks/{check}/outcome", new { outcome = "used" });
        var again = await exchange.PostAsync($"/api/v1/checks/{check}/outcome", new { outcome = "used" });
        var wrong = await exchange.PostAsync($"/api/v1/checks/{check}/outcome", new { outcome = "wrong-person", words = "Another person of this name lives there" });
        await exchange.PublishedAsync();
        exchange.Clock.Advance(TimeSpan.FromDays(31));
        var duty = Assert.Single(await DutiesAsync(exchange));

        Assert.Equal((204, 204, 204), (used.Status, again.Status, wrong.Status));
        Assert.Equal(2, await exchange.EntriesAsync("outcome"));
        Assert.Equal(new OutcomeDuty(ExchangeUnderTest.AgreementId, 2, 1, 1, 1), duty);
        var due = await exchange.GetAsync($"/api/v1/agreements/{ExchangeUnderTest.AgreementId}/outcomes-due");
        Assert.Equal(("2026-04-01", true), (due.Json[0].GetProperty("due").GetString(), due.Json[0].GetProperty("overdue").GetBoolean()));
    }

    [Fact]
    public async Task Duties_OnTheLastDay_AreNotOverdueYet()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);

        exchange.Clock.Advance(TimeSpan.FromDays(30));
        var before = (await DutiesAsync(exchange))[0].Overdue;
        exchange.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal((0, 1), (before, (await DutiesAsync(exchange))[0].Overdue));
    }

    [Fact]
    public async Task Return_NothingWasDisclosed_IsRefused()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var check = (await exchange.AskAsync(ExchangeUnderTest.Nobody))["id"];

        var answer = await exchange.PostAsync($"/api/v1/checks/{check}/outcome", new { outcome = "used" });
        var unknown = await exchange.PostAsync("/api/v1/checks/chk_none/outcome", new { outcome = "used" });

        Assert.Equal((409, "not-disclosed", 404), (answer.Status, answer["code"], unknown.Status));
    }

    [Theory]
    [InlineData("""{"outcome":"thrown-away"}""", "bad-outcome")]
    [InlineData("""{"outcome":"used","words":"She was born 3 May 1980"}""", "personal-data")]
    [InlineData("""{"outcome":"used","words":"write to a@b.example"}""", "personal-data")]
    [InlineData("""{"outcome":"used","note":"x"}""", "bad-outcome")]
    [InlineData("[]", "bad-outcome")]
    public async Task Return_BodyIsWrong_IsRefusedWithItsCode(string body, string code)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var check = (await exchange.AskAsync(ExchangeUnderTest.Ada))["id"];

        var answer = await exchange.SendAsync(exchange.Partner.Post($"/api/v1/checks/{check}/outcome", System.Text.Encoding.UTF8.GetBytes(body), exchange.Clock.GetUtcNow()));

        Assert.Equal((400, code), (answer.Status, answer["code"]));
        Assert.Equal(0, await exchange.EntriesAsync("outcome"));
    }

    static async Task<IReadOnlyList<OutcomeDuty>> DutiesAsync(ExchangeUnderTest exchange)
    {
        var rules = await exchange.Hub.Services.GetRequiredService<RuleBook>().ReadAsync();
        return await exchange.Hub.Database.ReadAsync(session => OutcomeReturns.DutiesAsync(session, rules, exchange.Now));
    }
}
