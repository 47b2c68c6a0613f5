using System.Net;
using System.Text;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tests.Exchange.Staff;

public sealed class StaffApiTests(SharedExchange shared) : IClassFixture<SharedExchange>
{
    [Theory]
    [InlineData("POST", "/api/staff/agreements")]
    [InlineData("POST", "/api/staff/agreements/licences/versions/1/sign-offs")]
    [InlineData("POST", "/api/staff/agreements/licences/end")]
    [InlineData("PUT", "/api/staff/partners/government-organisation:EX09")]
    [InlineData("POST", "/api/staff/partner-keys/key-1/revocation")]
    [InlineData("POST", "/api/staff/pauses")]
    [InlineData("POST", "/api/staff/pauses/p/restart")]
    [InlineData("GET", "/api/staff/reviews")]
    [InlineData("POST", "/api/staff/reviews/chk_x/evidence")]
    [InlineData("POST", "/api/staff/reviews/chk_x/decision")]
    public async Task AnyAct_NobodySignedIn_IsRefused(string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method != "GET")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = shared.Exchange.Hub.Client.BaseAddress };

        using var answer = await client.SendAsync(request);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Found });
    }

    [Fact]
    public async Task Officer_SignedIn_ProposesSignsAndPauses()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        using var ann = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);
        using var ben = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);
        var proposal = AgreementJson.Write(ExchangeUnderTest.NewAgreement() with { Id = "visas-check", SignOffs = [], NoticePublishedAt = null });

        Assert.Equal(HttpStatusCode.Created, await SendAsync(ann, "/api/staff/agreements", Encoding.UTF8.GetString(proposal)));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(ann, "/api/staff/agreements/visas-check/versions/1/sign-offs", """{"post":"Officer"}"""));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(ann, "/api/staff/agreements/visas-check/versions/1/sign-offs", """{"post":"Officer"}"""));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(ben, "/api/staff/agreements/visas-check/versions/1/sign-offs", """{"post":"Head of data"}"""));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(ann, "/api/staff/agreements/visas-check/versions/1/notice", "{}"));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(ann, "/api/staff/pauses", """{"id":"all-of-it","reach":"all","owner":"Head of data","reason":"A review","review":"2026-06-01"}"""));

        Assert.Equal((403, "agreement-suspended"), await StateAsync(exchange));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(ann, "/api/staff/pauses/all-of-it/restart", "{}"));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(ann, "/api/staff/pauses/all-of-it/restart", """{"because":"Done"}"""));
        exchange.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(ann, "/api/staff/agreements/visas-check/end", """{"because":"Done"}""")); // no fresh sign-in
    }

    [Fact]
    public async Task AnyAct_OfAnotherRoleOrAnotherSite_IsRefused()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        using var reviewer = await Browser.SignedInAsync(exchange.Hub, Role.Reviewer);
        using var officer = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);
        const string Pause = """{"id":"p","reach":"all","owner":"o","reason":"r","review":"2026-06-01"}""";

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(reviewer, "/api/staff/pauses", Pause));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(officer, "/api/staff/pauses", Pause, "https://evil.example"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await SendAsync(officer, "/api/staff/pauses", Pause, type: "text/plain"));
        Assert.Equal(0, await exchange.EntriesAsync("pause"));
    }

    static async Task<(int, string?)> StateAsync(ExchangeUnderTest exchange)
    {
        var answer = await exchange.AskAsync(ExchangeUnderTest.Ada);
        return (answer.Status, answer["code"]);
    }

    static async Task<HttpStatusCode> SendAsync(Browser browser, string address, string body, string? origin = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, type) };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await browser.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
