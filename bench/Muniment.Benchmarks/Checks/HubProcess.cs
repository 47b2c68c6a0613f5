using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Muniment.Benchmarks.Checks;

/// <summary>The program itself, `muniment serve`, as a process of its own, so that what it costs is not mixed with what asking it costs.</summary>
sealed class HubProcess : IAsyncDisposable
{
    readonly Process _process;

    readonly bool _isUnder;

    HubProcess(Process process, int port, bool isUnder) => (_process, Port, _isUnder) = (process, port, isUnder);

    /// <summary>It listens on this port of 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>From the start of the process to its first good answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Processor time so far, of the program and of whatever it was started under.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory in use at most, bytes.</summary>
    public long PeakBytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="program">muniment.dll.</param>
    /// <param name="data">The hub's folder.</param>
    /// <param name="database">PostgreSQL's connection string; null: SQLite.</param>
    /// <param name="under">A program and its arguments to start it under, such as strace; empty: none.</param>
    public static async Task<HubProcess> StartAsync(string program, string data, string? database, params string[] under)
    {
        var port = FreePort();
        string[] words = [.. under, "dotnet", program, "serve", "--data", data, "--urls", $"http://127.0.0.1:{port}", .. database is null ? [] : new[] { "--database", database }];
        var begun = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(words[0], words[1..]))!;
        var hub = new HubProcess(process, port, under.Length > 0);
        using var client = new HttpClient();
        while (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(120) && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync($"http://127.0.0.1:{port}/health");
                if (answer.IsSuccessStatusCode)
                {
                    hub.ReadyAfter = Stopwatch.GetElapsedTime(begun);
                    return hub;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(20);
        }
        throw new InvalidOperationException("muniment serve did not start.");
    }

    /// <summary>Asks it to stop, and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        // strace takes no signals while it watches: its child gets it.
        using (var kill = _isUnder ? Process.Start("pkill", ["-TERM", "-P", id]) : Process.Start("kill", ["-TERM", id]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
