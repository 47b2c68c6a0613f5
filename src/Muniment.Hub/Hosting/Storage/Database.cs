using System.Data.Common;

namespace Muniment.Hub.Hosting.Storage;

/// <summary>What people decided and what was disclosed: an SQLite file, or a PostgreSQL database that several hubs share.</summary>
/// <remarks>
/// One store code for both: SQL that both understand, through <see cref="Session"/>. Writes are serial on both, over all hubs, so what a write reads
/// stays true until it commits: a pause acknowledged before a disclosure began is seen by it. Commits are durable. Safe on any thread.
/// </remarks>
public abstract class Database : IAsyncDisposable
{
    long _writes;

    private protected Database(string folder) => Journal = new ActJournal(ActJournal.FolderIn(folder));

    static Database() => Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>How many write transactions were begun.</summary>
    internal long Writes => Interlocked.Read(ref _writes);

    /// <summary>Opens the database named by a connection string, or the file in the hub's folder.</summary>
    /// <param name="connection">PostgreSQL's connection string; null: SQLite.</param>
    /// <param name="folder">The hub's folder; it exists.</param>
    public static Database Open(string? connection, string folder) =>
        connection is null ? new SqliteDatabase(folder) : new PostgresDatabase(connection, folder);

    /// <summary>Reads: sees all that was committed before, and nothing half done.</summary>
    /// <param name="work">What is read; the session is of no use afterwards.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation = default)
    {
        await using var connection = await ConnectAsync(cancellation).ConfigureAwait(false);
        return await work(new Session(connection, null)).ConfigureAwait(false);
    }

    /// <summary>Writes: all of it, durably, or nothing. No other write, of any hub, happens meanwhile.</summary>
    /// <param name="work">What is written; whatever it throws undoes it.</param>
    /// <param name="cancellation">Ends the waiting for one's turn; once begun, a write is finished.</param>
    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _writes);
        return InTurnAsync(work, cancellation);
    }

    /// <summary>Writes, with nothing to hand back.</summary>
    public Task WriteAsync(Func<Session, Task> work, CancellationToken cancellation = default) => WriteAsync(async session =>
    {
        await work(session).ConfigureAwait(false);
        return true;
    }, cancellation);

    private protected abstract Task<T> InTurnAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellation);

    /// <summary>Copies the whole database, as it stands at one instant, into a file.</summary>
    /// <param name="path">The file; it does not exist yet.</param>
    /// <param name="cancellation">Stops the copying.</param>
    public abstract Task BackUpAsync(string path, CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Where acts go that no restore may undo.</summary>
    private protected ActJournal Journal { get; }

    internal abstract Task<DbConnection> ConnectAsync(CancellationToken cancellation);

    /// <summary>A schema's text in this database's words: {identity} for a number given in order of insertion, {blob} for bytes.</summary>
    internal abstract string InDialect(string schema);
}
