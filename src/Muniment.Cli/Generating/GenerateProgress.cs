using System.Diagnostics;
using System.Globalization;

namespace Muniment.Cli.Generating;

/// <summary>Rows written, rows a second and time left, on one line of a terminal.</summary>
static class GenerateProgress
{
    const double SecondsBetween = 0.2;

    /// <summary>What to call with the rows done so far; null where nobody watches: standard error is no terminal, or silence was asked for.</summary>
    public static Action<long>? For(long rows, bool isQuiet)
    {
        if (isQuiet || Console.IsErrorRedirected)
            return null;
        var clock = Stopwatch.StartNew();
        var told = 0d;
        return done =>
        {
            var seconds = clock.Elapsed.TotalSeconds;
            if (done >= rows)
                Console.Error.Write("\r\e[K");
            else if (seconds - told >= SecondsBetween)
            {
                told = seconds;
                var left = seconds / done * (rows - done);
                Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\e[K{done:N0} of {rows:N0} rows, {done / seconds:N0} a second, {left:N0} s left"));
            }
        };
    }
}
