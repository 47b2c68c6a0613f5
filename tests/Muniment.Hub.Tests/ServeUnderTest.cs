using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Muniment.Hub.Tests;

/// <summary>The program itself, `muniment serve`, as a process that can be killed, stopped and continued.</summary>
public sealed partial class ServeUnderTest : IDisposable
{
    const int Stop = 19, Continue = 18; // Linux's numbers of SIGSTOP and SIGCONT

    static readonly string s_program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Muniment.Cli/release/muniment.dll"));

    static readonly TimeSpan s_longestStart = TimeSpan.FromMinutes(2); // on a machine with twenty others' work

    readonly Process _process;
    readonly ConcurrentQueue<string> _log = new();

    ServeUnderTest(Process process, int port)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
    }

    public HttpClient Client { get; }

    /// <summary>What it has printed.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>From the start of the process to its first good answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Starts the program and waits until it answers.</summary>
    /// <param name="data">The hub's folder.</param>
    /// <param name="database">PostgreSQL; null: SQLite.</param>
    /// <param name="largestFile">KiB a file may have, as on a disk that is nearly full; null: no limit. <see cref="MakeRoom"/> lifts it.</param>
    public static async Task<ServeUnderTest> StartAsync(string data, string? database = null, int? largestFile = null)
    {
        if (!File.Exists(s_program))
            throw new InvalidOperationException($"'{s_program}' is missing: build src/Muniment.Cli.");
        var port = FreePort();
        string[] arguments = [s_program, "serve", "--data", data, "--urls", $"http://127.0.0.1:{port}", .. database is null ? [] : new[] { "--database", database }];
        // A write beyond the limit fails as on a full disk, and needs no special rights; without the trap the kernel would kill the process instead. The runtime's own executable memory is a file, too.
        var limit = largestFile is null ? "" : string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -S -f {largestFile * 2}; export DOTNET_EnableWriteXorExecute=0; ");
        var start = Stopwatch.GetTimestamp();
        var command = new ProcessStartInfo("/bin/sh", ["-c", $"{limit}exec dotnet \"$@\" 2>&1 </dev/null", "sh", .. arguments]) { RedirectStandardOutput = true };
        command.Environment["DOTNET_TC_QuickJitForLoops"] = "1"; // Many starts, each short.
        var process = Process.Start(command)!;
        var serve = new ServeUnderTest(process, port);
        process.OutputDataReceived += (_, line) => serve._log.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        while (Stopwatch.GetElapsedTime(start) < s_longestStart && !process.HasExited)
        {
            try
            {
                using var answer = await serve.Client.GetAsync("/health");
                if (answer.IsSuccessStatusCode)
                {
                    serve.ReadyAfter = Stopwatch.GetElapsedTime(start);
                    return serve;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(50);
        }
        serve.Dispose();
        throw new InvalidOperationException($"muniment serve did not start: {serve.Log}");
    }

    /// <summary>kill -9: no chance to finish anything.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>The disk has room again.</summary>
    public void MakeRoom()
    {
        using var prlimit = Process.Start("prlimit", ["--pid", _process.Id.ToString(CultureInfo.InvariantCulture), "--fsize=unlimited:"]);
        prlimit.WaitForExit();
        Assert.Equal(0, prlimit.ExitCode);
    }

    /// <summary>Stands still in the middle of whatever it does.</summary>
    public void Suspend() => Assert.Equal(0, Signal(_process.Id, Stop));

    /// <summary>Goes on as if nothing had been.</summary>
    public void Resume() => Assert.Equal(0, Signal(_process.Id, Continue));

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
