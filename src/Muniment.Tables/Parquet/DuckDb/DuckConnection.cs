using System.Globalization;
using System.Text;

namespace Muniment.Tables.Parquet.DuckDb;

/// <summary>One in-memory DuckDB that may touch one file or folder and nothing else, and one connection to it.</summary>
/// <remarks>One query at a time, from any thread; a second query ends the first.</remarks>
sealed unsafe class DuckConnection : IDisposable
{
    readonly DatabaseHandle _database;
    readonly ConnectionHandle _connection;

    /// <summary>Opens a DuckDB that is shut in: no other path, no network, no extension, no change of its settings.</summary>
    /// <param name="setting">allowed_paths to let it read one file, allowed_directories to let it write into one folder.</param>
    /// <param name="path">That file or folder, absolute.</param>
    /// <param name="threads">1 or more. Rows keep their order whatever the number.</param>
    public DuckConnection(string setting, string path, int threads)
    {
        _database = Open(threads);
        if (NativeMethods.duckdb_connect(_database, out _connection) != DuckState.Success)
            throw new DuckException("DuckDB did not connect.");
        // With DuckDB's own 1 MB a streamed scan runs on one thread; more than 64 MB was slower.
        Execute("SET streaming_buffer_size = '64MB'");
        Execute("SET temp_directory = ''"); // nothing here sorts or joins, so nothing may spill: a person's data never lands in a stray file
        Execute($"SET {setting} = ['{path.Replace("'", "''", StringComparison.Ordinal)}']");
        Execute("SET enable_external_access = false");
        Execute("SET lock_configuration = true");
    }

    internal ConnectionHandle Handle => _connection;

    static DatabaseHandle Open(int threads)
    {
        if (NativeMethods.duckdb_create_config(out var config) != DuckState.Success)
            throw new DuckException("DuckDB made no configuration.");
        using (config)
        {
            foreach (var (name, value) in new[]
            {
                ("threads", threads.ToString(CultureInfo.InvariantCulture)),
                ("memory_limit", "2GB"),
                ("autoinstall_known_extensions", "false"),
                ("autoload_known_extensions", "false"),
            })
            {
                if (NativeMethods.duckdb_set_config(config, name, value) != DuckState.Success)
                    throw new DuckException($"DuckDB refused the option {name}={value}.");
            }
            if (NativeMethods.duckdb_open_ext(null, out var database, config, out var error) == DuckState.Success)
                return database;
            var message = NativeMethods.Text(error) ?? "DuckDB did not open.";
            NativeMethods.duckdb_free(error);
            database.Dispose();
            throw new DuckException(message);
        }
    }

    /// <summary>Runs a statement to its end.</summary>
    public void Execute(string sql, CancellationToken cancel = default, params ReadOnlySpan<string> parameters)
    {
        using var result = Query(sql, cancel, parameters);
        while (result.ReadChunk())
        {
            // Reading to the end is what raises a late error.
        }
    }

    /// <summary>Starts a query whose rows are made while they are read, so that memory stays bounded.</summary>
    public DuckResultReader Query(string sql, CancellationToken cancel = default, params ReadOnlySpan<string> parameters)
    {
        cancel.ThrowIfCancellationRequested();
        var state = NativeMethods.duckdb_prepare(_connection, sql, out var statement);
        using (statement)
        {
            if (state != DuckState.Success)
                throw new DuckException(NativeMethods.Text(NativeMethods.duckdb_prepare_error(statement)) ?? "DuckDB did not understand the statement.");
            for (var i = 0; i < parameters.Length; i++)
                Bind(statement, i + 1, parameters[i]);
            var stop = cancel.Register(static handle => NativeMethods.duckdb_interrupt((ConnectionHandle)handle!), _connection);
            state = NativeMethods.duckdb_execute_prepared_streaming(statement, out var result);
            if (state == DuckState.Success)
                return new DuckResultReader(_connection, result, stop, cancel);
            stop.Dispose();
            var error = DuckResultReader.Error(ref result);
            NativeMethods.duckdb_destroy_result(ref result);
            cancel.ThrowIfCancellationRequested();
            throw error;
        }
    }

    static void Bind(StatementHandle statement, int number, string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        fixed (byte* bytes = utf8)
        {
            if (NativeMethods.duckdb_bind_varchar_length(statement, (ulong)number, bytes, (ulong)utf8.Length) != DuckState.Success)
                throw new DuckException($"DuckDB refused parameter {number}.");
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
