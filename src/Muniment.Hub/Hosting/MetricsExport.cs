using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Muniment.Hub.Hosting;

/// <summary>Sends what the hub counts to a collector, where OTEL_EXPORTER_OTLP_ENDPOINT names one. OpenTelemetry's own variables say the rest.</summary>
/// <remarks>Metrics alone: a trace's attributes hold addresses, and so what people looked at.</remarks>
sealed class MetricsExport : IHostedService, IDisposable
{
    MeterProvider? _provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
            _provider = Sdk.CreateMeterProviderBuilder().AddMeter(HubMetrics.MeterName).AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _provider?.ForceFlush(5000);
        return Task.CompletedTask;
    }

    public void Dispose() => _provider?.Dispose();
}
