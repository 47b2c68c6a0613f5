using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>Lets questions that arrive while one transaction is being flushed share the next: a disk flushes some hundred times a second, partners ask thousands.</summary>
/// <remarks>Safe on any thread.</remarks>
sealed partial class CheckQueue(Database database, RuleBook rules, TimeProvider clock, HubMetrics metrics, ILogger<CheckQueue> log) : BackgroundService
{
    const int LargestBatch = 256;
    const int LongestQueue = 4096;

    readonly Counter<long> _checks = metrics.Meter.CreateCounter<long>("muniment.checks", description: "Checks answered, by outcome: disclosed, pending, nothing-to-disclose, refused (before anybody was looked up) or rejected (its token or key).");
    readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });

    /// <summary>Puts a question and waits until its answer is committed.</summary>
    /// <exception cref="ProblemException">It was refused for its form, or the hub is too busy.</exception>
    public async Task<CheckAnswer> AskAsync(CheckAsked asked)
    {
        var waiting = new Waiting(asked);
        if (!_queue.Writer.TryWrite(waiting))
            throw new ProblemException(StatusCodes.Status503ServiceUnavailable, "busy", $"More than {LongestQueue} questions are waiting. Try again in a second.");
        var result = await waiting.Result.Task.ConfigureAwait(false);
        return result.Answer ?? throw result.Problem!;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(LargestBatch);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
            {
                while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var waiting))
                    batch.Add(waiting);
                await CommitAsync(batch).ConfigureAwait(false);
                batch.Clear();
            }
        }
        finally
        {
            _queue.Writer.TryComplete();
            while (_queue.Reader.TryRead(out var waiting))
                waiting.Result.TrySetResult(new(null, Unavailable()));
        }
    }

    async Task CommitAsync(List<Waiting> batch)
    {
        try
        {
            var asked = batch.ConvertAll(waiting => waiting.Asked);
            var results = await database.WriteAsync(async session =>
            {
                var inForce = await rules.ReadAsync(session).ConfigureAwait(false);
                return await new CheckTransaction(session, inForce, Moment.Now(clock)).RunAsync(asked).ConfigureAwait(false);
            }).ConfigureAwait(false);
            for (var i = 0; i < results.Length; i++)
            {
                _checks.Add(1, new KeyValuePair<string, object?>("outcome", ClassOf(results[i])));
                batch[i].Result.TrySetResult(results[i]);
            }
        }
#pragma warning disable CA1031 // Whatever went wrong, those who wait are told that nothing was disclosed, and the next batch is tried.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotCommitted(log, batch.Count, exception.GetType().Name);
            foreach (var waiting in batch)
                waiting.Result.TrySetResult(new(null, Unavailable()));
        }
    }

    static string ClassOf(CheckResult result) => result.Answer is not { Ruling: var ruling } ? "rejected" : ruling.Reason.MayBeTold() ? "refused" : CheckWords.Of(ruling.Outcome);

    static ProblemException Unavailable() => new(StatusCodes.Status503ServiceUnavailable, "not-recorded", "The answer could not be recorded, so nothing is disclosed. Ask again with the same Idempotency-Key.");

    // The exception's text is left out: a database's messages may quote values.
    [LoggerMessage(4001, LogLevel.Error, "{Count} questions could not be recorded ({Failure}); nothing was disclosed")]
    static partial void LogNotCommitted(ILogger log, int count, string failure);

    sealed class Waiting(CheckAsked asked)
    {
        public CheckAsked Asked { get; } = asked;

        public TaskCompletionSource<CheckResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
