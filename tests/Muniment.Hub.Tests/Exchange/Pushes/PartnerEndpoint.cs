using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Pushes;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tests.Exchange.Pushes;

/// <summary>A partner's own server.</summary>
sealed class PartnerEndpoint : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ExchangeUnderTest _exchange;

    PartnerEndpoint(WebApplication app, ExchangeUnderTest exchange) => (_app, _exchange) = (app, exchange);

    public int Status { get; set; } = 200;

    public ConcurrentQueue<(byte[] Bytes, JsonElement Body, string Token)> Taken { get; } = [];

    public static async Task<PartnerEndpoint> StartAsync(ExchangeUnderTest exchange)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var endpoint = new PartnerEndpoint(app, exchange);
        app.Run(endpoint.TakeAsync);
        await app.StartAsync();
        await exchange.Hub.Database.WriteAsync(session => PartnerActs.SetEndpointAsync(session, exchange.Partner.Id, $"{app.Urls.First()}/push", exchange.Staff("ann", Role.AgreementOfficer), exchange.Now));
        return endpoint;
    }

    public async Task<PushResult> RunAsync()
    {
        var result = await _exchange.Hub.Services.GetRequiredService<PushRun>().RunAsync(ExchangeUnderTest.AgreementId, _exchange.Now);
        await DeliverAsync();
        return result;
    }

    public Task<int> DeliverAsync() => _exchange.Hub.Services.GetRequiredService<PushDelivery>().SendDueAsync(_exchange.Now);

    public Task<DeliveryCounts> CountAsync() => _exchange.Hub.Database.ReadAsync(session => PushDelivery.CountAsync(session, ExchangeUnderTest.AgreementId));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task TakeAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        context.Response.StatusCode = Status;
        if (Status == 200)
        {
            Taken.Enqueue((buffer.ToArray(), JsonDocument.Parse(buffer.ToArray()).RootElement.Clone(), context.Request.Headers.Authorization.ToString()["Bearer ".Length..]));
            await context.Response.WriteAsync("""{"receipt":"r-1"}""");
        }
    }
}
