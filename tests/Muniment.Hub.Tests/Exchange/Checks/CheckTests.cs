using System.Text.RegularExpressions;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Tests.Exchange.Checks;

public sealed class CheckTests(SharedExchange shared) : IClassFixture<SharedExchange>
{
    const string CountEntries = "SELECT COUNT(*) FROM entry WHERE kind = 'check'";

    [Theory, InlineData(false), InlineData(true)]
    public async Task Ask_SomebodyKnown_DisclosesTheAgreedFieldsAndRecordsThem(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);

        var answer = await exchange.AskAsync(ExchangeUnderTest.Ada);

        Assert.Equal((200, "disclosed"), (answer.Status, answer["outcome"]));
        Assert.Equal("granted", answer.Json.GetProperty("fields").GetProperty("status")[0].GetString());
        Assert.Equal("GBR", answer.Json.GetProperty("fields").GetProperty("nationality")[0].GetString());
        Assert.False(answer.Json.GetProperty("fields").TryGetProperty("surname", out _));
        Assert.InRange(answer.Json.GetProperty("match").GetProperty("probability").GetDouble(), 0.9, 1);
        Assert.Equal(1, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>(CountEntries)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Ask_AgreementOfThisInstant_IsKnownAtOnce(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        await exchange.Hub.Database.WriteAsync(session => AgreementStore.PutAsync(session, ExchangeUnderTest.NewAgreement() with { Id = "second" }, "proposed", "acc_test", exchange.Now));

        var answer = await exchange.SendAsync(exchange.Partner.Ask("second", ExchangeUnderTest.Ada, exchange.Clock.GetUtcNow()));

        Assert.Equal((200, "disclosed"), (answer.Status, answer["outcome"]));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Ask_NothingLeaves_EveryReasonReadsTheSame(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres, agreement => agreement with { Caps = new(null, null, 1) });
        var texts = new List<string>
        {
            (await exchange.AskAsync(ExchangeUnderTest.Nobody)).Text,
            (await exchange.AskAsync(ExchangeUnderTest.Cora)).Text, // a child
        };
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        texts.Add((await exchange.AskAsync(ExchangeUnderTest.Ada)).Text); // over the cap for one person
        await exchange.PauseAsync("over-thirties", new AgeTest(30, null));
        texts.Add((await exchange.AskAsync(ExchangeUnderTest.Bela)).Text); // paused

        Assert.All(texts, text => Assert.Contains("nothing-to-disclose", text, StringComparison.Ordinal));
        Assert.Single(texts.Select(text => Regex.Replace(text, "chk_[0-9a-z]{26}", "ID")).Distinct());
    }

    [Fact]
    public async Task Ask_SameTokenTwice_IsRefusedTheSecondTime()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        void Fixed(Dictionary<string, object?> claims) => claims["jti"] = "once";

        Assert.Equal(200, (await exchange.AskAsync(ExchangeUnderTest.Ada, change: Fixed)).Status);
        var again = await exchange.AskAsync(ExchangeUnderTest.Ada, change: Fixed);

        Assert.Equal((401, "token-used"), (again.Status, again["code"]));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Ask_SameKeyTwice_IsTheSameCheckAndOneEntry(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);

        var first = await exchange.AskAsync(ExchangeUnderTest.Ada, "k1");
        var second = await exchange.AskAsync(ExchangeUnderTest.Ada, "k1");
        var other = await exchange.AskAsync(ExchangeUnderTest.Bela, "k1");

        Assert.Equal(first.Text.Replace(" ", "", StringComparison.Ordinal), second.Text.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other["code"]));
        Assert.Equal(1, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>(CountEntries)));
    }

    [Fact]
    public async Task Ask_PausedSince_NothingLeavesByRetryOrByReading()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var first = await exchange.AskAsync(ExchangeUnderTest.Ada, "k1");
        Assert.Equal("disclosed", first["outcome"]);

        await exchange.PauseAsync("everything-about-adults", new AgeTest(18, null));

        Assert.Equal("nothing-to-disclose", (await exchange.AskAsync(ExchangeUnderTest.Ada, "k1"))["outcome"]);
        Assert.Equal("nothing-to-disclose", (await exchange.GetAsync($"/api/v1/checks/{first["id"]}"))["outcome"]);
    }

    [Fact]
    public async Task Ask_ContestedSince_TheFieldNoLongerLeaves()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        var first = await exchange.AskAsync(ExchangeUnderTest.Ada);
        var person = await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT person FROM partner_check"));

        await exchange.Hub.Database.WriteAsync(session => PersonMarks.SetAsync(session, person!, PersonMarks.ContestedKind, "status", "acc_test", "She says it is wrong", exchange.Clock.GetUtcNow()));
        var again = await exchange.GetAsync($"/api/v1/checks/{first["id"]}");

        Assert.True(first.Json.GetProperty("fields").TryGetProperty("status", out _));
        Assert.False(again.Json.GetProperty("fields").TryGetProperty("status", out _));
        Assert.True(again.Json.GetProperty("fields").TryGetProperty("nationality", out _));
    }

    [Fact]
    public async Task Ask_AdverseUse_WaitsForAReviewer()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with { IsAdverse = true });

        var answer = await exchange.AskAsync(ExchangeUnderTest.Ada);

        Assert.Equal("pending", answer["outcome"]);
        Assert.Null(answer["fields"]);
        Assert.Null(answer["match"]);
    }

    [Fact]
    public async Task Ask_MonthCap_IsToldOnceItIsUsedUp()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => agreement with { Caps = new(null, 2, null) });

        var statuses = new List<(int, string?)>();
        for (var i = 0; i < 3; i++)
        {
            var answer = await exchange.AskAsync(ExchangeUnderTest.Ada);
            statuses.Add((answer.Status, answer["code"]));
        }
        await exchange.PublishedAsync();
        exchange.Clock.Advance(TimeSpan.FromDays(31));
        var nextMonth = await exchange.AskAsync(ExchangeUnderTest.Ada);

        Assert.Equal([(200, null), (200, null), (403, "month-cap")], statuses);
        Assert.Equal(200, nextMonth.Status);
    }

    [Fact]
    public async Task Ask_RevokedKey_IsRefusedAtOnce()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        Assert.Equal(200, (await exchange.AskAsync(ExchangeUnderTest.Ada)).Status);

        await exchange.Hub.Database.WriteAsync(session => PartnerStore.RevokeKeyAsync(session, exchange.Partner.Kid, "acc_test", "It was stolen", exchange.Now));
        var answer = await exchange.AskAsync(ExchangeUnderTest.Ada);

        Assert.Equal((401, "key-unknown"), (answer.Status, answer["code"]));
    }

    [Theory]
    [InlineData("iss", "somebody-else", "token-issuer")]
    [InlineData("aud", "urn:other", "token-audience")]
    [InlineData("body_sha256", "00", "token-body")]
    [InlineData("jti", null, "token-claim")]
    [InlineData("official", null, "token-claim")]
    [InlineData("case", null, "token-claim")]
    [InlineData("iat", null, "token-life")]
    [InlineData("exp", 99999999999L, "token-life")]
    [InlineData("exp", 1L, "token-expired")]
    public async Task Ask_TokenIsWrong_IsRefusedWithItsCode(string claim, object? value, string code)
    {
        var answer = await shared.Exchange.AskAsync(ExchangeUnderTest.Ada, change: claims => claims[claim] = value);

        Assert.Equal((401, code), (answer.Status, answer["code"]));
        Assert.Equal(0, await shared.Exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>(CountEntries)));
    }

    [Fact]
    public async Task Ask_MoreOftenThanAKeyMay_IsToldToWait()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(options: options => options with { Limits = options.Limits with { KeyRequestsPerSecond = 1 } });
        var first = await exchange.AskAsync(ExchangeUnderTest.Ada);
        Answer later;
        do
        {
            later = await exchange.AskAsync(ExchangeUnderTest.Ada); // a busy machine may take a second for one
        }
        while (later.Status == 200);

        Assert.Equal((200, 429, "too-many-requests"), (first.Status, later.Status, later["code"]));
    }

    [Fact]
    public async Task Ask_LedgerLate_DisclosesNothing()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.PublishedAsync();
        await exchange.Hub.Database.WriteAsync(session => session.RunAsync("UPDATE entry SET leaf_index = NULL, made_at = made_at - 61000000; UPDATE ledger_state SET epoch = 99, holder = 'another', lease_until = lease_until + 9000000"));

        var answer = await exchange.AskAsync(ExchangeUnderTest.Ada);

        Assert.Equal((503, "ledger-late"), (answer.Status, answer["code"]));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Receipt_OnceItIsPublished_ProvesTheEntryWithoutTheHub(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        var check = await exchange.AskAsync(ExchangeUnderTest.Ada);
        var key = Ledger.Notes.VerifierKey.Parse((await exchange.Hub.Client.GetStringAsync("/ledger/key")).Trim());

        var receipt = await exchange.GetAsync($"/api/v1/checks/{check["id"]}/receipt");
        for (var tries = 0; receipt.Status == 409 && tries < 50; tries++)
        {
            await Task.Delay(100);
            receipt = await exchange.GetAsync($"/api/v1/checks/{check["id"]}/receipt");
        }

        Assert.Equal(200, receipt.Status);
        var parsed = Ledger.Receipts.Receipt.Parse(receipt.Text);
        Assert.Equal("localhost/ledger", parsed.Verify(parsed.Extra, key).Origin);
        var leaf = Ledger.Leaves.LedgerLeaf.Parse(parsed.Extra);
        Assert.Equal(("check", ExchangeUnderTest.AgreementId, 1), (leaf.Kind, leaf.Agreement, leaf.AgreementVersion));
    }
}
