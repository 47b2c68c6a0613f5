using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Bulk;

/// <summary>Runs the bulk checks whose files this hub has, one at a time, the oldest first; those a stopped hub left behind are run again.</summary>
sealed partial class BulkWorker(Database database, BulkRun run, HubOptions options, ILogger<BulkWorker> log) : BackgroundService
{
    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    readonly string _holder = Ids.New("hub");
    readonly SemaphoreSlim _wake = new(0);

    /// <summary>There may be something to do.</summary>
    public void Wake() => _wake.Release();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var worked = false;
            try
            {
                if (await TakeAsync(stoppingToken).ConfigureAwait(false) is { } job)
                {
                    worked = await run.RunAsync(job, _holder, stoppingToken).ConfigureAwait(false);
                    if (!worked)
                        await database.WriteAsync(session => BulkStore.ReleaseAsync(session, job.Id, _holder), stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The job stays open and is tried again; single questions go on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogFailed(log, exception.GetType().Name);
            }
            if (!worked)
                await ((Task)_wake.WaitAsync(s_pause, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // not to be had of a task with a result
        }
    }

    async Task<BulkJob?> TakeAsync(CancellationToken cancellation)
    {
        var now = options.Clock.GetUtcNow();
        var open = await database.ReadAsync(session => session.ListAsync<BulkJob>($"SELECT {BulkJob.Columns} FROM bulk_job WHERE state IN ('waiting', 'running') AND (holder IS NULL OR lease_until < @at) ORDER BY made_at, id LIMIT 100",
            new { at = now.ToMicroseconds() }), cancellation).ConfigureAwait(false);
        foreach (var job in open.Where(job => File.Exists(BulkStore.FileOf(options, job))))
        {
            if (await database.WriteAsync(session => BulkStore.TakeAsync(session, job.Id, _holder, now), cancellation).ConfigureAwait(false))
                return job;
        }
        return null;
    }

    [LoggerMessage(4101, LogLevel.Error, "A bulk check could not be run ({Failure}); it will be tried again")]
    static partial void LogFailed(ILogger log, string failure);
}
