using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Sources;
using Muniment.Tables;

namespace Muniment.Hub.Persons;

/// <summary>Keeps the directory at what the database says: which snapshots are published, what was erased since, until when sources may be used.</summary>
/// <remarks>Asks every half second, so that what one hub does holds on every other within a second.</remarks>
public sealed partial class DirectoryWatch(Database database, PersonDirectory directory, ILogger<DirectoryWatch> log) : BackgroundService
{
    static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(500);

    readonly SemaphoreSlim _turn = new(1, 1);
    long _seen = -1;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync().ConfigureAwait(false); // Before the first question can be asked.
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings the directory to what the database says now.</summary>
    public async Task RefreshAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            var (version, published, usableUntil) = await database.ReadAsync(ReadAsync).ConfigureAwait(false);
            foreach (var snapshot in published)
            {
                if (snapshot.Id == directory.CurrentId(snapshot.Partition))
                    directory.Hide(snapshot.Erased);
                else
                    Show(snapshot, usableUntil);
            }
            directory.Limit(usableUntil);
            _seen = version;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                if (await database.ReadAsync(DirectoryVersion.ReadAsync, stoppingToken).ConfigureAwait(false) != _seen)
                    await RefreshAsync().ConfigureAwait(false);
            }
            catch (System.Data.Common.DbException exception)
            {
                LogUnreachable(log, exception.GetType().Name);
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    void Show(Published snapshot, IReadOnlyDictionary<string, DateTimeOffset> usableUntil)
    {
        try
        {
            directory.Show(snapshot.Partition, snapshot.Id, snapshot.Erased, usableUntil);
            LogShown(log, snapshot.Id ?? "none", snapshot.Partition);
        }
        catch (BadInputException exception)
        {
            LogDamaged(log, snapshot.Id!, snapshot.Partition, exception.Message);
        }
    }

    async Task<(long Version, IReadOnlyList<Published> Snapshots, IReadOnlyDictionary<string, DateTimeOffset> UsableUntil)> ReadAsync(Session session)
    {
        var version = await DirectoryVersion.ReadAsync(session).ConfigureAwait(false); // First: what changes meanwhile is noticed later.
        var published = new List<Published>();
        foreach (var partition in Enum.GetValues<SnapshotPartition>())
        {
            var id = await Snapshots.PublishedAsync(session, partition).ConfigureAwait(false);
            var erased = id is null ? [] : await session.ListAsync<Erased>("""
                SELECT r.source_id, r.record_id FROM erased_record r JOIN erasure e ON e.id = r.erasure_id
                WHERE e.decided_at >= (SELECT begun_at FROM snapshot WHERE id = @id)
                """, new { id }).ConfigureAwait(false);
            published.Add(new(partition, id, [.. erased.Select(record => (record.SourceId, record.RecordId))]));
        }
        var sources = await SourceRegister.ListAsync(session).ConfigureAwait(false);
        return (version, published, sources.Where(source => source.UsableUntil is not null).ToDictionary(source => source.Entry.Id, source => source.UsableUntil!.Value, StringComparer.Ordinal));
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "Snapshot {Id} is shown ({Partition}).")]
    static partial void LogShown(ILogger log, string id, SnapshotPartition partition);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Error, Message = "Snapshot {Id} ({Partition}) cannot be opened: {Reason}")]
    static partial void LogDamaged(ILogger log, string id, SnapshotPartition partition, string reason);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "The database cannot be asked what is published: {Kind}.")]
    static partial void LogUnreachable(ILogger log, string kind);

    sealed record Published(SnapshotPartition Partition, string? Id, IReadOnlyList<(string Source, string Record)> Erased);

    sealed class Erased
    {
        public string SourceId { get; init; } = "";

        public string RecordId { get; init; } = "";
    }
}
