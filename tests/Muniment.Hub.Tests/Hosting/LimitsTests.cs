using System.Net;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Tables;

namespace Muniment.Hub.Tests.Hosting;

public class LimitsTests
{
    [Fact]
    public async Task Metrics_FromThisMachine_CountRequestsSignInsAndWrites()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var browser = await Browser.SignedInAsync(hub, Role.Steward);
        (await browser.GetAsync("/no/such/page")).Dispose();

        var text = await hub.Client.GetStringAsync("/metrics");

        Assert.Contains("# TYPE http_server_request_duration_seconds histogram\n", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_count{method=\"POST\",route=\"staff/sign-in\",status=\"302\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("route=\"none\",status=\"404\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("muniment_sign_ins_total{outcome=\"done\",way=\"code\"} 1\n", text, StringComparison.Ordinal);
        Assert.Matches(@"muniment_database_writes_total [1-9]\d*\n", text);
        Assert.DoesNotContain(browser.Account!.SignInName, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_ThroughAProxyNobodyNamed_WantTheToken()
    {
        await using var hub = await HubUnderTest.StartAsync(change: options => options with { MetricsToken = "a long secret" });

        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(("X-Forwarded-For", "203.0.113.5")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(("X-Forwarded-For", "127.0.0.1"), ("Authorization", "Bearer wrong")));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(("X-Forwarded-For", "203.0.113.5"), ("Authorization", "Bearer a long secret")));

        async Task<HttpStatusCode> AskAsync(params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await hub.Client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Requests_MoreThanAComputerMaySend_AreToldWhenToComeBack()
    {
        await using var hub = await HubUnderTest.StartAsync(change: options => options with { Limits = new HubLimits(RequestsPerMinute: 5, SignInsPerMinute: 3) });
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            answers.Add((await hub.Client.GetAsync("/cookies")).StatusCode);

        using var last = await hub.Client.GetAsync("/cookies");

        Assert.Equal(HttpStatusCode.OK, answers[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.True(last.StatusCode == HttpStatusCode.OK || last.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task ForwardedHeaders_OfANamedProxy_SayWhereARequestCameFrom()
    {
        await using var believed = await HubUnderTest.StartAsync(change: options => options with { BehindProxy = "127.0.0.1" });
        await using var not = await HubUnderTest.StartAsync();

        Assert.Contains("Strict-Transport-Security", await HeadersAsync(believed), StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", await HeadersAsync(not), StringComparison.Ordinal);

        static async Task<string> HeadersAsync(HubUnderTest hub)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/cookies") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.5" } } };
            using var answer = await hub.Client.SendAsync(request);
            return answer.Headers.ToString();
        }
    }

    [Fact]
    public async Task BehindProxy_ThatIsNoAddress_IsRefused() =>
        await Assert.ThrowsAsync<BadInputException>(() => HubUnderTest.StartAsync(change: options => options with { BehindProxy = "proxy.example" }));

    [Fact]
    public async Task Body_LargerThanAllowed_IsRefusedAndNotRead()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var body = new ByteArrayContent(new byte[2 << 20]);
        body.Headers.ContentType = new("application/x-www-form-urlencoded");

        using var answer = await hub.Client.PostAsync("/staff/sign-in", body);

        Assert.InRange((int)answer.StatusCode, 400, 413);
    }
}
