using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Tests;

/// <summary>A whole hub on loopback, in a folder of its own.</summary>
public sealed class HubUnderTest : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly bool _ownsFolder;

    HubUnderTest(WebApplication app, HubOptions options, bool ownsFolder)
    {
        (_app, Options, _ownsFolder) = (app, options, ownsFolder);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HubOptions Options { get; }

    /// <summary>Speaks to the hub over its socket.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public Database Database => Services.GetRequiredService<Database>();

    /// <summary>What the hub has logged, whole.</summary>
    public string Log => ((LogUnderTest)Options.Log!).Text;

    /// <summary>Starts a hub.</summary>
    /// <param name="postgres">True: on a new PostgreSQL database; false: on SQLite.</param>
    /// <param name="change">What the test needs otherwise: a clock, a folder that outlives the hub, another hub's database.</param>
    public static async Task<HubUnderTest> StartAsync(bool postgres = false, Func<HubOptions, HubOptions>? change = null)
    {
        var folder = Path.Combine(HubTemplate.Folder, $"muniment-hub-{Guid.NewGuid():N}");
        var options = new HubOptions { DataFolder = folder, Database = postgres ? await HubTemplate.NewPostgresAsync() : null, Urls = "http://127.0.0.1:0", Log = new LogUnderTest(), Limits = new HubLimits(1_000_000, 1_000_000, 1_000_000) };
        options = change?.Invoke(options) ?? options;
        if (options.Database is null)
            await HubTemplate.CopyAsync(options.DataFolder);
        var app = await HubApp.BuildAsync(options);
        await app.StartAsync();
        return new HubUnderTest(app, options, options.DataFolder == folder);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Options.DataFolder, recursive: true);
    }
}
