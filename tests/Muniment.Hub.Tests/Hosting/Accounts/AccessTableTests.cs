using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tests.Hosting.Accounts;

/// <summary>Each role on each address: who may, and who may not. Driven by the hub's own list of addresses, so a new one is in it by itself.</summary>
public class AccessTableTests
{
    [Fact]
    public async Task EveryAddress_SaysWhoMayUseIt()
    {
        await using var hub = await HubUnderTest.StartAsync();

        var without = (await AddressesAsync(hub)).Where(address => address.Rule is null).Select(address => address.Name).ToList();

        Assert.True(without.Count == 0, $"These addresses say of nobody that they may use them, so nobody may: {string.Join(", ", without)}. Give each RequireRole, RequireSignIn, AllowPublic or AllowPartners.");
    }

    [Fact]
    public async Task EveryAddress_EachRole_MayExactlyWhereItsRuleSaysSo()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var wrong = new List<string>();
        var addresses = await AddressesAsync(hub);
        foreach (var role in RoleNames.All.Cast<Role?>().Prepend(null))
        {
            using var browser = role is null ? new Browser(hub) : await Browser.SignedInAsync(hub, role.Value);
            foreach (var (name, path, method, rule) in addresses)
            {
                if (path == "/staff/sign-out" && method == "POST")
                    continue; // It would end what is being tested; SignInTests has it.
                var may = rule switch
                {
                    RequireRoleAttribute roles => role is not null && roles.Allowed.Contains(role.Value),
                    RequireSignInAttribute => role is not null,
                    _ => true,
                };
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                using var answer = await browser.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var refused = answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/sign-in?returnUrl", StringComparison.Ordinal)
                    || answer.StatusCode == HttpStatusCode.Forbidden
                    || answer.StatusCode == HttpStatusCode.Unauthorized && rule is not AllowPartnersAttribute;
                if (may == refused)
                    wrong.Add($"{role?.Name() ?? "nobody"} {method} {name}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static async Task<IReadOnlyList<(string Name, string Path, string Method, IAccessRule? Rule)>> AddressesAsync(HubUnderTest hub)
    {
        var loader = hub.Services.GetRequiredService<PageLoader>();
        var addresses = new List<(string, string, string, IAccessRule?)>();
        foreach (var endpoint in hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var metadata = endpoint.Metadata;
            var rule = metadata.GetMetadata<IAccessRule>();
            if (metadata.GetMetadata<PageActionDescriptor>() is { } page) // Its attributes are known once it is loaded.
                rule = (await loader.LoadAsync(page, metadata)).HandlerTypeInfo.GetCustomAttributes(inherit: true).OfType<IAccessRule>().SingleOrDefault();
            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator ? separator.Content : "1"))));
            var methods = metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"];
            foreach (var method in methods)
                addresses.Add((endpoint.RoutePattern.RawText ?? path, path, method, rule));
        }
        Assert.NotEmpty(addresses);
        return addresses;
    }
}
