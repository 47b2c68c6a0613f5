namespace Muniment.Hub.Tests;

/// <summary>A clock that stands still until a test moves it. Timers are not faked.</summary>
public sealed class FakeClock(DateTimeOffset now) : TimeProvider
{
    DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
