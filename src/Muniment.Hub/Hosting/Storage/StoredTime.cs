namespace Muniment.Hub.Hosting.Storage;

/// <summary>Instants as they are stored: whole microseconds since 1970-01-01T00:00:00Z, which order as numbers on both databases.</summary>
static class StoredTime
{
    /// <summary>Microseconds since 1970, rounded down.</summary>
    public static long ToMicroseconds(this DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant, in UTC.</summary>
    public static DateTimeOffset ToInstant(this long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
