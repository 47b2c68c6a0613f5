using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights;
using Muniment.Hub.Tests.Exchange;

namespace Muniment.Hub.Tests.Rights;

public sealed class UsageTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task FindUsage_OfAPersonWhoWasAskedAbout_SaysWhoWhenWhyUnderWhatAgreement(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        using var ada = await AdaAsync(exchange);
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        exchange.Clock.Advance(TimeSpan.FromMinutes(1));
        await exchange.AskAsync(new { person = new { forename = "Ada", surname = "Marsh", birth_date = "1980-02-03" }, fields = new[] { "match" } });
        await exchange.AskAsync(ExchangeUnderTest.Bela);

        var page = await FindAsync(ada, await AliasAsync(ada));
        var older = await FindAsync(ada, await AliasAsync(ada), "&offset=1&limit=1");

        Assert.Equal(2, page.GetProperty("totalUsages").GetInt32());
        var newest = page.GetProperty("usages")[0];
        Assert.Equal(("government-organisation:EX02", "Licensing Agency", "Driving licences"), (Text(newest, "receiverCode"), Text(newest, "receiverName"), Text(newest, "receiverSystem")));
        Assert.Equal(("licences/1", "case-2026-1"), (Text(newest, "agreement"), Text(newest, "case")));
        Assert.Equal("A partner asked about you and was told: To check that a licence goes to the person it is for.", Text(newest, "action"));
        Assert.Equal("2026-03-02T10:01:00+00:00", Text(newest, "logtime"));
        Assert.Equal("2026-03-02T10:00:00+00:00", Text(older.GetProperty("usages")[0], "logtime"));
        Assert.Equal(2, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = 'ledger-read' AND subject IS NOT NULL")));
    }

    [Fact]
    public async Task FindUsage_AnotherCallersAlias_IsNoAliasOfHers()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        using var ada = await AdaAsync(exchange);
        using var bela = await PersonAsync(exchange, "somebody-else");
        var alias = await AliasAsync(ada);

        using var other = await SendAsync(bela, alias);
        exchange.Clock.Advance(TimeSpan.FromMinutes(20));
        using var hers = await SendAsync(ada, alias);
        exchange.Clock.Advance(TimeSpan.FromMinutes(9));
        using var noUser = await ada.GetAsync($"/v2/findUsage?userCode={alias}");

        Assert.Equal((400, 200, 400), ((int)other.StatusCode, (int)hers.StatusCode, (int)noUser.StatusCode));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task FindUsage_NoticeIsDelayed_AppearsByItselfWhenTheTimeIsOver(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        var (one, two) = (Made.Actor("one", Role.AgreementOfficer), Made.Actor("two", Role.AgreementOfficer));
        await exchange.Hub.Database.WriteAsync(async session =>
        {
            var id = await DelayedNotices.ProposeAsync(session, ExchangeUnderTest.AgreementId, "case-2026-1", DelayGrounds.Crime, exchange.Clock.GetUtcNow().AddDays(30), "An open investigation", one, exchange.Now);
            var own = await Assert.ThrowsAsync<Hub.Hosting.ProblemException>(() => DelayedNotices.ConfirmAsync(session, id, one, exchange.Now));
            Assert.Equal("second-person", own.Code);
            await DelayedNotices.ConfirmAsync(session, id, two, exchange.Now);
        });

        var before = await TotalAsync(exchange);
        exchange.Clock.Advance(TimeSpan.FromDays(30));
        var after = await TotalAsync(exchange);

        Assert.Equal((0, 1), (before, after));
        Assert.Equal(1, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = 'check'"))); // it counts all the same
    }

    [Fact]
    public async Task FindUsage_RecordsMayBeAnothers_ShowsNothingUntilAHumanClearsThem()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        using var ada = await AdaAsync(exchange);
        var person = await PersonIdAsync(exchange);
        await exchange.Hub.Database.WriteAsync(session => PersonMarks.SetAsync(session, person, PersonMarks.MergedKind, "", "hub", "Two birth dates", exchange.Clock.GetUtcNow()));

        var held = await FindAsync(ada, await AliasAsync(ada));
        await exchange.Hub.Database.WriteAsync(session => PersonMarks.ClearAsync(session, person, PersonMarks.MergedKind, ""));
        var cleared = await FindAsync(ada, await AliasAsync(ada));

        Assert.Equal(0, held.GetProperty("totalUsages").GetInt32());
        Assert.Contains("somebody else's", held.GetProperty("heldBack").GetString()!, StringComparison.Ordinal);
        Assert.Equal(1, cleared.GetProperty("totalUsages").GetInt32());
    }

    [Fact]
    public async Task FindUsage_MatchWasUnsure_IsHeldBackUntilSomebodyLooks()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        await exchange.Hub.Database.WriteAsync(session => session.RunAsync("UPDATE partner_check SET probability = 0.95"));
        using var ada = await AdaAsync(exchange);

        var held = await FindAsync(ada, await AliasAsync(ada));
        var entry = await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT entry FROM partner_check"));
        await exchange.Hub.Database.WriteAsync(session => UsageBook.ClearAsync(session, entry!, "Looked at", Made.Actor("ann", Role.Caseworker), exchange.Now));
        var cleared = await FindAsync(ada, await AliasAsync(ada));

        Assert.Equal((0, 1), (held.GetProperty("totalUsages").GetInt32(), cleared.GetProperty("totalUsages").GetInt32()));
        Assert.NotNull(Text(held, "heldBack"));
    }

    [Fact]
    public async Task Aliases_AnAuthorisedPortal_AsksForOnePersonAndLearnsNotWhetherSheIsThere()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        var refused = await PostAliasAsync(exchange, ExchangeUnderTest.Ada);
        await exchange.Hub.Database.WriteAsync(session => UsageAliases.AuthorizePortalAsync(session, exchange.Partner.Id, Made.Actor("one", Role.AgreementOfficer), exchange.Now));

        var ada = await PostAliasAsync(exchange, ExchangeUnderTest.Ada);
        var nobody = await PostAliasAsync(exchange, ExchangeUnderTest.Nobody);
        var usages = await PortalFindAsync(exchange, ada["userCode"]!);
        var none = await PortalFindAsync(exchange, nobody["userCode"]!);

        Assert.Equal((403, 200, 200), (refused.Status, ada.Status, nobody.Status));
        Assert.Equal((1, 0), (usages.Json.GetProperty("totalUsages").GetInt32(), none.Json.GetProperty("totalUsages").GetInt32()));
    }

    [Fact]
    public async Task HeartbeatAndPeriod_AreAsTheDataTrackerHasThem()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();

        Assert.Equal("""{"status":"OK"}""", await exchange.Hub.Client.GetStringAsync("/v2/heartbeat"));
        Assert.Equal("""{"periodStart":"2026-03-02T10:00:00+00:00"}""", await exchange.Hub.Client.GetStringAsync("/v2/usagePeriod"));
    }

    static async Task<int> TotalAsync(ExchangeUnderTest exchange)
    {
        using var ada = await AdaAsync(exchange);
        return (await FindAsync(ada, await AliasAsync(ada))).GetProperty("totalUsages").GetInt32();
    }

    static async Task<Browser> AdaAsync(ExchangeUnderTest exchange) => await PersonAsync(exchange, await PersonIdAsync(exchange));

    static Task<string> PersonIdAsync(ExchangeUnderTest exchange)
    {
        var directory = (PersonDirectory)exchange.Hub.Services.GetService(typeof(PersonDirectory))!;
        using var reading = directory.Read(SnapshotPartition.Main)!;
        return Task.FromResult(reading.PersonOf("visas", "v1")!);
    }

    static async Task<Browser> PersonAsync(ExchangeUnderTest exchange, string person)
    {
        var browser = await Browser.SignedInAsync(exchange.Hub, Role.Person);
        await exchange.Hub.Database.WriteAsync(session => session.RunAsync("INSERT INTO account_person (account_id, person, verified_by, verified_at, how) VALUES (@Id, @person, 'acc_test', 0, 'passport seen')", new { browser.Account!.Id, person }));
        return browser;
    }

    static async Task<string> AliasAsync(Browser browser)
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await browser.Client.PostAsync(new Uri("/api/v1/aliases", UriKind.Relative), content);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("userCode").GetString()!;
    }

    static Task<HttpResponseMessage> SendAsync(Browser browser, string alias, string more = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/findUsage?userCode={alias}{more}");
        request.Headers.Add("X-Road-UserId", "self");
        return browser.Client.SendAsync(request);
    }

    static async Task<JsonElement> FindAsync(Browser browser, string alias, string more = "")
    {
        using var answer = await SendAsync(browser, alias, more);
        Assert.Equal(200, (int)answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    static async Task<Answer> PostAliasAsync(ExchangeUnderTest exchange, object person)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(person);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/aliases") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", exchange.Partner.Token(body, exchange.Clock.GetUtcNow()));
        return await exchange.SendAsync(request);
    }

    static async Task<Answer> PortalFindAsync(ExchangeUnderTest exchange, string alias)
    {
        var request = exchange.Partner.Get($"/v2/findUsage?userCode={alias}", exchange.Clock.GetUtcNow());
        request.Headers.Add("X-Road-UserId", "EE12345678901");
        return await exchange.SendAsync(request);
    }

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;
}
