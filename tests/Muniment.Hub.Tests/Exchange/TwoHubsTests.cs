using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Pushes;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tests.Exchange.Pushes;

namespace Muniment.Hub.Tests.Exchange;

/// <summary>Two hubs, each with a folder of its own, on one PostgreSQL database.</summary>
public sealed class TwoHubsTests
{
    const string Agreement = $"/api/v1/agreements/{ExchangeUnderTest.AgreementId}";

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
    public async Task Pause_MadeOnOne_NothingLeavesEitherByAnyWay()
    {
        await using var one = await ExchangeUnderTest.StartAsync(postgres: true, agreement => agreement with { Directions = [Direction.Check, Direction.BulkCheck, Direction.Push], FieldsReturned = ["match", "forename", "status"] });
        await using var other = await OtherAsync(one);
        await using var endpoint = await PartnerEndpoint.StartAsync(one);
        endpoint.Status = 503; // it will be tried again
        HubUnderTest[] hubs = [one.Hub, other];
        HttpRequestMessage Get(string path) => one.Partner.Get(path, one.Clock.GetUtcNow());
        var asked = await AskAsync(one, other, key: "again");
        var job = await ExchangeUnderTest.SendAsync(other, one.Partner.Post($"{Agreement}/bulk-checks", "record_id,forename,surname,birth_date\nc1,Ada,Marsh,1980-02-03\n"u8.ToArray(), one.Clock.GetUtcNow(), "list", "text/csv"));
        await Until.TrueAsync(async () => (await ExchangeUnderTest.SendAsync(other, Get($"{Agreement}/bulk-checks/{job["id"]}")))["state"] == "done");
        await endpoint.RunAsync();
        async Task<List<string?>> LeavingAsync()
        {
            var left = new List<string?>();
            foreach (var hub in hubs)
            {
                left.Add((await AskAsync(one, hub))["outcome"]);
                left.Add((await AskAsync(one, hub, key: "again"))["outcome"]);
                left.Add((await ExchangeUnderTest.SendAsync(hub, Get($"/api/v1/checks/{asked["id"]}")))["outcome"]);
                left.Add((await ExchangeUnderTest.SendAsync(hub, Get($"{Agreement}/bulk-checks/{job["id"]}/result"))).Text.Contains("\r\nc1,", StringComparison.Ordinal) ? "disclosed" : "nothing-to-disclose");
            }
            return left;
        }
        Assert.All(await LeavingAsync(), outcome => Assert.Equal("disclosed", outcome));

        await one.PauseAsync("everybody-over-forty", new AgeTest(40, null)); // acknowledged

        Assert.All(await LeavingAsync(), outcome => Assert.Equal("nothing-to-disclose", outcome));
        endpoint.Status = 200;
        one.Clock.Advance(TimeSpan.FromSeconds(61)); // the pushes are due again, and the ledger is published meanwhile
        await one.PublishedAsync();
        foreach (var hub in hubs)
            await hub.Services.GetRequiredService<PushDelivery>().SendDueAsync(one.Now);
        Assert.Equal("Bela", Assert.Single(endpoint.Taken).Body.GetProperty("fields").GetProperty("forename")[0].GetString());
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

    static async Task<Answer> AskAsync(ExchangeUnderTest one, HubUnderTest other, Action<Dictionary<string, object?>>? change = null, string? key = null) =>
        await ExchangeUnderTest.SendAsync(other, one.Partner.Ask(ExchangeUnderTest.AgreementId, ExchangeUnderTest.Ada, one.Clock.GetUtcNow(), key, change));
}
