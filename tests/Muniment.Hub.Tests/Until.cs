namespace Muniment.Hub.Tests;

/// <summary>Waits for what must happen, however busy the machine is, and no longer than it takes.</summary>
static class Until
{
    static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    public static Task TrueAsync(Func<bool> what) => TrueAsync(() => Task.FromResult(what()));

    public static async Task TrueAsync(Func<Task<bool>> what)
    {
        for (var end = Environment.TickCount64 + (long)s_longest.TotalMilliseconds; !await what();)
        {
            Assert.True(Environment.TickCount64 < end, $"It did not happen within {s_longest.TotalMinutes:F0} minutes.");
            await Task.Delay(25);
        }
    }
}
