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
sealed partial class SourceUpkeep(Database database, HubOptions options, SourceErasures erasures, Snapshots snapshots, ILogger<SourceUpkeep> log) : BackgroundService
{
    static readonly TimeSpan s_every = TimeSpan.FromHours(1);
    static readonly TimeSpan s_longestUnfinished = TimeSpan.FromHours(23);

    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
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

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "The hourly round over the sources failed ({Kind}); it is tried again in an hour.")]
    static partial void LogFailed(ILogger log, string kind);
}
