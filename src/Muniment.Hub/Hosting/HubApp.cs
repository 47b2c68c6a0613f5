using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights;
using Muniment.Hub.Public;
using Muniment.Hub.Sources;
using Muniment.Hub.Tools;

namespace Muniment.Hub.Hosting;

/// <summary>Puts the hub together: each feature adds its own services and maps its own addresses.</summary>
public static class HubApp
{
    const int LargestBody = 1 << 20; // Bulk checks lift it for their own address.

    // There is no settings file to watch for, and the folder's files change with every check.
    static readonly string[] s_noWatching = ["--hostBuilder:reloadConfigOnChange=false"];

    /// <summary>A hub, not started yet: its folder made, its database opened and brought to this program's schema.</summary>
    /// <param name="options">What it is started with.</param>
    /// <exception cref="Tables.BadInputException">The folder or the database cannot be used.</exception>
    public static async Task<WebApplication> BuildAsync(HubOptions options)
    {
        HubAddresses.CheckDemo(options);
        HubFolder.Make(options.DataFolder);
        var database = Database.Open(options.Database, options.DataFolder);
        await SchemaChanges.ApplyAsync(database, options.Clock).ConfigureAwait(false);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = s_noWatching, ContentRootPath = options.DataFolder, ApplicationName = typeof(HubApp).Assembly.GetName().Name });
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace); // standard output is for what commands print
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Muniment", options.Demo ? LogLevel.Warning : LogLevel.Information);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Identity", LogLevel.Error); // Its own events are said by ours, without ids of people.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // That keys lie unencrypted in a folder of the hub's own is on purpose.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error); // It warns wherever it finds an answer kept out of caches already.
        if (options.Log is not null)
            builder.Logging.AddProvider(options.Log);

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Clock);
        builder.Services.AddSingleton(database); // made here, so the container does not dispose of it
        builder.Services.AddProblems();
        builder.Services.AddAccounts(options);
        builder.Services.AddPages();
        builder.Services.AddRateLimits(options.Limits);
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(30) });
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<HubMetrics>();
        builder.Services.AddSingleton<MetricsText>();
        builder.Services.AddHostedService<MetricsExport>();
        builder.Services.AddOpenApi("v1");
        builder.Services.AddSources();
        builder.Services.AddPersons();
        builder.Services.AddDisclosures(options);
        builder.Services.AddExchange();
        builder.Services.AddRights();
        builder.Services.AddTools(options);
        builder.Services.AddPublic();

        var app = builder.Build();
        app.Lifetime.ApplicationStopped.Register(() => database.DisposeAsync().AsTask().GetAwaiter().GetResult());
        if (options.BehindProxy is not null)
            app.UseForwardedHeaders(HubAddresses.Forwarded(options.BehindProxy));
        app.Services.GetRequiredService<MetricsText>(); // begins to listen
        MetricsText.Measure(app, app.Services.GetRequiredService<HubMetrics>());
        app.UseSecurityHeaders();
        app.UseProblems();
        if (options.Demo)
            app.UseDemoHostsOnly();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.UseLanguage();
        app.UseAccounts();
        app.UseOutputCache();
        app.MapOpenApi().AllowPublic();
        app.MapHealth();
        app.MapSources();
        app.MapPersons();
        MetricsText.Map(app);
        app.MapPages();
        app.MapDisclosures();
        app.MapExchange();
        app.MapRights();
        app.MapTools();
        await app.Services.GetRequiredService<ToolRegister>().PublishAsync().ConfigureAwait(false);
        app.MapPublic();
        if (options.Demo)
            await app.Services.GetRequiredService<DemoAccounts>().MakeAsync(app.Services.GetRequiredService<Microsoft.AspNetCore.Identity.IPasswordHasher<Account>>()).ConfigureAwait(false);
        return app;
    }
}
