using System.Collections;
using System.Collections.Concurrent;
using Muniment.Linkage.Columns;

namespace Muniment.Hub.Persons;

/// <summary>Which records of a snapshot may be read, until when.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Hidden">[records] true: passed over, as if it had never been linked; null: none is. Never changed.</param>
/// <param name="Until">The instant from which another view holds, because a source may not be used any more.</param>
/// <remarks>Safe on any thread.</remarks>
sealed record SnapshotView(OpenSnapshot Snapshot, BitArray? Hidden, DateTimeOffset Until)
{
    const int MostCombinations = 64; // Each is a bit a record.

    readonly ConcurrentDictionary<string, BitArray> _ofSources = new(StringComparer.Ordinal);

    /// <summary>The records to pass over where only some sources may be read.</summary>
    public BitArray HiddenBut(IReadOnlySet<string> sources)
    {
        var key = string.Join('\n', sources.Order(StringComparer.Ordinal));
        if (_ofSources.TryGetValue(key, out var known))
            return known;
        var table = Snapshot.Persons.Table;
        var hidden = Hidden is null ? new BitArray(table.Count) : new BitArray(Hidden);
        foreach (var source in table.Sources)
        {
            if (!sources.Contains(source.Name))
                hidden.HideRows(source);
        }
        return _ofSources.Count < MostCombinations ? _ofSources.GetOrAdd(key, hidden) : hidden;
    }
}

/// <summary>Marks rows.</summary>
static class HiddenRows
{
    /// <summary>Every row of a source is passed over.</summary>
    public static void HideRows(this BitArray hidden, RecordSource source)
    {
        for (var row = source.FirstRow; row < source.FirstRow + source.RowCount; row++)
            hidden[row] = true;
    }
}
