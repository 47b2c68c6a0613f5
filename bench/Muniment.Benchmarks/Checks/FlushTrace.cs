using System.Globalization;
using System.Text.RegularExpressions;

namespace Muniment.Benchmarks.Checks;

/// <summary>Watches the system calls of a hub on SQLite while it is asked: no answer may be handed to the network before the log that holds its check was flushed.</summary>
static partial class FlushTrace
{
    const int Count = 400;
    const int Connections = 16;

    /// <summary>Asks under strace and reads what it wrote.</summary>
    /// <param name="to">Receives a line.</param>
    /// <param name="program">muniment.dll.</param>
    /// <param name="folder">What 'muniment link --snapshot --out' made of bench-1.</param>
    /// <returns>True: every answer came after its flush.</returns>
    public static async Task<bool> WriteAsync(TextWriter to, string program, string folder)
    {
        var data = Path.Combine(Path.GetFullPath("artifacts/bench"), $"hub-{Environment.ProcessId}");
        var trace = data + ".strace";
        using var questions = await Questions.PrepareAsync(data, null, folder);
        // A page of the log is 4,096 bytes, with its answers' ids in it.
        await using (var hub = await HubProcess.StartAsync(program, data, null, "strace", "-f", "--seccomp-bpf", "-y", "-s", "5000", "-o", trace, "-e", "trace=fsync,fdatasync,pwrite64,sendmsg,sendto"))
            await Asking.RunAsync(hub.Port, questions.Make(Count, hub.Port), Connections);
        var (answers, flushes, early) = Read(File.ReadLines(trace));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answers} answers, {flushes} flushes of the log; {early} answers were sent before the flush of their entry"));
        Directory.Delete(data, recursive: true);
        File.Delete(trace);
        return early == 0 && answers == Count;
    }

    /// <summary>Reads a trace: a write counts as flushed once a flush that began after it has ended.</summary>
    internal static (int Answers, int Flushes, int Early) Read(IEnumerable<string> trace)
    {
        var written = new Dictionary<string, int>(StringComparer.Ordinal);
        var flushing = new Dictionary<string, int>(StringComparer.Ordinal);
        var (line, flushedBefore, answers, flushes, early) = (0, 0, 0, 0, 0);
        foreach (var text in trace)
        {
            line++;
            var process = text[..text.IndexOf(' ', StringComparison.Ordinal)];
            var isLog = text.Contains("/hub.db-wal>", StringComparison.Ordinal);
            if (isLog && text.Contains(" pwrite64(", StringComparison.Ordinal))
            {
                foreach (Match id in CheckId().Matches(text))
                    written.TryAdd(id.Value, line);
            }
            else if (text.Contains("sync resumed>", StringComparison.Ordinal) ? flushing.Remove(process, out var begun) : (begun = line) > 0 && isLog && text.Contains("sync(", StringComparison.Ordinal))
            {
                if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
                    flushing[process] = begun;
                else
                    (flushedBefore, flushes) = (Math.Max(flushedBefore, begun), flushes + 1);
            }
            else if (text.Contains(" send", StringComparison.Ordinal) && text.Contains("HTTP/1.1 200", StringComparison.Ordinal) && CheckId().Match(text) is { Success: true, Value: var answered })
            {
                answers++;
                early += written.TryGetValue(answered, out var at) && at < flushedBefore ? 0 : 1;
            }
        }
        return (answers, flushes, early);
    }

    [GeneratedRegex("chk_[0-9a-z]{26}")]
    private static partial Regex CheckId();
}
