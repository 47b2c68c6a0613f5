using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Muniment.Hub.Tests.PostgresServer.EndOfRun))]

namespace Muniment.Hub.Tests;

/// <summary>A real PostgreSQL server of the tests' own, on loopback, in a folder that goes when they end. One for the whole run.</summary>
/// <remarks>Debian's package puts the programs under /usr/lib/postgresql; ./test installs it. PostgreSQL refuses to run as root, so root starts it as "postgres".</remarks>
public sealed class PostgresServer : IDisposable
{
    static readonly Lazy<PostgresServer> s_shared = new(() => new PostgresServer(isDurable: false));
    static int s_databases;

    readonly string _folder = Path.Combine(Path.GetTempPath(), $"muniment-pg-{Guid.NewGuid():N}");
    readonly string _programs;
    readonly int _port = FreePort();
    readonly bool _isDurable;
    readonly string? _password;

    /// <summary>Starts one.</summary>
    /// <param name="isDurable">False: it does not wait for the disk, which only matters to who loses power.</param>
    /// <param name="password">What it asks of everybody; null: nothing.</param>
    public PostgresServer(bool isDurable = true, string? password = null)
    {
        (_isDurable, _password) = (isDurable, password);
        _programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Order(StringComparer.Ordinal).Last()
            : throw new InvalidOperationException("PostgreSQL is not installed (on Debian: apt-get install postgresql). './test' installs it as root.");
        Directory.CreateDirectory(_folder);
        if (Environment.UserName == "root")
            Run("chown", "postgres", _folder);
        if (password is not null)
            File.WriteAllText($"{_folder}/password", password);
        AsServer($"{_programs}/initdb", ["-D", $"{_folder}/data", "-U", "muniment", "--no-sync", .. password is null ? new[] { "--auth=trust" } : ["--auth=scram-sha-256", $"--pwfile={_folder}/password"]]);
        Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose(); // only where the run was cut off
    }

    /// <summary>The server all tests share; those that stop theirs make one of their own. It goes with the last test: what waits for the process to exit looks to the runner like a thread that does not end.</summary>
    public static PostgresServer Shared => s_shared.Value;

    /// <summary>Stops the shared server once all tests have run.</summary>
    public sealed class EndOfRun : IDisposable
    {
        public void Dispose()
        {
            if (s_shared.IsValueCreated)
                s_shared.Value.Dispose();
        }
    }

    /// <summary>A new database's connection string.</summary>
    /// <param name="like">Connection string of a database that nobody uses, to be copied; null: an empty one.</param>
    public string NewDatabase(string? like = null)
    {
        var name = $"t{Interlocked.Increment(ref s_databases)}";
        using var connection = new NpgsqlConnection(Connection("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is made here.
        command.CommandText = like is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {new NpgsqlConnectionStringBuilder(like).Database}";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return Connection(name);
    }

    public void Start() => AsServer($"{_programs}/pg_ctl", "-D", $"{_folder}/data", "-w", "-l", $"{_folder}/log", "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -k {_folder} -c max_connections=300{(_isDurable ? "" : " -c fsync=off -c full_page_writes=off")}", "start");

    /// <summary>Stops it at once, as if the machine had failed.</summary>
    public void Crash() => AsServer($"{_programs}/pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "stop");

    public void Dispose()
    {
        if (!Directory.Exists(_folder))
            return;
        try
        {
            Crash();
        }
        catch (InvalidOperationException)
        {
            // A test had stopped it.
        }
        Directory.Delete(_folder, recursive: true);
    }

    string Connection(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = "muniment", Password = _password, Database = database, MaxPoolSize = 20, Timeout = 5 }.ConnectionString;

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static void AsServer(string program, params string[] arguments)
    {
        if (Environment.UserName == "root")
            Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        else
            Run(program, arguments);
    }

    static void Run(string program, params string[] arguments)
    {
        // Not redirected: the server that pg_ctl leaves behind would hold the pipe open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cd / && exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}.");
    }
}
