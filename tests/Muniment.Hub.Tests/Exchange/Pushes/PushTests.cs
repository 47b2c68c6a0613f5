using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Pushes;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Tests.Exchange.Pushes;

public sealed class PushTests
{
    static Agreement Push(Agreement agreement) => agreement with { Directions = [Direction.Push], FieldsReturned = ["forename", "surname", "status"], FieldsAsked = [] };

    [Theory, InlineData(false), InlineData(true)]
    public async Task Run_OfThreePeople_SendsTheTwoAdultsSignedAndOnce(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres, Push);
        await using var endpoint = await PartnerEndpoint.StartAsync(exchange);

        var first = await endpoint.RunAsync();
        var second = await endpoint.RunAsync();

        Assert.Equal((3, 2, 0), (first.People, first.Sent, first.Pending));
        Assert.Equal((0, 2), (second.Sent, second.Unchanged));
        Assert.Equal(["Ada", "Bela"], endpoint.Taken.Select(taken => taken.Body.GetProperty("fields").GetProperty("forename")[0].GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(2, await exchange.EntriesAsync("push"));
        Assert.Equal(new DeliveryCounts(0, 2, 0, 0), await endpoint.CountAsync());
        var keys = new JsonWebKeySet(await exchange.Hub.Client.GetStringAsync("/.well-known/jwks.json"));
        foreach (var taken in endpoint.Taken)
        {
            var token = new JsonWebTokenHandler().ReadJsonWebToken(taken.Token);
            var valid = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters { IssuerSigningKeys = keys.GetSigningKeys(), ValidIssuer = "urn:muniment:hub", ValidAudience = exchange.Partner.Id, ValidateLifetime = false });
            Assert.True(valid.IsValid);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(taken.Bytes)), token.GetPayloadValue<string>("body_sha256"));
        }
    }

    [Fact]
    public async Task Run_SomethingChanged_SendsThatPersonAgainUnderTheSameSubject()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Push);
        await using var endpoint = await PartnerEndpoint.StartAsync(exchange);
        await endpoint.RunAsync();

        ExchangeUnderTest.Publish(exchange.Hub, ["v1,Ada,Marsh,1980-02-03,GBR,expired", .. ExchangeUnderTest.Rows.Skip(1)]);
        await endpoint.RunAsync();

        var ada = endpoint.Taken.Where(taken => taken.Body.GetProperty("fields").GetProperty("forename")[0].GetString() == "Ada").ToList();
        Assert.Equal(["granted", "expired"], ada.Select(taken => taken.Body.GetProperty("fields").GetProperty("status")[0].GetString()));
    }

    [Fact]
    public async Task Deliver_PartnerDoesNotTakeIt_TriesAgainLaterAndAsksTheRulesFirst()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Push);
        await using var endpoint = await PartnerEndpoint.StartAsync(exchange);
        endpoint.Status = 503;
        await endpoint.RunAsync();
        Assert.Equal((2L, 0), ((await endpoint.CountAsync()).Waiting, await endpoint.DeliverAsync())); // not due yet

        await exchange.PauseAsync("over-forty", new AgeTest(40, null));
        endpoint.Status = 200;
        exchange.Clock.Advance(TimeSpan.FromSeconds(61)); // and the ledger is published meanwhile
        await exchange.PublishedAsync();
        await endpoint.DeliverAsync();

        Assert.Equal("Bela", Assert.Single(endpoint.Taken).Body.GetProperty("fields").GetProperty("forename")[0].GetString());
        Assert.Equal(new DeliveryCounts(0, 1, 1, 0), await endpoint.CountAsync());
    }

    [Fact]
    public async Task Run_Capped_StopsAtTheCap()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => Push(agreement) with { Caps = new(1, null, null) });
        await using var endpoint = await PartnerEndpoint.StartAsync(exchange);

        var result = await endpoint.RunAsync();

        Assert.Equal((1, RulingReason.DayCap), (result.Sent, result.Stopped));
        Assert.Single(endpoint.Taken);
    }

    [Fact]
    public async Task Run_AdverseUse_IsDeliveredOnceAReviewerApproves()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => Push(agreement) with { IsAdverse = true });
        await using var endpoint = await PartnerEndpoint.StartAsync(exchange);
        var reviewer = exchange.Staff("rita", Role.Reviewer);

        var result = await endpoint.RunAsync();
        var none = endpoint.Taken.Count;
        var waiting = (await exchange.Reviews.QueueAsync())[0];
        await exchange.Reviews.OpenAsync(waiting.Check, reviewer);
        await exchange.Reviews.DecideAsync(waiting.Check, true, "Checked against the file", reviewer);
        await endpoint.DeliverAsync();

        Assert.Equal((0, 2, 0), (result.Sent, result.Pending, none));
        Assert.Equal(waiting.Check, Assert.Single(endpoint.Taken).Body.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Run_AField_Contested_LeavesItOut()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Push);
        await using var endpoint = await PartnerEndpoint.StartAsync(exchange);
        using (var reading = exchange.Hub.Services.GetRequiredService<PersonDirectory>().Read(SnapshotPartition.Main)!)
        {
            var ada = reading.PersonOf("visas", "v1")!;
            await exchange.Hub.Database.WriteAsync(session => PersonMarks.SetAsync(session, ada, PersonMarks.ContestedKind, "status", "acc_test", "She says it is wrong", exchange.Clock.GetUtcNow()));
        }

        await endpoint.RunAsync();

        Assert.Contains(endpoint.Taken, taken => taken.Body.GetProperty("fields").GetProperty("forename")[0].GetString() == "Ada" && !taken.Body.GetProperty("fields").TryGetProperty("status", out _));
    }

    [Theory]
    [InlineData("http://example.org/push")]
    [InlineData("ftp://127.0.0.1/push")]
    [InlineData("https://user@example.org/push")]
    [InlineData("/push")]
    public async Task SetEndpoint_NotHttpsAndNotLoopback_IsRefused(string url)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Push);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => exchange.Hub.Database.WriteAsync(session => PartnerActs.SetEndpointAsync(session, exchange.Partner.Id, url, exchange.Staff("ann", Role.AgreementOfficer), exchange.Now)));

        Assert.Equal("endpoint", problem.Code);
    }
}
