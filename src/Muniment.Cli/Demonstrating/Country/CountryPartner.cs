using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Muniment.Cli.Demonstrating.Country;

/// <summary>The server of the made-up partners who take pushes: it keeps nothing, and answers each with a receipt.</summary>
sealed class CountryPartner : IAsyncDisposable
{
    readonly WebApplication _app;
    long _taken;

    CountryPartner(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>Where it takes pushes.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>Starts it.</summary>
    /// <param name="port">Where to listen on this machine; 0: anywhere.</param>
    public static async Task<CountryPartner> StartAsync(int port)
    {
        var partner = new CountryPartner(port);
        await partner._app.StartAsync();
        partner.Endpoint = $"{partner._app.Urls.First()}/pushes";
        return partner;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task TakeAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"receipt":"taken-{{Interlocked.Increment(ref _taken)}}"}"""), context.RequestAborted);
    }
}
