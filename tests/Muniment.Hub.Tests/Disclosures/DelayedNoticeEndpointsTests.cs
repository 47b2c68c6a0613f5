using System.Net;
using System.Text;
using System.Text.Json;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Tests.Exchange;

namespace Muniment.Hub.Tests.Disclosures;

public sealed class DelayedNoticeEndpointsTests
{
    [Fact]
    public async Task Delay_TakesTwoPeopleAndEndsByOne()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();
        using var ann = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);
        using var ben = await Browser.SignedInAsync(exchange.Hub, Role.AgreementOfficer);
        using var inspector = await Browser.SignedInAsync(exchange.Hub, Role.Inspector);

        var (made, text) = await SendAsync(ann, "", """{"agreement":"licences","case":"case-1","ground":"crime","until":"2026-06-01T00:00:00Z","reason":"An inquiry"}""");
        var id = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString();
        var (alone, _) = await SendAsync(ann, $"/{id}/confirmation", "{}");
        var (confirmed, _) = await SendAsync(ben, $"/{id}/confirmation", "{}");
        var (ended, _) = await SendAsync(ann, $"/{id}/end", "{}");
        var (forbidden, _) = await SendAsync(inspector, $"/{id}/end", "{}");
        var list = JsonDocument.Parse(await inspector.ReadAsync("/api/staff/delayed-notices")).RootElement;

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Forbidden, HttpStatusCode.NoContent, HttpStatusCode.NoContent), (made, alone, confirmed, ended));
        Assert.NotEqual(HttpStatusCode.NoContent, forbidden);
        Assert.Equal("crime", list[0].GetProperty("ground").GetString());
        Assert.True(list[0].TryGetProperty("ended_at", out _));
        Assert.Equal(3, await exchange.EntriesAsync("delayed-notice"));
    }

    static async Task<(HttpStatusCode Status, string Text)> SendAsync(Browser browser, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await browser.Client.PostAsync("/api/staff/delayed-notices" + path, content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
