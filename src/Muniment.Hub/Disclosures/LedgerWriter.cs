using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Ledger;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Trees;
using Muniment.Ledger.Writing;

namespace Muniment.Hub.Disclosures;

/// <summary>Numbers committed entries as leaves and publishes checkpoints, several times a second; one hub does it at a time.</summary>
/// <remarks>
/// The database decides which tree is the ledger: (epoch, size, root) is swapped before anything is signed, so a writer that was stopped and goes on
/// after another took over finds the swap refused and cannot fork. A crash between swap and publication is mended by whoever writes next.
/// </remarks>
sealed partial class LedgerWriter(Database database, HubOptions options, NoteSigner key, ILogger<LedgerWriter> log) : BackgroundService
{
    const int LargestBatch = 8192;
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);
    static readonly TimeSpan s_lease = TimeSpan.FromSeconds(10);
    static readonly TimeSpan s_renewBefore = TimeSpan.FromSeconds(5);

    readonly string _holder = Ids.New("hub");
    readonly string _folder = LedgerFiles.Folder(options);
    LedgerState? _state;
    TileLog? _tiles;

    /// <summary>Does what there is to do.</summary>
    /// <returns>True: there may be more at once.</returns>
    internal async Task<bool> WorkAsync()
    {
        var now = options.Clock.GetUtcNow();
        if (_state is null || _state.LeaseUntil.ToInstant() - now < s_renewBefore || _state.LeaseUntil.ToInstant() - now > 2 * s_lease)
        {
            var state = await database.WriteAsync(session => LedgerState.LeaseAsync(session, _holder, now, s_lease)).ConfigureAwait(false);
            if (state.Holder != _holder)
            {
                Forget();
                return false;
            }
            if (_state?.Epoch != state.Epoch)
                _tiles = null;
            _state = state;
        }
        if (_tiles is null)
            await OpenAsync(_state).ConfigureAwait(false);
        return await AppendAsync(_state).ConfigureAwait(false);
    }

    /// <summary>Gives the lease back, so that another writer need not wait for it to run out.</summary>
    internal async Task ReleaseAsync()
    {
        if (_state is { } state)
            await database.WriteAsync(session => state.ReleaseAsync(session)).ConfigureAwait(false);
        Forget();
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReleaseAsync().ConfigureAwait(false);
        }
        catch (System.Data.Common.DbException exception)
        {
            LogFailed(log, exception.GetType().Name); // The lease runs out by itself.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await WorkAsync().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The hub goes on answering for as long as the ledger may be late; then it stops disclosing by itself.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Forget();
                LogFailed(log, exception is LedgerException ? exception.Message : exception.GetType().Name);
            }
            if (!more)
                await Task.Delay(s_pause, options.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Stops writing and publishes nothing more: somebody else may have gone on.</summary>
    void Forget() => (_state, _tiles) = (null, null);

    async Task OpenAsync(LedgerState state)
    {
        var root = new TreeHash(state.Root);
        var isWhole = state.PublishedSize == state.Size;
        try
        {
            _tiles = TileLog.Open(_folder, state.Size, root);
        }
        catch (LedgerException exception) when (exception.Fault == LedgerFault.Missing)
        {
            // A crash of the machine may have taken files that were decided on: their entries are in the database.
            _tiles = await StageAgainAsync(state).ConfigureAwait(false);
            isWhole = false;
        }
        if (!isWhole)
            await PublishAsync(state, new Checkpoint(options.LedgerOrigin, state.Size, root)).ConfigureAwait(false);
    }

    async Task<TileLog> StageAgainAsync(LedgerState state)
    {
        var published = TileLog.ReadPublished(_folder) is { } note ? Checkpoint.Of(note) : new Checkpoint(options.LedgerOrigin, 0, TreeHasher.Empty);
        var tiles = TileLog.Open(_folder, published.Size, published.Root);
        var leaves = await database.ReadAsync(session => session.ListAsync<byte[]>("SELECT leaf FROM entry WHERE leaf_index >= @from AND leaf_index < @to ORDER BY leaf_index", new { from = published.Size, to = state.Size })).ConfigureAwait(false);
        var batch = tiles.Stage([.. leaves.Select(leaf => (ReadOnlyMemory<byte>)leaf)]);
        return batch.Size == state.Size && batch.Root == new TreeHash(state.Root)
            ? tiles
            : throw new LedgerException(LedgerFault.Inconsistent, $"The entries of the database do not make the tree of {state.Size} entries that was decided on.");
    }

    async Task<bool> AppendAsync(LedgerState state)
    {
        var rows = await database.ReadAsync(session => session.ListAsync<LeafRow>("SELECT seq, leaf FROM entry WHERE leaf_index IS NULL ORDER BY seq LIMIT @LargestBatch", new { LargestBatch })).ConfigureAwait(false);
        if (rows.Count == 0)
            return false;
        var batch = _tiles!.Stage([.. rows.Select(row => (ReadOnlyMemory<byte>)row.Leaf)]);
        if (!await database.WriteAsync(session => state.AdvanceAsync(session, batch.Size, batch.Root, [.. rows.Select(row => row.Seq)])).ConfigureAwait(false))
        {
            LogTakenOver(log, state.Epoch);
            Forget();
            return false;
        }
        _state = state.At(batch.Size, batch.Root);
        await PublishAsync(_state, batch.Checkpoint(options.LedgerOrigin)).ConfigureAwait(false);
        return rows.Count == LargestBatch;
    }

    async Task PublishAsync(LedgerState state, Checkpoint checkpoint)
    {
        var note = checkpoint.Sign(key);
        _tiles!.Publish(note);
        await database.WriteAsync(session => state.PublishedAsync(session, checkpoint.Size, note.ToString(), options.Clock.GetUtcNow())).ConfigureAwait(false);
    }

    [LoggerMessage(5001, LogLevel.Error, "The ledger could not be written: {Failure}")]
    static partial void LogFailed(ILogger log, string failure);

    [LoggerMessage(5002, LogLevel.Warning, "Another hub has taken over the ledger from the writer of epoch {Epoch}; nothing was signed")]
    static partial void LogTakenOver(ILogger log, long epoch);

    sealed class LeafRow
    {
        public long Seq { get; init; }

        public byte[] Leaf { get; init; } = [];
    }
}
