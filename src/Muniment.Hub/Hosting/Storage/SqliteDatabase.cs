using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Muniment.Hub.Hosting.Storage;

/// <summary>One file, written ahead and flushed at every commit; one hub at a time.</summary>
sealed class SqliteDatabase : Database
{
    readonly string _connection;
    readonly SemaphoreSlim _turn = new(1, 1);

    public SqliteDatabase(string folder)
        : base(folder) => _connection = new SqliteConnectionStringBuilder { DataSource = PathIn(folder), ForeignKeys = true, DefaultTimeout = 10 }.ToString();

    /// <summary>The database's file.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "hub.db");

    private protected override async Task<T> InTurnAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await using var connection = (SqliteConnection)await ConnectAsync(cancellation).ConfigureAwait(false);
            // Immediate: the lock is taken now, not at the first write, so nothing read here can be out of date at the commit.
            await using var transaction = connection.BeginTransaction(deferred: false);
            var session = new Session(connection, transaction);
            var result = await work(session).ConfigureAwait(false);
            Journal.Append(session.Acts);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async Task BackUpAsync(string path, CancellationToken cancellation = default)
    {
        await using var connection = await ConnectAsync(cancellation).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $path";
        command.Parameters.Add(new SqliteParameter("$path", path));
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync()
    {
        using (var pool = new SqliteConnection(_connection))
            SqliteConnection.ClearPool(pool);
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    internal override async Task<DbConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            await using var command = connection.CreateCommand();
            // FULL, not NORMAL: with a write-ahead log only FULL flushes at each commit. These hold for a connection, so they are said each time.
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824;";
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal override string InDialect(string schema) => schema
        .Replace("{identity}", "INTEGER PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal)
        .Replace("{blob}", "BLOB", StringComparison.Ordinal);
}
