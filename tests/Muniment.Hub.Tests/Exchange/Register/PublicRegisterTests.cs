using System.Text.Json;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Tests.Exchange.Register;

public sealed class PublicRegisterTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Agreements_Paused_AreShownRestrictedAtOnce(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        var before = await ReadAsync(exchange, "/register/agreements.json");

        await exchange.PauseAsync("over-thirties", new AgeTest(30, null));
        var after = await ReadAsync(exchange, "/register/agreements.json");

        Assert.Equal("active", before[0].GetProperty("State").GetString());
        Assert.Equal("restricted", after[0].GetProperty("State").GetString());
    }

    [Fact]
    public async Task Agreements_AsCsv_HaveAHeaderAndALineEach()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();

        var csv = await exchange.Hub.Client.GetStringAsync("/register/agreements.csv");

        Assert.StartsWith("Information sharing agreement,Name,Purpose,", csv, StringComparison.Ordinal);
        Assert.Contains("\r\nlicences,Driving licences,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agreements_AskedAgainWithTheTag_AreNotSentAgain()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        using var first = await exchange.Hub.Client.GetAsync("/register/agreements.json");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/register/agreements.json");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await exchange.Hub.Client.SendAsync(request);

        Assert.Equal(System.Net.HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Pauses_ReviewDateOver_AreOverdueInPublic()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.PauseAsync("over-thirties", new AgeTest(30, null));
        Assert.False((await ReadAsync(exchange, "/register/pauses.json"))[0].GetProperty("overdue").GetBoolean());

        exchange.Clock.Advance(TimeSpan.FromDays(100));
        var pause = (await ReadAsync(exchange, "/register/pauses.json"))[0];

        Assert.True(pause.GetProperty("overdue").GetBoolean());
        Assert.Equal("paused", pause.GetProperty("state").GetString());
        Assert.Equal("Head of data", pause.GetProperty("owner").GetString());
        Assert.Contains("people aged 30 or over", pause.GetProperty("scope").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("acc_test", pause.GetRawText(), StringComparison.Ordinal);
    }

    static async Task<JsonElement> ReadAsync(ExchangeUnderTest exchange, string address) =>
        JsonDocument.Parse(await exchange.Hub.Client.GetStringAsync(address)).RootElement.Clone();
}
