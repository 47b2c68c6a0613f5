using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Tables;

namespace Muniment.Hub.Hosting;

/// <summary>How much one computer may ask.</summary>
/// <param name="RequestsPerMinute">Pages and public data, per address.</param>
/// <param name="SignInsPerMinute">Attempts to sign in, per address.</param>
/// <param name="PartnerRequestsPerSecond">Signed requests, per address; an agreement's own caps hold besides.</param>
/// <param name="KeyRequestsPerSecond">Requests signed with one partner's key, from wherever they come, on each hub.</param>
public sealed record HubLimits(int RequestsPerMinute = 600, int SignInsPerMinute = 20, int PartnerRequestsPerSecond = 5000, int KeyRequestsPerSecond = 3000);

/// <summary>Limits by address. What is above them is answered with 429 and when to come back.</summary>
public static class RateLimits
{
    /// <summary>The policy of pages that take passwords and codes.</summary>
    public const string SignIn = "sign-in";

    /// <summary>The policy of partners' signed requests, which AllowPartners brings along, and of the ledger's files, of which whoever verifies it reads thousands.</summary>
    public const string Partner = "partner";

    internal static void AddRateLimits(this IServiceCollection services, HubLimits limits) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture) : "60";
            return ValueTask.CompletedTask;
        };
        limiter.AddPolicy(SignIn, context => Bucket(context, limits.SignInsPerMinute, TimeSpan.FromMinutes(1)));
        limiter.AddPolicy(Partner, context => Bucket(context, limits.PartnerRequestsPerSecond, TimeSpan.FromSeconds(1)));
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Partner ? RateLimitPartition.GetNoLimiter("") : Bucket(context, limits.RequestsPerMinute, TimeSpan.FromMinutes(1)));
    });

    // A burst of as much as a period's worth, then evenly.
    static RateLimitPartition<string> Bucket(HttpContext context, int perPeriod, TimeSpan period) => RateLimitPartition.GetTokenBucketLimiter(Address(context), _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = perPeriod,
        TokensPerPeriod = Math.Max(1, perPeriod / 20),
        ReplenishmentPeriod = period / Math.Min(20, perPeriod),
        QueueLimit = 0,
    });

    // Of IPv6 the network: whoever has one has all its addresses.
    static string Address(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}

/// <summary>Which addresses a hub listens on, and whom it believes about where a request came from.</summary>
static class HubAddresses
{
    /// <summary>Refuses a demo that others could reach.</summary>
    /// <exception cref="BadInputException">An address is not of this machine alone.</exception>
    public static void CheckDemo(HubOptions options)
    {
        if (!options.Demo)
            return;
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !address.IsLoopback)
                throw new BadInputException($"A demo listens on this machine alone, and '{url}' is not of it. Use an address such as http://127.0.0.1:5080.");
        }
    }

    /// <summary>In a demo, answers only who asks for this machine by name, so that no website can lead a browser here under its own.</summary>
    public static void UseDemoHostsOnly(this WebApplication app) => app.Use((context, next) =>
    {
        var host = context.Request.Host.Host;
        if (host is not ("localhost" or "127.0.0.1" or "[::1]"))
            throw new ProblemException(StatusCodes.Status400BadRequest, "host", "A demo answers to localhost alone.");
        return next(context);
    });

    /// <summary>What forwarded headers are believed: of the proxy that was named, and none otherwise.</summary>
    /// <exception cref="BadInputException">It is no address and no network.</exception>
    public static ForwardedHeadersOptions Forwarded(string proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders.XForwardedFor | Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else if (IPNetwork.TryParse(proxy, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new BadInputException($"--behind-proxy '{proxy}' is no address and no network. Write it as 10.0.0.5 or 10.0.0.0/24.");
        }
        return options;
    }
}
