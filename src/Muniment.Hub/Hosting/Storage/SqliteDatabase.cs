using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Muniment.Hub.Hosting.Storage;

/// <summary>One file, written ahead and flushed at every commit; one hub at a time.</summary>
sealed class SqliteDatabase : Database
{
    // Copying the log into the database's file costs two flushes: seldom enough that they do not show, often enough that a start has little to read.
    const long LongLog = 16 << 20;

    readonly string _path;
    readonly string _connection;
    readonly SemaphoreSlim _turn = new(1, 1);
    SqliteConnection? _writer; // One for all writes, in turn: what it has read stays in its cache, since nobody else writes.
    Task _copying = Task.CompletedTask;
    long _copyFrom = LongLog;

    public SqliteDatabase(string folder)
        : base(folder)
    {
        _path = PathIn(folder);
        _connection = new SqliteConnectionStringBuilder { DataSource = _path, ForeignKeys = true, DefaultTimeout = 10 }.ToString();
    }

    /// <summary>The database's file.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "hub.db");

    private protected override async Task<T> InTurnAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            _writer ??= (SqliteConnection)await ConnectAsync(cancellation).ConfigureAwait(false);
            return await CommitAsync(_writer, work).ConfigureAwait(false);
        }
        catch (DbException)
        {
            if (_writer is { } failed)
                await failed.DisposeAsync().ConfigureAwait(false);
            _writer = null;
            throw;
        }
        finally
        {
            CopyLogSoon();
            _turn.Release();
        }
    }

    async Task<T> CommitAsync<T>(SqliteConnection connection, Func<Session, Task<T>> work)
    {
        // Immediate: the lock is taken now, not at the first write, so nothing read here can be out of date at the commit.
        await using var transaction = connection.BeginTransaction(deferred: false);
        var session = new Session(connection, transaction);
        var result = await work(session).ConfigureAwait(false);
        Journal.Append(session.Acts);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    public override async Task BackUpAsync(string path, CancellationToken cancellation = default)
    {
        await using var connection = await ConnectAsync(cancellation).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $path";
        command.Parameters.Add(new SqliteParameter("$path", path));
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await _copying.ConfigureAwait(false);
        if (_writer is { } writer)
            await writer.DisposeAsync().ConfigureAwait(false);
        using (var pool = new SqliteConnection(_connection))
            SqliteConnection.ClearPool(pool);
        _turn.Dispose();
    }

    internal override async Task<DbConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            // FULL, not NORMAL: with a write-ahead log only FULL flushes at each commit. These hold for a connection, so they are said each time.
            await RunAsync(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824; PRAGMA wal_autocheckpoint = 0;").ConfigureAwait(false);
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

    /// <summary>Copies a long log into the database's file, beside the writes that go on. In turn.</summary>
    void CopyLogSoon()
    {
        if (_copying.IsCompleted && LogLength() >= _copyFrom)
            _copying = Task.Run(CopyLogAsync);
    }

    async Task CopyLogAsync()
    {
        try
        {
            await using var connection = await ConnectAsync(CancellationToken.None).ConfigureAwait(false);
            await RunAsync(connection, "PRAGMA wal_checkpoint(PASSIVE)", 1).ConfigureAwait(false); // most of it, while others write
            await _turn.WaitAsync().ConfigureAwait(false);
            try
            {
                await RunAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)", 1).ConfigureAwait(false); // what came meanwhile; then it begins anew, unless somebody still reads from it
                _copyFrom = Math.Max(LongLog, 2 * LogLength());
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (DbException)
        {
            // Another program has the file; the log only grows meanwhile, and the next commit tries again.
        }
    }

    long LogLength() => new FileInfo(_path + "-wal") is { Exists: true, Length: var length } ? length : 0;

    static async Task RunAsync(DbConnection connection, string pragmas, int timeoutSeconds = 10)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the program's own.
        command.CommandText = pragmas;
#pragma warning restore CA2100
        command.CommandTimeout = timeoutSeconds;
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
