using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Tables;

namespace Muniment.Hub.Sources;

/// <summary>Every hour: deletes what is past its retention; every day: links anew where a file still holds records that were erased.</summary>
/// <remarks>Several hubs may do it at once: what one has deleted the other does not find any more.</remarks>
sealed partial class SourceUpkeep(Database database, HubOptions options, ExtractFiles files, SourceErasures erasures, PersonDirectory directory, Snapshots snapshots, ILogger<SourceUpkeep> log) : BackgroundService
{
    static readonly TimeSpan s_every = TimeSpan.FromHours(1);
    static readonly TimeSpan s_longestUnfinished = TimeSpan.FromHours(23);

    static readonly TimeSpan s_longestRun = TimeSpan.FromDays(1);

    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await RemoveLeftoversAsync(cancellation).ConfigureAwait(false);
        foreach (var act in await erasures.DeletePastRetentionAsync(cancellation).ConfigureAwait(false))
            LogDeleted(log, act.Records, act.SourceId, act.Id);
        if (options.Link is null)
            return;
        var before = (options.Clock.GetUtcNow() - s_longestUnfinished).ToMicroseconds();
        var hub = new Actor("hub", "the hub", new HashSet<Role>(), options.Clock.GetUtcNow());
        foreach (var sphere in await database.ReadAsync(session => session.ListAsync<long>(
            "SELECT DISTINCT s.sphere FROM erasure e JOIN source s ON s.id = e.source_id WHERE e.completed_at IS NULL AND e.decided_at < @before ORDER BY s.sphere", new { before }), cancellation).ConfigureAwait(false))
            await snapshots.LinkAsync((SnapshotPartition)sphere, hub, "Records were erased.", cancellation).ConfigureAwait(false);
    }

    // Whatever a killed run left holds people's records: it goes once no run that goes on can still need it.
    async Task RemoveLeftoversAsync(CancellationToken cancellation)
    {
        var before = options.Clock.GetUtcNow() - s_longestRun;
        var held = await database.ReadAsync(session => session.ListAsync<HeldExtract>("SELECT source_id, content, records FROM source_load WHERE deleted_at IS NULL AND replaced_at IS NULL"), cancellation).ConfigureAwait(false);
        var removed = files.RemoveOthers(held.Select(extract => (extract.SourceId, extract.Content)).ToHashSet(), before);
        foreach (var path in Directory.EnumerateFiles(options.DataFolder, ".copy-*").Concat(Directory.EnumerateFiles(options.DataFolder, ".upload-*")).Where(path => File.GetLastWriteTimeUtc(path) < before.UtcDateTime))
        {
            File.Delete(path);
            removed++;
        }
        foreach (var path in Directory.Exists(directory.Folder) ? Directory.EnumerateDirectories(directory.Folder, Snapshots.Unfinished + "*").Where(path => Directory.GetLastWriteTimeUtc(path) < before.UtcDateTime) : [])
        {
            Directory.Delete(path, recursive: true);
            removed++;
        }
        if (removed > 0)
            LogRemoved(log, removed);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every);
        do
        {
            try
            {
                await RunAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException or IOException or BadInputException or ProblemException)
            {
                LogFailed(log, exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "{Records} records of source {Source} were past their retention and are deleted ({Erasure}).")]
    static partial void LogDeleted(ILogger log, long records, string source, string erasure);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Information, Message = "{Count} leftovers of runs that were cut off are removed.")]
    static partial void LogRemoved(ILogger log, int count);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "The hourly round over the sources failed ({Kind}); it is tried again in an hour.")]
    static partial void LogFailed(ILogger log, string kind);
}
