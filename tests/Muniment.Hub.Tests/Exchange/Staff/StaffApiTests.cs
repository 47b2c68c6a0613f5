using System.Net;
using System.Text;

namespace Muniment.Hub.Tests.Exchange.Staff;

public sealed class StaffApiTests
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
        await using var exchange = await ExchangeUnderTest.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method != "GET")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = exchange.Hub.Client.BaseAddress };

        using var answer = await client.SendAsync(request);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Found });
    }
}
