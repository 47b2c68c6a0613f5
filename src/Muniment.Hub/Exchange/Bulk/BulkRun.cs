using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Tables;

namespace Muniment.Hub.Exchange.Bulk;

/// <summary>Runs one bulk check from its file to its end. Nothing leaves before, so a run that was cut off is simply run again.</summary>
/// <remarks>Safe on any thread.</remarks>
sealed class BulkRun(Database database, RuleBook book, PersonLookUp persons, HubOptions options)
{
    static readonly TimeSpan s_between = TimeSpan.FromSeconds(2);

    /// <summary>Runs a job that this holder has taken.</summary>
    /// <returns>False: it has not ended, and is to be run again later.</returns>
    public async Task<bool> RunAsync(BulkJob job, string holder, CancellationToken cancellation)
    {
        var path = BulkStore.FileOf(options, job);
        var ended = false;
        try
        {
            using var rows = await Task.Run(() => new BulkRows(path), cancellation).ConfigureAwait(false);
            if (rows.Count > BulkStore.MostRows)
                throw new BadInputException($"The list has {rows.Count} rows. Send at most {BulkStore.MostRows} at a time.");
            ended = await LookUpAsync(job, holder, rows, cancellation).ConfigureAwait(false) && await EndAsync(job, holder, rows, cancellation).ConfigureAwait(false);
        }
        catch (BadInputException exception)
        {
            await database.WriteAsync(session => BulkStore.EndAsync(session, job.Id, BulkJob.Failed, exception.Message, null, options.Clock.GetUtcNow()), cancellation).ConfigureAwait(false);
            ended = true;
        }
        if (ended)
            File.Delete(path);
        return ended;
    }

    async Task<bool> LookUpAsync(BulkJob job, string holder, BulkRows rows, CancellationToken cancellation)
    {
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        var moment = Moment.Now(options.Clock);
        var agreement = rules.Find(job.Agreement, moment)!;
        // What will be refused as a whole is not looked up.
        var refused = Ruling.BeforeLookUp(new Question(agreement, rules.Pauses, new Request(Agreements.Direction.BulkCheck, rows.Fields, []), default, moment)) != RulingReason.None;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var work = refused ? Task.CompletedTask : Task.Run(() => rows.LookUp(persons, agreement, moment, stop.Token), cancellation);
        while (true)
        {
            await Task.WhenAny(work, Task.Delay(s_between, cancellation)).ConfigureAwait(false);
            if (!await database.WriteAsync(session => BulkStore.ProgressAsync(session, job.Id, holder, rows.Count, rows.Done, rows.Rejected, options.Clock.GetUtcNow()), cancellation).ConfigureAwait(false))
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return false;
            }
            if (work.IsCompleted)
                break;
        }
        await work.ConfigureAwait(false);
        return true;
    }

    Task<bool> EndAsync(BulkJob job, string holder, BulkRows rows, CancellationToken cancellation) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        if (await BulkStore.FindAsync(session, job.Id).ConfigureAwait(false) is not { State: BulkJob.Running } now || now.Holder != holder || await LedgerState.RefusalAsync(session, moment).ConfigureAwait(false) is not null)
            return false;
        await new BulkTransaction(session, await book.ReadAsync(session).ConfigureAwait(false), moment, job, rows).RunAsync().ConfigureAwait(false);
        return true;
    }, cancellation);
}
