using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Verifying;

namespace Muniment.Hub.Disclosures;

/// <summary>Computes the ledger in this hub's folder anew, from the signed root to every entry, after the start and once a day. While a damage stands, no hub discloses anything.</summary>
/// <remarks>
/// A start reads only the edge of the tree, which must lead to the root that the database holds (<see cref="LedgerWriter"/>): milliseconds, however long the ledger is. This
/// takes seconds a million entries, so it runs beside the work. Damage is written to the database, where every disclosure looks, and stays there over restarts until
/// a later look from the same place finds the files good.
/// </remarks>
sealed partial class LedgerAudit(Database database, HubOptions options, NoteSigner key, ILogger<LedgerAudit> log) : BackgroundService
{
    static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    static readonly TimeSpan s_every = TimeSpan.FromDays(1);
    static readonly TimeSpan s_whileDamaged = TimeSpan.FromMinutes(1);

    readonly string _folder = LedgerFiles.Folder(options);

    /// <summary>Looks at everything once.</summary>
    /// <returns>What is wrong; null: nothing.</returns>
    internal async Task<LogFinding?> LookAsync(CancellationToken cancellation)
    {
        // The ledger grows meanwhile, and narrow tiles give way to wide ones: only what is found twice stops anybody.
        var finding = await FindAsync(cancellation).ConfigureAwait(false) is null ? null : await FindAsync(cancellation).ConfigureAwait(false);
        var place = $"{Environment.MachineName}:{_folder}";
        if (finding is not null)
        {
            LogDamaged(log, finding.Sentence);
            await database.WriteAsync(session => session.RunAsync("INSERT INTO ledger_damage (place, found_at, finding) VALUES (@place, @at, @Sentence) ON CONFLICT (place) DO UPDATE SET finding = excluded.finding",
                new { place, at = options.Clock.GetUtcNow().ToMicroseconds(), finding.Sentence }), cancellation).ConfigureAwait(false);
        }
        else if (await database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM ledger_damage WHERE place = @place", new { place }), cancellation).ConfigureAwait(false) > 0)
        {
            await database.WriteAsync(session => session.RunAsync("DELETE FROM ledger_damage WHERE place = @place", new { place }), cancellation).ConfigureAwait(false);
            LogMended(log);
        }
        return finding;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = s_first; ;)
        {
            await Task.Delay(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
                return;
            try
            {
                wait = await LookAsync(stoppingToken).ConfigureAwait(false) is null ? s_every : s_whileDamaged;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // What could not be looked at is looked at again; the writer goes on as long as its edge is good.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogFailed(log, exception.GetType().Name);
                wait = s_whileDamaged;
            }
        }
    }

    async Task<LogFinding?> FindAsync(CancellationToken cancellation)
    {
        if (Ledger.Writing.TileLog.ReadPublished(_folder) is null)
            return null; // This hub has not published anything.
        return (await LogVerifier.VerifyAsync(new UnhurriedLogSource(_folder), new VerifyOptions { Keys = [key.Key] }, cancellation).ConfigureAwait(false)).Finding;
    }

    [LoggerMessage(5003, LogLevel.Critical, "The ledger is damaged, and nothing is disclosed until it is mended: {Finding}")]
    static partial void LogDamaged(ILogger log, string finding);

    [LoggerMessage(5004, LogLevel.Warning, "The ledger is whole again; disclosures go on")]
    static partial void LogMended(ILogger log);

    [LoggerMessage(5005, LogLevel.Error, "The ledger could not be looked at as a whole ({Failure}); it will be tried again")]
    static partial void LogFailed(ILogger log, string failure);

    /// <summary>Rests for as long as it reads, so that questions are answered meanwhile.</summary>
    sealed class UnhurriedLogSource(string folder) : LogSource
    {
        const int Stretch = 50; // milliseconds

        readonly DirectoryLogSource _files = new(folder);
        long _since = Environment.TickCount64;

        public override string Name => _files.Name;

        public override IReadOnlyList<int> PartialWidths(TilePath tile) => _files.PartialWidths(tile);

        public override async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellation = default)
        {
            if (Environment.TickCount64 - _since >= Stretch)
            {
                await Task.Delay(Stretch, cancellation).ConfigureAwait(false);
                _since = Environment.TickCount64;
            }
            return await _files.ReadAsync(path, mostBytes, cancellation).ConfigureAwait(false);
        }
    }
}
