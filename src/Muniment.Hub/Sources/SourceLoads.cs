using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Tables;

namespace Muniment.Hub.Sources;

/// <summary>Reads extracts of registered sources into the hub's folder: only mapped columns, under standard names; the same content twice changes nothing.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class SourceLoads(Database database, HubOptions options, ExtractFiles files)
{
    /// <summary>Reads files.</summary>
    /// <param name="sourceId">A source that is in the register and in use.</param>
    /// <param name="paths">At least one file (CSV, JSON lines or Parquet, .gz unpacked); together one load.</param>
    /// <param name="asOf">The instant the extract was made, from which retention counts; null: now.</param>
    /// <param name="by">Who loads it.</param>
    /// <param name="cancellation">Stops the reading; nothing remains of it.</param>
    /// <exception cref="ProblemException">The source may not be loaded.</exception>
    /// <exception cref="BadInputException">A file cannot be used at all.</exception>
    public Task<LoadReport> LoadFilesAsync(string sourceId, IReadOnlyList<string> paths, DateTimeOffset? asOf, Actor by, CancellationToken cancellation = default) =>
        LoadAsync(sourceId, paths, null, asOf, by, cancellation);

    /// <summary>Reads a table of a PostgreSQL database, by binary COPY.</summary>
    /// <param name="sourceId">A source that is in the register and in use.</param>
    /// <param name="connection">The database's connection string; not kept.</param>
    /// <param name="table">The table or view, with its schema or without.</param>
    /// <param name="asOf">The instant from which retention counts; null: now.</param>
    /// <param name="by">Who loads it.</param>
    /// <param name="cancellation">Stops the reading; nothing remains of it.</param>
    /// <exception cref="ProblemException">The source may not be loaded.</exception>
    /// <exception cref="BadInputException">The table cannot be read.</exception>
    public async Task<LoadReport> LoadTableAsync(string sourceId, string connection, string table, DateTimeOffset? asOf, Actor by, CancellationToken cancellation = default)
    {
        var source = await database.ReadAsync(session => SourceRegister.GetInUseAsync(session, sourceId, options.Clock.GetUtcNow()), cancellation).ConfigureAwait(false);
        var copy = Path.Combine(options.DataFolder, $".copy-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.csv");
        try
        {
            await PostgresTable.CopyAsync(connection, table, [source.Entry.IdColumn, .. source.Entry.Fields.Select(field => field.Column)], copy, cancellation).ConfigureAwait(false);
            return await LoadAsync(sourceId, [copy], "postgresql", asOf, by, cancellation).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    async Task<LoadReport> LoadAsync(string sourceId, IReadOnlyList<string> paths, string? delivered, DateTimeOffset? asOf, Actor by, CancellationToken cancellation)
    {
        var now = options.Clock.GetUtcNow();
        var from = asOf ?? now;
        if (from > now)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "as-of", "An extract cannot have been made later than now.");
        var (source, erased) = await database.ReadAsync(async session => (
            await SourceRegister.GetInUseAsync(session, sourceId, now).ConfigureAwait(false),
            (await session.ListAsync<string>("SELECT record_id FROM erased_record WHERE source_id = @sourceId AND is_for_ever = 1", new { sourceId }).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal)), cancellation).ConfigureAwait(false);
        var entry = source.Entry;
        var rename = entry.Fields.ToDictionary(field => field.Column, field => field.Field);
        rename[entry.IdColumn] = StandardFields.RecordId;
        using var loaded = ExtractLoader.Load([.. paths.Select(path => new Extract(path, entry.Id, rename))], new LoadOptions { IdColumn = StandardFields.RecordId, OnlyRenamed = true }, cancel: cancellation);
        var table = loaded.Table;
        var past = RetentionRule.PastIn(table, entry.Retention, from, now);
        var keep = new bool[table.Count];
        for (var row = 0; row < keep.Length; row++)
            keep[row] = !past(row) && (erased.Count == 0 || !erased.Contains(table.IdOf(row)));
        var records = keep.Count(kept => kept);
        if (records == 0)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "nothing-to-keep", $"None of the {table.Count} records may be kept: each is past the source's retention of {entry.Retention.Months} months, or was erased.");
        var content = files.Add(entry.Id, [StandardFields.RecordId, .. table.Columns.Select(column => column.Name)], csv => ExtractFiles.WriteRows(csv, table, row => keep[row]));
        var load = new NewLoad(source, content, delivered ?? HashOf(paths), from, records, loaded.Rejects.Count, by);
        var (id, isNew) = await database.WriteAsync(session => RecordAsync(session, load, now), cancellation).ConfigureAwait(false);
        await RemoveUnusedAsync(entry.Id, cancellation).ConfigureAwait(false);
        return new(entry.Id, id, isNew, records, loaded.Rejects.Count, table.Count - records, content, loaded.Notices);
    }

    /// <summary>Removes files of a source that no load holds any more.</summary>
    internal async Task RemoveUnusedAsync(string sourceId, CancellationToken cancellation = default)
    {
        var gone = await database.ReadAsync(session => session.ListAsync<string>("""
            SELECT DISTINCT content FROM source_load l WHERE source_id = @sourceId AND NOT EXISTS
              (SELECT 1 FROM source_load h WHERE h.source_id = l.source_id AND h.content = l.content AND h.deleted_at IS NULL AND h.replaced_at IS NULL)
            """, new { sourceId }), cancellation).ConfigureAwait(false);
        foreach (var content in gone)
            files.Delete(sourceId, content);
    }

    /// <summary>The files that make up the sources of one snapshot, those of one source newest first, so that a record that came again is its latest.</summary>
    internal static async Task<IReadOnlyList<HeldExtract>> HeldAsync(Session session, SnapshotPartition partition, DateTimeOffset now)
    {
        var usable = (await SourceRegister.ListAsync(session).ConfigureAwait(false)).Where(source => source.Entry.Partition == partition && source.StateAt(now) == SourceState.InUse)
            .Select(source => source.Entry.Id).ToHashSet(StringComparer.Ordinal);
        var held = await session.ListAsync<HeldExtract>("SELECT source_id, content, records FROM source_load WHERE deleted_at IS NULL AND replaced_at IS NULL ORDER BY source_id, as_of DESC, loaded_at DESC, id").ConfigureAwait(false);
        return [.. held.Where(extract => usable.Contains(extract.SourceId))];
    }

    static async Task<(string Id, bool IsNew)> RecordAsync(Session session, NewLoad load, DateTimeOffset now)
    {
        var current = await SourceRegister.GetInUseAsync(session, load.Source.Entry.Id, now).ConfigureAwait(false);
        if (current.Version != load.Source.Version)
            throw new ProblemException(StatusCodes.Status409Conflict, "entry-changed", "The source's entry was changed while the extract was read. Load it again.");
        var sourceId = current.Entry.Id;
        var same = await session.ListAsync<string>("SELECT id FROM source_load WHERE source_id = @sourceId AND content = @Content AND deleted_at IS NULL AND replaced_at IS NULL ORDER BY loaded_at", new { sourceId, load.Content }).ConfigureAwait(false);
        if (same.Count > 0)
            return (same[0], false);
        var id = Ids.New("lod");
        var at = now.ToMicroseconds();
        if (current.Entry.Mode == LoadMode.Replace)
            await session.RunAsync("UPDATE source_load SET replaced_at = @at WHERE source_id = @sourceId AND replaced_at IS NULL AND deleted_at IS NULL", new { at, sourceId }).ConfigureAwait(false);
        await session.RunAsync(
            "INSERT INTO source_load (id, source_id, entry_version, content, delivered, as_of, records, rejects, loaded_at, loaded_by) VALUES (@id, @sourceId, @Version, @Content, @Delivered, @asOf, @Records, @Rejects, @at, @AccountId)",
            new { id, sourceId, current.Version, load.Content, load.Delivered, asOf = load.AsOf.ToMicroseconds(), load.Records, load.Rejects, at, load.By.AccountId }).ConfigureAwait(false);
        await SourceActs.AddEntryAsync(session, EntryKinds.Source, sourceId, "loaded", load.By.AccountId, now, json =>
        {
            json.WriteString("load", id);
            json.WriteNumber("records", load.Records);
            json.WriteNumber("rejects", load.Rejects);
            json.WriteString("delivered", load.Delivered);
        }).ConfigureAwait(false);
        return (id, true);
    }

    static string HashOf(IReadOnlyList<string> paths)
    {
        var hashes = new List<string>();
        foreach (var path in paths)
        {
            using var file = File.OpenRead(path);
            hashes.Add(Convert.ToHexStringLower(SHA256.HashData(file)));
        }
        return hashes.Count == 1 ? hashes[0] : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', hashes))));
    }

    sealed record NewLoad(RegisteredSource Source, string Content, string Delivered, DateTimeOffset AsOf, long Records, long Rejects, Actor By);
}

/// <summary>A file the hub holds of a source.</summary>
sealed class HeldExtract
{
    public string SourceId { get; init; } = "";

    public string Content { get; init; } = "";

    public long Records { get; init; }
}
