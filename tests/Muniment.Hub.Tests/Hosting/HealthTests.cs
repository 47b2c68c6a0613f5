using System.Net;

namespace Muniment.Hub.Tests.Hosting;

public sealed class HealthTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Health_Started_IsReady(bool postgres)
    {
        await using var hub = await HubUnderTest.StartAsync(postgres);

        Assert.Contains("ready", await hub.Client.GetStringAsync("/health", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anything_Unknown_IsAProblemWithACode()
    {
        await using var hub = await HubUnderTest.StartAsync();

        using var answer = await hub.Client.GetAsync("/no/such/thing", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"code\":\"not-found\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
