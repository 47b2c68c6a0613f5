using Microsoft.AspNetCore.Http;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Sources;
using Muniment.Tables;
using Muniment.Tables.Snapshots;

namespace Muniment.Hub.Persons;

/// <summary>A snapshot the hub has made.</summary>
/// <param name="Id">"snp_…", the name of its folder.</param>
/// <param name="Partition">Which sources it holds.</param>
/// <param name="LinkedAt">When it was made.</param>
/// <param name="Records">How many records it holds.</param>
/// <param name="Persons">How many persons they are.</param>
/// <param name="IsPublished">It is the one that is shown.</param>
/// <param name="IsRemoved">Its files are gone.</param>
public sealed record SnapshotEntry(string Id, SnapshotPartition Partition, DateTimeOffset LinkedAt, long Records, long Persons, bool IsPublished, bool IsRemoved);

/// <summary>Links what is held into a snapshot, publishes it in one step, and keeps the one before to go back to.</summary>
/// <remarks>Law-enforcement sources are linked apart: they never alter, or appear in, the main snapshot. Safe on any thread.</remarks>
public sealed class Snapshots(Database database, HubOptions options, ExtractFiles files, PersonDirectory directory, DirectoryWatch watch) : IDisposable
{
    /// <summary>How many snapshots of a kind are kept besides the published one.</summary>
    public const int KeptBefore = 1;

    /// <summary>How names of folders begin in which a run is under way.</summary>
    internal const string Unfinished = ".linking-";

    readonly SemaphoreSlim _turn = new(1, 1); // A run uses every core: one after the other.

