using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Tests.Exchange;

/// <summary>Two hubs, each with a folder of its own, on one PostgreSQL database.</summary>
public sealed class TwoHubsTests
{
    [Fact]
    public async Task Pause_MadeOnOne_StopsTheOtherAtOnce()
    {
        await using var one = await ExchangeUnderTest.StartAsync(postgres: true);
        await using var other = await OtherAsync(one);
        Assert.Equal("disclosed", (await AskAsync(one, other))["outcome"]);

        await one.PauseAsync("over-forty", new AgeTest(40, null));

        Assert.Equal("nothing-to-disclose", (await AskAsync(one, other))["outcome"]);
    }

    [Fact]
    public async Task Key_RevokedOnOne_IsRefusedByTheOtherAtOnce()
    {
        await using var one = await ExchangeUnderTest.StartAsync(postgres: true);
        await using var other = await OtherAsync(one);
        Assert.Equal(200, (await AskAsync(one, other)).Status);

        await one.Hub.Database.WriteAsync(session => PartnerStore.RevokeKeyAsync(session, one.Partner.Kid, "acc_test", "Stolen", one.Now));

        Assert.Equal("key-unknown", (await AskAsync(one, other))["code"]);
    }

    [Fact]
    public async Task Token_UsedOnOne_IsRefusedByTheOther()
    {
        await using var one = await ExchangeUnderTest.StartAsync(postgres: true);
        await using var other = await OtherAsync(one);
        void Fixed(Dictionary<string, object?> claims) => claims["jti"] = "once";

        var first = await one.AskAsync(ExchangeUnderTest.Ada, change: Fixed);
        var second = await AskAsync(one, other, Fixed);

        Assert.Equal((200, 401, "token-used"), (first.Status, second.Status, second["code"]));
    }

    static async Task<HubUnderTest> OtherAsync(ExchangeUnderTest one)
    {
        var other = await HubUnderTest.StartAsync(change: options => options with { Database = one.Hub.Options.Database, Clock = one.Clock });
        ExchangeUnderTest.Publish(other, ExchangeUnderTest.Rows);
        return other;
    }

    static async Task<Answer> AskAsync(ExchangeUnderTest one, HubUnderTest other, Action<Dictionary<string, object?>>? change = null) =>
        await ExchangeUnderTest.SendAsync(other, one.Partner.Ask(ExchangeUnderTest.AgreementId, ExchangeUnderTest.Ada, one.Clock.GetUtcNow(), change: change));
}
