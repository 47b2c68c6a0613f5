using System.Text.Json;

namespace Muniment.Hub.Tests.Exchange;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_OfTheHub_IsOpenApi31AndHasEveryAddressOfPartners()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync();

        using var document = JsonDocument.Parse(await exchange.Hub.Client.GetStringAsync("/openapi/v1.json"));

        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet();
        string[] wanted =
        [
            "/api/v1/agreements/{agreement}/checks", "/api/v1/checks/{id}", "/api/v1/checks/{id}/receipt", "/api/v1/checks/{id}/outcome", "/api/v1/agreements/{agreement}/outcomes-due", "/api/v1/agreements/{agreement}/bulk-checks",
            "/api/v1/agreements/{agreement}/bulk-checks/{job}", "/api/v1/agreements/{agreement}/bulk-checks/{job}/result", "/register/agreements.json", "/register/agreements.csv", "/register/pauses.json", "/register/urgent.json", "/.well-known/jwks.json",
        ];
        Assert.Empty(wanted.Except(paths));
    }
}
