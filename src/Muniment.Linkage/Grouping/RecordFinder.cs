using System.Text;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Grouping;

/// <summary>Finds the row of a record by its source and record id.</summary>
/// <remarks>Four to eight bytes a record beside the table, which must outlive this. Immutable; safe on any thread.</remarks>
public sealed class RecordFinder
{
    readonly RecordTable _table;
    readonly Dictionary<string, int> _sources = new(StringComparer.Ordinal);
    readonly int[] _slots; // Row + 1, 0 = free; open addressing, at most half full.

    /// <summary>Reads every record id once.</summary>
    public RecordFinder(RecordTable table)
    {
        _table = table;
        for (var source = 0; source < table.Sources.Count; source++)
            _sources[table.Sources[source].Name] = source;
        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, table.Count * 2L))];
        for (var source = 0; source < table.Sources.Count; source++)
        {
            var (_, first, count) = table.Sources[source];
            for (var row = first; row < first + count; row++)
            {
                var at = Slot(source, table.Ids[row + 1]);
                while (_slots[at] != 0)
                    at = (at + 1) & (_slots.Length - 1);
                _slots[at] = row + 1;
            }
        }
    }

    /// <summary>The row of a record; -1: there is no such source or record.</summary>
    /// <param name="source">The source's name, exactly; empty: the only source, if there is one alone.</param>
    /// <param name="recordId">The record id, exactly.</param>
    public int Find(string source, string recordId)
    {
        var name = source.Length == 0 && _table.Sources.Count == 1 ? _table.Sources[0].Name : source;
        return _sources.TryGetValue(name, out var number) ? Find(number, Encoding.UTF8.GetBytes(recordId)) : -1;
    }

    /// <summary>The row of a record; -1: there is none.</summary>
    /// <param name="source">0-based source of the table.</param>
    /// <param name="recordId">The record id as UTF-8, exactly.</param>
    public int Find(int source, ReadOnlySpan<byte> recordId)
    {
        var (_, first, count) = _table.Sources[source];
        for (var at = Slot(source, recordId); _slots[at] != 0; at = (at + 1) & (_slots.Length - 1))
        {
            var row = _slots[at] - 1;
            if (row >= first && row < first + count && _table.Ids[row + 1].SequenceEqual(recordId))
                return row;
        }
        return -1;
    }

    int Slot(int source, ReadOnlySpan<byte> recordId) =>
        (int)(unchecked(RecordOrder.Hash(recordId) + ((ulong)source * 0x9E3779B97F4A7C15)) >> 20) & (_slots.Length - 1);
}
