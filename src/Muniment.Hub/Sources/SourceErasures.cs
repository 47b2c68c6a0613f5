using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Linkage.Columns;

namespace Muniment.Hub.Sources;

/// <summary>Deletes records: at once from what is looked up, then from the extracts, and with the next snapshot from the last file that held them.</summary>
/// <remarks>Each act is kept with what proves it. Acts are idempotent, so a journal may play them again. Safe on any thread.</remarks>
public sealed class SourceErasures(Database database, HubOptions options, ExtractFiles files, SourceLoads loads, PersonDirectory directory)
{
    const int ErasedAtOnce = 500;

    /// <summary>Deletes what is past its source's retention.</summary>
    /// <returns>The acts, one for each source that had such records.</returns>
    public async Task<IReadOnlyList<Erasure>> DeletePastRetentionAsync(CancellationToken cancellation = default)
    {
        var acts = new List<Erasure>();
        foreach (var source in await database.ReadAsync(SourceRegister.ListAsync, cancellation).ConfigureAwait(false))
        {
            cancellation.ThrowIfCancellationRequested();
            var now = options.Clock.GetUtcNow();
            var reason = $"Kept for {source.Entry.Retention.Months} months: recorded before {RetentionRule.FirstKept(source.Entry.Retention, now):uuuu-MM-dd}.";
            var order = new Order(Ids.New("era"), source.Entry.Id, ErasureKinds.Retention, reason, "hub", now);
            if (await EraseAsync(order, (table, asOf) => RetentionRule.PastIn(table, source.Entry.Retention, asOf, now)).ConfigureAwait(false) is { } act)
                acts.Add(act);
        }
        return acts;
    }

    /// <summary>Deletes records of a person for good: no later load of the source brings them back.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="recordIds">The source's ids of the records.</param>
    /// <param name="reason">Why; public, so it names nobody.</param>
    /// <param name="by">Who decided.</param>
    public async Task<Erasure> EraseAsync(string sourceId, IReadOnlyCollection<string> recordIds, string reason, Actor by)
    {
        ArgumentOutOfRangeException.ThrowIfZero(recordIds.Count, nameof(recordIds));
        var ids = recordIds.ToHashSet(StringComparer.Ordinal);
        var order = new Order(Ids.New("era"), sourceId, ErasureKinds.Person, reason, by.AccountId, options.Clock.GetUtcNow()) { Also = ids };
        return (await EraseAsync(order, (table, _) => row => ids.Contains(table.IdOf(row))).ConfigureAwait(false))!;
    }

    /// <summary>Acts, the latest first, without record ids.</summary>
    public Task<IReadOnlyList<Erasure>> ListAsync(string? sourceId = null) => database.ReadAsync(async session => (IReadOnlyList<Erasure>)
        [.. (await session.ListAsync<Row>("SELECT id, source_id, kind, reason, records, decided_by, decided_at, completed_at FROM erasure WHERE source_id = @sourceId OR @sourceId IS NULL ORDER BY decided_at DESC, id", new { sourceId }).ConfigureAwait(false)).Select(row => row.AsErasure())]);