    /// <summary>Links every source in use of a kind, and publishes the outcome.</summary>
    /// <param name="partition">Which sources.</param>
    /// <param name="by">Who asked for it.</param>
    /// <param name="reason">Why; "new extracts" and the like.</param>
    /// <param name="cancellation">Stops it; what was published before stays.</param>
    /// <returns>The snapshot; null: there is nothing to link, and nothing is shown any more.</returns>
    /// <exception cref="ProblemException">This hub cannot link.</exception>
    /// <exception cref="BadInputException">An extract of the hub's is damaged, or decisions contradict each other.</exception>
    public async Task<SnapshotEntry?> LinkAsync(SnapshotPartition partition, Actor by, string reason, CancellationToken cancellation = default)
    {
        var link = options.Link ?? throw new ProblemException(StatusCodes.Status503ServiceUnavailable, "no-linker", "This hub was started without a linker. Link with 'muniment source link'.");
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await LinkInTurnAsync(link, partition, by, reason, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task<SnapshotEntry?> LinkInTurnAsync(Action<LinkOrder, CancellationToken> link, SnapshotPartition partition, Actor by, string reason, CancellationToken cancellation)
    {
        var begun = options.Clock.GetUtcNow();
        var (held, decisions, previous) = await database.ReadAsync(async session => (
            await SourceLoads.HeldAsync(session, partition, begun).ConfigureAwait(false),
            await LinkActs.InForceAsync(session, partition).ConfigureAwait(false),
            await PublishedAsync(session, partition).ConfigureAwait(false)), cancellation).ConfigureAwait(false);
        if (held.Count == 0)
        {
            await WithdrawAsync(partition, cancellation).ConfigureAwait(false);
            return null;
        }
        HubFolder.Make(directory.Folder);
        var id = Ids.New("snp");
        var room = Path.Combine(directory.Folder, Unfinished + id);
        HubFolder.Make(room);
        try
        {
            foreach (var extract in held)
                files.Verify(extract.SourceId, extract.Content);
            var order = OrderOf(held, room) with
            {
                Decisions = decisions.Count > 0 ? LinkActs.WriteFile(Path.Combine(room, "decisions.csv"), decisions) : null,
                Previous = previous is not null && Directory.Exists(Path.Combine(directory.Folder, previous)) ? Path.Combine(directory.Folder, previous) : null,
            };
            await Task.Run(() => link(order, cancellation), cancellation).ConfigureAwait(false);
            return await PublishAsync(new Linked(id, partition, order.Out, begun, previous), by, reason).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(room, recursive: true);
        }
    }

    /// <summary>Shows the snapshot before the one that is shown now.</summary>
    /// <exception cref="ProblemException">There is none whose files are still kept.</exception>
    public async Task<SnapshotEntry> GoBackAsync(SnapshotPartition partition, Actor by, string reason)
    {
        var before = (await ListAsync().ConfigureAwait(false)).FirstOrDefault(snapshot => snapshot.Partition == partition && !snapshot.IsPublished && !snapshot.IsRemoved)
            ?? throw new ProblemException(StatusCodes.Status409Conflict, "no-earlier-snapshot", "There is no earlier snapshot to go back to: it is kept until a record is erased, or a second newer one is published.");
        await database.WriteAsync(session => AddPublicationAsync(session, partition, before.Id, by, reason)).ConfigureAwait(false);
        await watch.RefreshAsync().ConfigureAwait(false);
        return before with { IsPublished = true };
    }

    /// <summary>All snapshots, the latest first.</summary>
    public Task<IReadOnlyList<SnapshotEntry>> ListAsync() => database.ReadAsync(async session =>
    {
        var published = new List<string?>();
        foreach (var partition in Enum.GetValues<SnapshotPartition>())
            published.Add(await PublishedAsync(session, partition).ConfigureAwait(false));
        var rows = await session.ListAsync<Row>("SELECT id, sphere, linked_at, records, persons, removed_at FROM snapshot ORDER BY linked_at DESC, id").ConfigureAwait(false);
        return (IReadOnlyList<SnapshotEntry>)[.. rows.Select(row => new SnapshotEntry(row.Id, (SnapshotPartition)row.Sphere, row.LinkedAt.ToInstant(), row.Records, row.Persons, published.Contains(row.Id), row.RemovedAt is not null))];
    });

    /// <summary>Id of the snapshot that is shown; null: none.</summary>
    internal static async Task<string?> PublishedAsync(Session session, SnapshotPartition partition)
    {
        var id = await session.ValueAsync<string>("SELECT snapshot_id FROM publication WHERE sphere = @sphere ORDER BY number DESC LIMIT 1", new { sphere = (long)partition }).ConfigureAwait(false);
        return id is null || await session.ValueAsync<long>("SELECT COUNT(*) FROM snapshot WHERE id = @id AND removed_at IS NULL", new { id }).ConfigureAwait(false) == 0 ? null : id;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    LinkOrder OrderOf(IReadOnlyList<HeldExtract> held, string room)
    {
        var extracts = files.AsExtracts(held.Select(extract => (extract.SourceId, extract.Content)));
        var columns = extracts.SelectMany(extract => File.ReadLines(extract.Path).First().Split(',')).Distinct(StringComparer.Ordinal);
        return new LinkOrder
        {
            Extracts = extracts,
            Out = Path.Combine(room, "run"),
            Hidden = [.. columns.Where(column => column != StandardFields.RecordId && !StandardFields.Identity.Contains(column)).Order(StringComparer.Ordinal)],
        };
    }

    async Task<SnapshotEntry> PublishAsync(Linked linked, Actor by, string reason)
    {
        foreach (var name in new[] { "edges.csv", "report.html", "rejects.csv" }) // Larger than all else, or with values in them; nothing here reads them.
            File.Delete(Path.Combine(linked.Path, name));
        KeepToOwner(linked.Path);
        int records, persons;
        IReadOnlyDictionary<string, int> people;
        var opened = new OpenSnapshot(linked.Id, SnapshotFolder.Open(linked.Path, Environment.ProcessorCount)); // Not published unless it can be read.
        using (var reading = new SnapshotReading(opened.ViewAt(options.Clock.GetUtcNow())))
            (records, persons, people) = (reading.RecordCount, reading.PersonCount, reading.CountPersonsBySource());
        var findings = MergedCsv.Read(Path.Combine(linked.Path, MergedCsv.FileName));
        Directory.Move(linked.Path, Path.Combine(directory.Folder, linked.Id));
        var now = options.Clock.GetUtcNow();
        await database.WriteAsync(async session =>
        {
            await session.RunAsync(
                "INSERT INTO snapshot (id, sphere, begun_at, linked_at, linked_by, previous_id, records, persons) VALUES (@Id, @sphere, @begun, @at, @AccountId, @Previous, @records, @persons)",
                new { linked.Id, sphere = (long)linked.Partition, begun = linked.Begun.ToMicroseconds(), at = now.ToMicroseconds(), by.AccountId, linked.Previous, records, persons }).ConfigureAwait(false);
            await AddPublicationAsync(session, linked.Partition, linked.Id, by, reason).ConfigureAwait(false);
            await MergedQueue.RenewAsync(session, linked.Partition, linked.Id, findings, now).ConfigureAwait(false);
            foreach (var (source, count) in people)
            {
                await session.RunAsync("""
                    INSERT INTO source_count (source_id, records, people, counted_at)
                    VALUES (@source, (SELECT COALESCE(SUM(records), 0) FROM source_load WHERE source_id = @source AND deleted_at IS NULL AND replaced_at IS NULL), @count, @at)
                    ON CONFLICT (source_id) DO UPDATE SET records = excluded.records, people = excluded.people, counted_at = excluded.counted_at
                    """, new { source, count, at = now.ToMicroseconds() }).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        await watch.RefreshAsync().ConfigureAwait(false);
        await RemoveOldAsync(linked.Partition).ConfigureAwait(false);
        return new(linked.Id, linked.Partition, now, records, persons, true, false);
    }

    async Task WithdrawAsync(SnapshotPartition partition, CancellationToken cancellation)
    {
        await database.WriteAsync(async session =>
        {
            await session.RunAsync("UPDATE snapshot SET removed_at = @at WHERE sphere = @sphere AND removed_at IS NULL", new { at = options.Clock.GetUtcNow().ToMicroseconds(), sphere = (long)partition }).ConfigureAwait(false);
            await DirectoryVersion.RaiseAsync(session).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
        await watch.RefreshAsync().ConfigureAwait(false);
        await RemoveOldAsync(partition).ConfigureAwait(false);
    }

    // Beyond those that are kept, and those that hold an erased record although a newer one does not: then the erasure is complete.
    async Task RemoveOldAsync(SnapshotPartition partition)
    {
        var now = options.Clock.GetUtcNow().ToMicroseconds();
        await database.WriteAsync(async session =>
        {
            var sphere = (long)partition;
            var rows = await session.ListAsync<Row>("SELECT id, begun_at FROM snapshot WHERE sphere = @sphere AND removed_at IS NULL ORDER BY linked_at DESC, id", new { sphere }).ConfigureAwait(false);
            var published = await PublishedAsync(session, partition).ConfigureAwait(false);
            var lastErasure = await session.ValueAsync<long?>("SELECT MAX(e.decided_at) FROM erasure e JOIN source s ON s.id = e.source_id WHERE s.sphere = @sphere", new { sphere }).ConfigureAwait(false) ?? 0;
            var newest = rows.Count == 0 ? long.MaxValue : rows.First(row => row.Id == published).BegunAt;
            var others = rows.Where(row => row.Id != published).ToList();
            foreach (var (place, row) in others.Index())
            {
                if (place >= KeptBefore || (row.BegunAt <= lastErasure && newest > lastErasure))
                    await session.RunAsync("UPDATE snapshot SET removed_at = @now WHERE id = @Id", new { now, row.Id }).ConfigureAwait(false);
            }
            await session.RunAsync("""
                UPDATE erasure SET completed_at = @now WHERE completed_at IS NULL
                  AND source_id IN (SELECT id FROM source WHERE sphere = @sphere)
                  AND decided_at < COALESCE((SELECT MIN(begun_at) FROM snapshot WHERE sphere = @sphere AND removed_at IS NULL), @never)
                """, new { now, sphere, never = long.MaxValue }).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await DeleteFoldersAsync().ConfigureAwait(false);
    }

    async Task DeleteFoldersAsync()
    {
        var kept = (await database.ReadAsync(session => session.ListAsync<string>("SELECT id FROM snapshot WHERE removed_at IS NULL")).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        foreach (var id in await database.ReadAsync(session => session.ListAsync<string>("SELECT id FROM snapshot WHERE removed_at IS NOT NULL")).ConfigureAwait(false))
        {
            var path = Path.Combine(directory.Folder, id);
            if (!kept.Contains(id) && Directory.Exists(path))
                Directory.Delete(path, recursive: true); // Who still reads it keeps it mapped until she is done.
        }
    }

    Task AddPublicationAsync(Session session, SnapshotPartition partition, string id, Actor by, string reason) => AddPublicationAsync(session, partition, id, by, reason, options.Clock.GetUtcNow());

    static async Task AddPublicationAsync(Session session, SnapshotPartition partition, string id, Actor by, string reason, DateTimeOffset now)
    {
        await session.RunAsync(
            "INSERT INTO publication (sphere, snapshot_id, published_at, published_by, reason) VALUES (@sphere, @id, @at, @AccountId, @reason)",
            new { sphere = (long)partition, id, at = now.ToMicroseconds(), by.AccountId, reason }).ConfigureAwait(false);
        await DirectoryVersion.RaiseAsync(session).ConfigureAwait(false);
    }

    static void KeepToOwner(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        foreach (var path in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    sealed record Linked(string Id, SnapshotPartition Partition, string Path, DateTimeOffset Begun, string? Previous);

    sealed class Row
    {
        public string Id { get; init; } = "";

        public long Sphere { get; init; }

        public long BegunAt { get; init; }

        public long LinkedAt { get; init; }

        public long Records { get; init; }

        public long Persons { get; init; }

        public long? RemovedAt { get; init; }
    }
}
