using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Hosting;

/// <summary>GET /metrics: what the hub counts, as text that Prometheus reads (exposition format 0.0.4). For this machine, or whoever has the token.</summary>
/// <remarks>Listens to the hub's own meter. Safe on any thread.</remarks>
sealed class MetricsText : IDisposable
{
    static readonly double[] s_bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10];

    readonly MeterListener _listener = new();
    readonly ConcurrentDictionary<Instrument, Series> _series = new();

    public MetricsText(HubMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
                listener.EnableMeasurementEvents(instrument, _series.GetOrAdd(instrument, static one => new Series(one)));
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((Series)state!).Add(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((Series)state!).Add(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((Series)state!).Add(value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var series in _series.Values.OrderBy(one => one.Name, StringComparer.Ordinal))
            series.Write(text);
        return text.ToString();
    }

    /// <summary>Measures each answer, by the template of its address.</summary>
    public static void Measure(WebApplication app, HubMetrics metrics) => app.Use(async (context, next) =>
    {
        var start = Stopwatch.GetTimestamp();
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
        try
        {
            await next(context);
        }
        finally
        {
            metrics.Requests.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new("method", Method(context)), new("route", route), new("status", context.Response.StatusCode));
        }
    });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", (HttpContext context, MetricsText metrics, HubOptions options) =>
    {
        if (!MayRead(context, options.MetricsToken))
            throw new ProblemException(StatusCodes.Status403Forbidden, "not-allowed", "Metrics are for this machine, or for whoever sends the token that MUNIMENT_METRICS_TOKEN holds, as 'Authorization: Bearer …'.");
        return Results.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8");
    }).ExcludeFromDescription().AllowPublic();

    static bool MayRead(HttpContext context, string? token)
    {
        if (token is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {token}")), SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()))))
            return true;
        // A proxy on this machine would make everybody look as if they were here.
        var isForwarded = context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("X-Original-For") || context.Request.Headers.ContainsKey("Forwarded") || context.Request.Headers.ContainsKey("Via");
        return !isForwarded && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
    }

    // Only methods there are: anybody may send any word.
    static string Method(HttpContext context) => context.Request.Method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "PATCH" or "OPTIONS" ? context.Request.Method : "other";

    sealed class Series(Instrument instrument)
    {
        readonly ConcurrentDictionary<string, Point> _points = new(StringComparer.Ordinal);
        readonly bool _isHistogram = instrument.GetType().GetGenericTypeDefinition() == typeof(Histogram<>);
        readonly bool _isLast = instrument.IsObservable || instrument.GetType().GetGenericTypeDefinition() == typeof(Gauge<>);
        readonly bool _isCounter = instrument.GetType().GetGenericTypeDefinition() is var type && (type == typeof(Counter<>) || type == typeof(ObservableCounter<>));

        public string Name { get; } = Named(instrument);

        public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var point = _points.GetOrAdd(Labels(tags), _ => new Point(_isHistogram ? s_bounds.Length : 0));
            lock (point)
            {
                point.Count++;
                point.Sum = _isLast ? value : point.Sum + value;
                for (var i = 0; i < point.Buckets.Length; i++)
                {
                    if (value <= s_bounds[i])
                        point.Buckets[i]++;
                }
            }
        }

        public void Write(StringBuilder text)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {instrument.Description}\n# TYPE {Name} {(_isHistogram ? "histogram" : _isCounter ? "counter" : "gauge")}\n");
            foreach (var (labels, point) in _points.OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                lock (point)
                {
                    var braced = labels.Length == 0 ? "" : $"{{{labels}}}";
                    if (!_isHistogram)
                    {
                        text.Append(CultureInfo.InvariantCulture, $"{Name}{braced} {point.Sum:R}\n");
                        continue;
                    }
                    var comma = labels.Length == 0 ? "" : ",";
                    for (var i = 0; i < point.Buckets.Length; i++)
                        text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{{labels}{comma}le=\"{s_bounds[i]:R}\"}} {point.Buckets[i]}\n");
                    text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{{labels}{comma}le=\"+Inf\"}} {point.Count}\n{Name}_sum{braced} {point.Sum:R}\n{Name}_count{braced} {point.Count}\n");
                }
            }
        }

        static string Named(Instrument instrument)
        {
            var name = instrument.Name.Replace('.', '_').Replace('-', '_');
            if (instrument.Unit == "s")
                name += "_seconds";
            return instrument.GetType().GetGenericTypeDefinition() is var type && (type == typeof(Counter<>) || type == typeof(ObservableCounter<>)) ? $"{name}_total" : name;
        }

        static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = new StringBuilder();
            foreach (var (key, value) in tags)
            {
                var written = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
                text.Append(text.Length == 0 ? "" : ",").Append(key.Replace('.', '_')).Append("=\"").Append(written.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
            }
            return text.ToString();
        }
    }

    sealed class Point(int buckets)
    {
        public long[] Buckets { get; } = new long[buckets];

        public long Count { get; set; }

        public double Sum { get; set; }
    }
}