    /// <summary>Ends a source: every record of it is deleted; its entry stays in the register.</summary>
    public async Task<Erasure?> EndAsync(string sourceId, string reason, Actor by)
    {
        var now = options.Clock.GetUtcNow();
        await database.WriteAsync(async session =>
        {
            await SourceRegister.GetAsync(session, sourceId).ConfigureAwait(false);
            await session.RunJournaledAsync("UPDATE source SET ended_at = @at, ended_by = @AccountId, end_reason = @reason WHERE id = @sourceId AND ended_at IS NULL", new { at = now.ToMicroseconds(), by.AccountId, reason, sourceId }, now).ConfigureAwait(false);
            await SourceActs.AddEntryAsync(session, EntryKinds.Source, sourceId, "ended", by.AccountId, now, json => json.WriteString("reason", reason)).ConfigureAwait(false);
            await DirectoryVersion.RaiseAsync(session).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return await EraseAsync(new Order(Ids.New("era"), sourceId, ErasureKinds.Ended, reason, by.AccountId, now), (_, _) => _ => true).ConfigureAwait(false);
    }

    async Task<Erasure?> EraseAsync(Order order, Func<RecordTable, DateTimeOffset, Func<int, bool>> rule)
    {
        var held = await database.ReadAsync(session => session.ListAsync<Held>(
            "SELECT id, content, as_of, records FROM source_load WHERE source_id = @SourceId AND deleted_at IS NULL AND replaced_at IS NULL", new { order.SourceId })).ConfigureAwait(false);
        var changes = new List<(Held Load, string? After, long Left)>();
        var erased = new HashSet<string>(order.Also, StringComparer.Ordinal);
        foreach (var load in held)
        {
            var (after, dropped) = files.Rewrite(order.SourceId, load.Content, table => rule(table, load.AsOf.ToInstant()));
            if (dropped.Count == 0)
                continue;
            changes.Add((load, after, load.Records - dropped.Count));
            erased.UnionWith(dropped);
        }
        if (erased.Count == 0)
            return null;
        var act = new Erasure(order.Id, order.SourceId, order.Kind, order.Reason, erased.Count, order.By, order.At, null, [.. erased.Order(StringComparer.Ordinal)]);
        await database.WriteAsync(session => RecordAsync(session, act, changes)).ConfigureAwait(false);
        directory.Hide([.. act.RecordIds.Select(record => (act.SourceId, record))]);
        await loads.RemoveUnusedAsync(order.SourceId).ConfigureAwait(false);
        foreach (var (load, after, _) in changes)
        {
            if (after != load.Content)
                files.Delete(order.SourceId, load.Content);
        }
        return act;
    }

    static async Task RecordAsync(Session session, Erasure act, List<(Held Load, string? After, long Left)> changes)
    {
        var at = act.DecidedAt.ToMicroseconds();
        foreach (var (load, after, left) in changes)
        {
            var changed = after is null
                ? await session.RunJournaledAsync("UPDATE source_load SET deleted_at = @at, records = 0 WHERE id = @Id AND content = @Content", new { at, load.Id, load.Content }, act.DecidedAt).ConfigureAwait(false)
                : await session.RunJournaledAsync("UPDATE source_load SET content = @after, records = @left WHERE id = @Id AND content = @Content", new { after, left, load.Id, load.Content }, act.DecidedAt).ConfigureAwait(false);
            if (changed == 0)
                throw new ProblemException(StatusCodes.Status409Conflict, "load-changed", "The source was loaded anew meanwhile. Try again.");
        }
        var proof = JsonSerializer.Serialize(changes.Select(change => new ErasedFile(change.Load.Content, change.Load.Records, change.After, change.Left)), JsonSerializerOptions.Web);
        await session.RunJournaledAsync(
            "INSERT INTO erasure (id, source_id, kind, reason, records, decided_by, decided_at, proof) VALUES (@Id, @SourceId, @Kind, @Reason, @Records, @DecidedBy, @at, @proof) ON CONFLICT (id) DO NOTHING",
            new { act.Id, act.SourceId, act.Kind, act.Reason, act.Records, act.DecidedBy, at, proof }, act.DecidedAt).ConfigureAwait(false);
        foreach (var records in act.RecordIds.Chunk(ErasedAtOnce))
            await RecordAsync(session, act, records).ConfigureAwait(false);
        await SourceActs.AddEntryAsync(session, EntryKinds.Erasure, act.SourceId, act.Kind, act.DecidedBy, act.DecidedAt, json =>
        {
            json.WriteString("erasure", act.Id);
            json.WriteString("reason", act.Reason);
            json.WriteNumber("records", act.Records);
            json.WriteString("proof", proof);
        }).ConfigureAwait(false);
        await DirectoryVersion.RaiseAsync(session).ConfigureAwait(false);
    }

    /// <summary>Many records with one statement and one line of the journal: retention may erase millions.</summary>
    static async Task RecordAsync(Session session, Erasure act, string[] records)
    {
        var parameters = new Dictionary<string, object?> { ["source"] = act.SourceId, ["erasure"] = act.Id, ["forEver"] = act.Kind == ErasureKinds.Person ? 1L : 0L };
        for (var i = 0; i < records.Length; i++)
            parameters.Add($"r{i}", records[i]);
        await session.RunJournaledAsync($"""
            INSERT INTO erased_record (source_id, record_id, erasure_id, is_for_ever) VALUES {string.Join(", ", Enumerable.Range(0, records.Length).Select(i => $"(@source, @r{i}, @erasure, @forEver)"))}
            ON CONFLICT (source_id, record_id) DO UPDATE SET erasure_id = excluded.erasure_id, is_for_ever = CASE WHEN excluded.is_for_ever = 1 THEN 1 ELSE erased_record.is_for_ever END
            """, parameters, act.DecidedAt).ConfigureAwait(false);
    }

    sealed record Order(string Id, string SourceId, string Kind, string Reason, string By, DateTimeOffset At)
    {
        public IReadOnlySet<string> Also { get; init; } = new HashSet<string>();
    }

    sealed class Held
    {
        public string Id { get; init; } = "";

        public string Content { get; init; } = "";

        public long AsOf { get; init; }

        public long Records { get; init; }
    }

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string SourceId { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Reason { get; init; } = "";

        public long Records { get; init; }

        public string DecidedBy { get; init; } = "";

        public long DecidedAt { get; init; }

        public long? CompletedAt { get; init; }

        public Erasure AsErasure() => new(Id, SourceId, Kind, Reason, Records, DecidedBy, DecidedAt.ToInstant(), CompletedAt?.ToInstant(), []);
    }
}
