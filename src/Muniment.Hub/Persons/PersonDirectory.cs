using Muniment.Hub.Hosting;
using Muniment.Tables;
using Muniment.Tables.Snapshots;

namespace Muniment.Hub.Persons;

/// <summary>The published snapshots, in memory: who is asked for some values, and what a person's records say.</summary>
/// <remarks>
/// One snapshot of all sources but law enforcement's, and one of those. A newer one takes its place while look-ups go on: whoever has begun with the
/// old one ends with it, and its files are unmapped after the last. Gives out personal data to whoever asks: rules stand before it, in Disclosures. Safe on any thread.
/// </remarks>
public sealed class PersonDirectory : IDisposable
{
    readonly OpenSnapshot?[] _current = new OpenSnapshot?[Enum.GetValues<SnapshotPartition>().Length];
    readonly Lock _changing = new();
    readonly TimeProvider _clock;

    /// <summary>A directory in which nothing is published.</summary>
    /// <param name="options">Says where the hub's folder is, and what time it is.</param>
    public PersonDirectory(HubOptions options) => (Folder, _clock) = (Path.Combine(options.DataFolder, "snapshots"), options.Clock);

    /// <summary>Where snapshots are kept, each in a folder named by its id.</summary>
    public string Folder { get; }

    /// <summary>Id of the snapshot that is read now; null: none.</summary>
    public string? CurrentId(SnapshotPartition partition) => Volatile.Read(ref _current[(int)partition])?.Id;

    /// <summary>Opens a snapshot of the folder and puts it in the place of the one before.</summary>
    /// <param name="partition">Whose place it takes.</param>
    /// <param name="snapshotId">Name of its folder in <see cref="Folder"/>; null: nothing is published any more.</param>
    /// <param name="hidden">Records that were erased since it was linked.</param>
    /// <param name="usableUntil">Source → the instant from which its records are passed over; null, or not named: never.</param>
    /// <exception cref="BadInputException">It is not there, or a file of it is not as it was written; the one before stays.</exception>
    public void Show(SnapshotPartition partition, string? snapshotId, IReadOnlyCollection<(string Source, string Record)> hidden, IReadOnlyDictionary<string, DateTimeOffset>? usableUntil = null)
    {
        var next = snapshotId is null ? null : new OpenSnapshot(snapshotId, SnapshotFolder.Open(Path.Combine(Folder, snapshotId), Environment.ProcessorCount));
        if (hidden.Count > 0)
            next?.Hide(hidden, _clock.GetUtcNow());
        if (usableUntil is not null)
            next?.Limit(usableUntil, _clock.GetUtcNow());
        OpenSnapshot? before;
        lock (_changing)
            before = Interlocked.Exchange(ref _current[(int)partition], next);
        before?.Release();
    }

    /// <summary>Passes records over from now on, in both snapshots: look-ups that begin after this do not see them.</summary>
    public void Hide(IReadOnlyCollection<(string Source, string Record)> records)
    {
        lock (_changing)
        {
            foreach (var snapshot in _current)
                snapshot?.Hide(records, _clock.GetUtcNow());
        }
    }

    /// <summary>Says anew until when each source may be used: from that instant, by the clock, its records are passed over.</summary>
    /// <param name="usableUntil">Source → instant; one that is not named may be used for ever.</param>
    public void Limit(IReadOnlyDictionary<string, DateTimeOffset> usableUntil)
    {
        lock (_changing)
        {
            foreach (var snapshot in _current)
                snapshot?.Limit(usableUntil, _clock.GetUtcNow());
        }
    }

    /// <summary>A hold on what is published now; null: nothing is.</summary>
    public SnapshotReading? Read(SnapshotPartition partition)
    {
        while (Volatile.Read(ref _current[(int)partition]) is { } current)
        {
            if (current.TryHold())
                return new SnapshotReading(current.ViewAt(_clock.GetUtcNow()));
        }
        return null;
    }

    /// <summary>The persons some values may belong to, best first; nobody where nothing is published.</summary>
    /// <inheritdoc cref="SnapshotReading.Find"/>
    public IReadOnlyList<PersonMatch> Find(SnapshotPartition partition, IReadOnlyDictionary<string, string> asked, int top, double leastProbability)
    {
        using var reading = Read(partition);
        return reading?.Find(asked, top, leastProbability) ?? [];
    }

    /// <summary>The records of a person; none where there is no such person, or nothing is published.</summary>
    public IReadOnlyList<PersonRecord> RecordsOf(SnapshotPartition partition, string personId)
    {
        using var reading = Read(partition);
        return reading?.RecordsOf(personId) ?? [];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var partition = 0; partition < _current.Length; partition++)
            Interlocked.Exchange(ref _current[partition], null)?.Release();
    }
}
