using System.CommandLine;
using Microsoft.Extensions.Hosting;
using Muniment.Cli.Linking;
using Muniment.Hub.Hosting;

namespace Muniment.Cli.Commands;

/// <summary>muniment serve: the hub.</summary>
static class ServeCommand
{
    static readonly Option<string> s_data = new("--data") { Description = "The hub's folder: its database, ledger, snapshots and keys.", Required = true };
    static readonly Option<string?> s_database = new("--database") { Description = "PostgreSQL's connection string, such as \"Host=localhost;Database=muniment\" (default: SQLite in the folder)." };
    static readonly Option<string> s_urls = new("--urls") { Description = "Addresses to listen on, separated by semicolons.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
    static readonly Option<string> s_origin = new("--ledger-origin") { Description = "The ledger's name in its checkpoints: the address it is published at, without https://.", DefaultValueFactory = _ => "localhost/ledger" };
    static readonly Option<string?> s_proxy = new("--behind-proxy") { Description = "Address or network of the proxy before the hub, such as 10.0.0.5: what it says of where requests come from is believed, and nobody else." };
    static readonly Option<string?> s_keys = new("--keys") { Description = "The folder of the keys that protect cookies and forms, which several hubs share (default: keys in the hub's folder)." };

    /// <summary>The command, for the root.</summary>
    public static Command Create()
    {
        var command = new Command("serve", "Starts the hub: registers, agreements, exchange and ledger.") { s_data, s_database, s_urls, s_origin, s_proxy, s_keys };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var app = await HubApp.BuildAsync(new HubOptions
        {
            DataFolder = Path.GetFullPath(parsed.GetValue(s_data)!),
            Database = parsed.GetValue(s_database),
            Urls = parsed.GetValue(s_urls)!,
            BehindProxy = parsed.GetValue(s_proxy),
            KeysFolder = parsed.GetValue(s_keys) is { } keys ? Path.GetFullPath(keys) : null,
            MetricsToken = Environment.GetEnvironmentVariable("MUNIMENT_METRICS_TOKEN"),
            LedgerOrigin = parsed.GetValue(s_origin)!,
            Link = HubLink.Run,
        });
        await app.StartAsync(cancellation);
        foreach (var url in app.Urls)
            Console.Error.WriteLine($"The hub listens on {url}");
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
