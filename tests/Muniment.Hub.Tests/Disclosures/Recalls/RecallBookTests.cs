using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Disclosures.Recalls;
using Muniment.Hub.Hosting;
using Muniment.Hub.Tests.Exchange;
using Muniment.Hub.Tests.Exchange.Pushes;

namespace Muniment.Hub.Tests.Disclosures.Recalls;

public sealed class RecallBookTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Open_AFieldWasWrong_EveryRecipientOfItIsToldAndAnswers(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        var first = await exchange.AskAsync(ExchangeUnderTest.Ada);
        await exchange.AskAsync(new { person = new { forename = "Ada", surname = "Marsh", birth_date = "1980-02-03" }, fields = new[] { "match" } }); // not the field
        await exchange.AskAsync(ExchangeUnderTest.Bela); // not the person
        var person = await PersonAsync(exchange);

        var id = await exchange.Hub.Database.WriteAsync(session => RecallBook.OpenAsync(session, person, ["status"], RecallCauses.Rectified, "She was granted", "acc_test", exchange.Now));
        var list = await exchange.GetAsync("/api/v1/recalls");
        var answered = await AnswerAsync(exchange, id!, new { answer = "corrected" });
        var again = await exchange.GetAsync("/api/v1/recalls");
        var wrong = await AnswerAsync(exchange, id!, new { answer = "corrected", checks = new[] { "chk_of_another" } });
        var recipients = await exchange.Hub.Database.ReadAsync(session => RecallBook.RecipientsAsync(session, person));

        var notice = list.Json.EnumerateArray().Single();
        Assert.Equal((id, first["id"], "rectified", "status"), (notice.GetProperty("recall").GetString(), notice.GetProperty("check").GetString(), notice.GetProperty("cause").GetString(), notice.GetProperty("fields")[0].GetString()));
        Assert.DoesNotContain(person, list.Text, StringComparison.Ordinal);
        Assert.Equal((204, 0, 404), (answered.Status, again.Json.GetArrayLength(), wrong.Status));
        Assert.Equal(("Licensing Agency", "licences/1", "corrected"), (recipients.Single().Name, recipients.Single().Agreement, recipients.Single().Answer));
        Assert.Equal(1, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = 'recall' AND subject = @person", new { person })));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Send_ThePartnerHasAnEndpoint_IsTriedAgainUntilItIsTaken(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        await using var endpoint = await PartnerEndpoint.StartAsync(exchange);
        var asked = await exchange.AskAsync(ExchangeUnderTest.Ada);
        var person = await PersonAsync(exchange);
        var delivery = exchange.Hub.Services.GetRequiredService<RecallDelivery>();
        endpoint.Status = 503;
        await exchange.Hub.Database.WriteAsync(session => RecallBook.OpenAsync(session, person, ["status"], RecallCauses.Rectified, "She was granted", "acc_test", exchange.Now));

        await delivery.SendDueAsync(exchange.Now);
        endpoint.Status = 200;
        var soon = await delivery.SendDueAsync(exchange.Now);
        exchange.Clock.Advance(TimeSpan.FromSeconds(61));
        await delivery.SendDueAsync(exchange.Now);
        await Until.TrueAsync(() => !endpoint.Taken.IsEmpty); // the hub's own look may have been first
        var never = await delivery.SendDueAsync(exchange.Now);

        var taken = Assert.Single(endpoint.Taken);
        var notice = taken.Body.GetProperty("recalls").EnumerateArray().Single();
        Assert.Equal((0, 0), (soon, never));
        Assert.Equal((asked["id"], "rectified"), (notice.GetProperty("check").GetString(), notice.GetProperty("cause").GetString()));
        Assert.DoesNotContain(person, System.Text.Encoding.UTF8.GetString(taken.Bytes), StringComparison.Ordinal);
        var keys = new JsonWebKeySet(await exchange.Hub.Client.GetStringAsync("/.well-known/jwks.json"));
        Assert.True((await new JsonWebTokenHandler().ValidateTokenAsync(taken.Token, new TokenValidationParameters { IssuerSigningKeys = keys.GetSigningKeys(), ValidIssuer = "urn:muniment:hub", ValidAudience = exchange.Partner.Id, ValidateLifetime = false })).IsValid);
        await Until.TrueAsync(async () => (await exchange.Hub.Database.ReadAsync(session => RecallBook.RecipientsAsync(session, person))).Single().Told is not null);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Erase_BeforeRecipientsWereTold_IsRefused(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres);
        await exchange.AskAsync(ExchangeUnderTest.Ada);
        var person = await PersonAsync(exchange);
        Task<int> Erase() => exchange.Hub.Database.WriteAsync(session => RecallBook.EraseAsync(session, person, "She asked", "acc_test", exchange.Now));

        var before = await Assert.ThrowsAsync<ProblemException>(Erase);
        await exchange.Hub.Database.WriteAsync(session => RecallBook.OpenAsync(session, person, [], RecallCauses.Erased, "She asked", "acc_test", exchange.Now));
        var untold = await Assert.ThrowsAsync<ProblemException>(Erase);
        await exchange.GetAsync("/api/v1/recalls");
        var erased = await Erase();

        Assert.Equal(("recall-first", "recall-first"), (before.Code, untold.Code));
        Assert.Equal(2, erased); // the check and the recall
        Assert.Equal(0, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE subject = @person OR salt IS NOT NULL AND kind = 'check'", new { person })));
        Assert.Equal(1, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = @kind", new { kind = EntryKinds.Erasure })));
    }

    [Fact]
    public async Task Open_NobodyReceivedIt_IsNoRecall()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        await exchange.AskAsync(ExchangeUnderTest.Cora); // a child: nothing left

        Assert.Null(await exchange.Hub.Database.WriteAsync(async session =>
            await RecallBook.OpenAsync(session, (await session.ValueAsync<string>("SELECT person FROM partner_check"))!, [], RecallCauses.Split, "Two people", "acc_test", exchange.Now)));
    }

    static async Task<string> PersonAsync(ExchangeUnderTest exchange) => (await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT c.person FROM partner_check c JOIN entry e ON e.id = c.entry ORDER BY e.seq LIMIT 1")))!;

    static async Task<Answer> AnswerAsync(ExchangeUnderTest exchange, string id, object answer)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/recalls/{id}/answer") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", exchange.Partner.Token(body, exchange.Clock.GetUtcNow()));
        return await exchange.SendAsync(request);
    }
}
