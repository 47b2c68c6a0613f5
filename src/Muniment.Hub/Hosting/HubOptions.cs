using Muniment.Hub.Persons;
using Muniment.Hub.Tools.Messages;

namespace Muniment.Hub.Hosting;

/// <summary>What a hub is started with.</summary>
public sealed record HubOptions
{
    /// <summary>The hub's folder: its database (SQLite), the ledger, snapshots, keys. Made, for this account alone, where it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>PostgreSQL's connection string; null: SQLite in <see cref="DataFolder"/>.</summary>
    public string? Database { get; init; }

    /// <summary>Addresses to listen on, separated by semicolons; port 0: any free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The ledger's name: an address without scheme, and without a slash at its end, as its checkpoints' first line.</summary>
    public string LedgerOrigin { get; init; } = "localhost/ledger";

    /// <summary>The audience (aud) that partners' tokens must name.</summary>
    public string Audience { get; init; } = "urn:muniment:hub";

    /// <summary>True: made-up people for learning; loopback only, real sources refused.</summary>
    public bool Demo { get; init; }

    /// <summary>Links records into a snapshot's folder; it may take long and use every core. Null: this hub does not link.</summary>
    public Action<LinkOrder, CancellationToken>? Link { get; init; }

    /// <summary>The demo's password; null: a new one at each start.</summary>
    public string? DemoPassword { get; init; }

    /// <summary>Where the keys are that protect cookies and forms; null: "keys" in <see cref="DataFolder"/>. Several hubs share one folder.</summary>
    public string? KeysFolder { get; init; }

    /// <summary>Addresses or networks of the proxy before the hub, separated by commas; null: none, and what requests say of where they came from is not believed.</summary>
    public string? BehindProxy { get; init; }

    /// <summary>Who sends it may read /metrics from elsewhere; null: only this machine may.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>GOV.UK Notify, for messages to people; null: they are written as files into "outbox" in <see cref="DataFolder"/>.</summary>
    public NotifyOptions? Notify { get; init; }

    /// <summary>How much one computer may ask.</summary>
    public HubLimits Limits { get; init; } = new();

    /// <summary>Where log messages go besides standard output; for tests.</summary>
    internal Microsoft.Extensions.Logging.ILoggerProvider? Log { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
