using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Pushes;

/// <summary>Decides what an agreement of direction push sends: of everybody with a record of its sources, those who are permitted and of whom something has changed.</summary>
/// <remarks>Each disclosure is recorded, with its ledger entry, before <see cref="PushDelivery"/> sends it. Safe on any thread.</remarks>
public sealed class PushRun
{
    const int Batch = 250;
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    readonly Database _database;
    readonly RuleBook _book;
    readonly PersonLookUp _persons;

    internal PushRun(Database database, RuleBook book, PersonLookUp persons) => (_database, _book, _persons) = (database, book, persons);

    /// <summary>Runs an agreement's push once.</summary>
    /// <param name="agreement">The agreement's id.</param>
    /// <param name="moment">When: caps, conditions and entries go by it.</param>
    /// <param name="cancellation">Stops between batches; what was recorded stays.</param>
    /// <exception cref="ProblemException">There is no such agreement, it is not a push, or its partner has no endpoint.</exception>
    public async Task<PushResult> RunAsync(string agreement, Moment moment, CancellationToken cancellation = default)
    {
        var rules = await _book.ReadAsync(cancellation).ConfigureAwait(false);
        var inForce = rules.Find(agreement, moment) ?? throw new ProblemException(StatusCodes.Status404NotFound, "agreement-unknown", $"There is no agreement '{agreement}'.");
        if (!inForce.Directions.Contains(Direction.Push))
            throw new ProblemException(StatusCodes.Status409Conflict, "direction", "The agreement does not provide for a push.");
        if (await _database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM partner_endpoint WHERE partner = @Id", new { inForce.Partner.Id }), cancellation).ConfigureAwait(false) == 0)
            throw new ProblemException(StatusCodes.Status409Conflict, "no-endpoint", $"'{inForce.Partner.Id}' has no endpoint. Set one first.");
        var question = new Question(inForce, rules.Pauses, PushTransaction.Request, default, moment);
        var reason = Ruling.BeforeLookUp(question);
        if (reason != RulingReason.None)
            return new PushResult(0, 0, 0, 0, reason);

        var before = (await _database.ReadAsync(session => session.ListAsync<PushedRow>("SELECT person, sha256 FROM pushed WHERE agreement = @agreement", new { agreement }), cancellation).ConfigureAwait(false))
            .ToDictionary(row => row.Person, row => row.Sha256, StringComparer.Ordinal);
        var result = default(PushResult);
        var batch = new List<Found>(Batch);
        foreach (var found in _persons.All(inForce))
        {
            cancellation.ThrowIfCancellationRequested();
            result = result with { People = result.People + 1 };
            // A first look without the marks of people's decisions, which can only take away: who is refused here is refused there.
            var ruling = Ruling.Decide(question, found.Facts);
            if (ruling.Outcome == Outcome.Refused)
                continue;
            if (before.TryGetValue(found.Person, out var sha256) && sha256.AsSpan().SequenceEqual(PushTransaction.HashOf(ruling, found)))
            {
                result = result with { Unchanged = result.Unchanged + 1 };
                continue;
            }
            batch.Add(found);
            if (batch.Count == Batch && !(result = await CommitAsync(agreement, batch, moment, result, cancellation).ConfigureAwait(false)).Stopped.Equals(RulingReason.None))
                return result;
        }
        return batch.Count == 0 ? result : await CommitAsync(agreement, batch, moment, result, cancellation).ConfigureAwait(false);
    }

    async Task<PushResult> CommitAsync(string agreement, List<Found> batch, Moment moment, PushResult result, CancellationToken cancellation)
    {
        // The ledger publishes several times a second; a run that outpaces it waits, and then says so.
        for (var until = Environment.TickCount64 + (long)s_patience.TotalMilliseconds; ;)
        {
            var (refusal, counts) = await _database.WriteAsync(async session => await LedgerState.RefusalAsync(session, moment).ConfigureAwait(false) is { } refused
                ? (refused, default)
                : ((ProblemException?)null, await new PushTransaction(session, await _book.ReadAsync(session).ConfigureAwait(false), moment, agreement).RunAsync(batch).ConfigureAwait(false)), cancellation).ConfigureAwait(false);
            if (refusal is null)
            {
                batch.Clear();
                return result with { Unchanged = result.Unchanged + counts.Unchanged, Sent = result.Sent + counts.Sent, Pending = result.Pending + counts.Pending, Stopped = counts.Stopped };
            }
            if (Environment.TickCount64 > until)
                throw refusal;
            await Task.Delay(100, cancellation).ConfigureAwait(false);
        }
    }

    sealed class PushedRow
    {
        public string Person { get; init; } = "";

        public byte[] Sha256 { get; init; } = [];
    }
}
