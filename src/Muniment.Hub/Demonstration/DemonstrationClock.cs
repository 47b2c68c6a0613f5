namespace Muniment.Hub.Demonstration;

/// <summary>A clock that is set by hand, so that a year of made-up acts gets its dates. Timers are real.</summary>
public sealed class DemonstrationClock(DateTimeOffset begin) : TimeProvider
{
    DateTimeOffset _now = begin;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Sets it; never back.</summary>
    public void Set(DateTimeOffset now) => _now = now >= _now ? now : throw new ArgumentOutOfRangeException(nameof(now), now, "A clock is not put back.");
}
