using System.Diagnostics.Metrics;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Hosting;

/// <summary>What the hub counts. Features add instruments of their own to <see cref="Meter"/>; GET /metrics and OTLP tell them all.</summary>
/// <remarks>Labels hold names of kinds and route templates, never a value of a person's. Safe on any thread.</remarks>
public sealed class HubMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Muniment.Hub";

    /// <summary>Makes the hub's instruments.</summary>
    /// <param name="factory">Makes the meter; its scope tells several hubs in one process apart.</param>
    /// <param name="database">Whose writes are counted.</param>
    public HubMetrics(IMeterFactory factory, Database database)
    {
        Meter = factory.Create(MeterName);
        Requests = Meter.CreateHistogram<double>("http.server.request.duration", "s", "Time from a request to its answer, by route and status.");
        SignIns = Meter.CreateCounter<long>("muniment.sign_ins", description: "Attempts to sign in, by outcome and way.");
        Meter.CreateObservableCounter("muniment.database.writes", () => database.Writes, description: "Write transactions begun.");
    }

    /// <summary>Where features make their instruments.</summary>
    public Meter Meter { get; }

    internal Histogram<double> Requests { get; }

    internal Counter<long> SignIns { get; }
}
