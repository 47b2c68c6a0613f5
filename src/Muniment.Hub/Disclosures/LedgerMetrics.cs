using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Muniment.Hub.Disclosures.Breaches;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Disclosures;

/// <summary>What the ledger tells operators: how far its publication is behind, and what is overdue. Read every ten seconds.</summary>
sealed class LedgerMetrics : BackgroundService
{
    static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);

    readonly Database _database;
    readonly RuleBook _book;
    readonly TimeProvider _clock;
    Reading _reading = new(0, 0, 0, 0, 0, 0);

    public LedgerMetrics(HubMetrics metrics, Database database, RuleBook book, TimeProvider clock)
    {
        (_database, _book, _clock) = (database, book, clock);
        metrics.Meter.CreateObservableGauge("muniment.ledger.entries", () => _reading.Size, description: "Entries numbered.");
        metrics.Meter.CreateObservableGauge("muniment.ledger.unpublished", () => _reading.Unpublished, description: "Entries committed that no published checkpoint covers yet.");
        metrics.Meter.CreateObservableGauge("muniment.ledger.lag", () => _reading.LagSeconds, "s", "Age of the oldest entry that no published checkpoint covers; above 60 nothing is disclosed.");
        metrics.Meter.CreateObservableGauge("muniment.reviews.overdue", () => new Measurement<long>[] { new(_reading.AgreementsOverdue, [new("of", "agreement")]), new(_reading.PausesOverdue, [new("of", "pause")]) }, description: "Agreements and pauses whose review date is over.");
        metrics.Meter.CreateObservableGauge("muniment.breaches.overdue", () => _reading.BreachesOverdue, description: "Breaches not reported within 72 hours of awareness.");
    }

    /// <summary>Reads once.</summary>
    internal Task ReadAsync(CancellationToken cancellation) => _database.ReadAsync(async session =>
    {
        var moment = Moment.Now(_clock);
        var published = await session.ValueAsync<long>("SELECT published_size FROM ledger_state WHERE id = 1").ConfigureAwait(false);
        var row = await session.FindAsync<Waiting>("SELECT COUNT(*) AS entries, MIN(made_at) AS oldest FROM entry WHERE leaf_index IS NULL OR leaf_index >= @published", new { published }).ConfigureAwait(false);
        var size = await session.ValueAsync<long>("SELECT size FROM ledger_state WHERE id = 1").ConfigureAwait(false);
        var overdue = Statistics.OverdueAt(await _book.ReadAsync(session).ConfigureAwait(false), moment);
        var breaches = await BreachBook.OverdueAsync(session, moment).ConfigureAwait(false);
        var lag = row?.Oldest is { } oldest ? Math.Max(0, (moment.Instant.ToDateTimeOffset() - oldest.ToInstant()).TotalSeconds) : 0;
        Volatile.Write(ref _reading, new Reading(size, row?.Entries ?? 0, lag, overdue.Agreements.Count, overdue.Pauses.Count, breaches));
        return true;
    }, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (System.Data.Common.DbException)
            {
                // The last reading stands; that the database is gone is told by GET /health.
            }
            await Task.Delay(s_every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    sealed record Reading(long Size, long Unpublished, double LagSeconds, long AgreementsOverdue, long PausesOverdue, long BreachesOverdue);

    sealed class Waiting
    {
        public long Entries { get; init; }

        public long? Oldest { get; init; }
    }
}
