using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Grouping;

/// <summary>Orders records by source name and record id, byte by byte: the order does not depend on the rows.</summary>
sealed class RecordOrder(RecordTable table)
{
    readonly byte[][] _sources = [.. table.Sources.Select(source => System.Text.Encoding.UTF8.GetBytes(source.Name))];

    /// <summary>Below 0: left comes first. Above 0: right does.</summary>
    public int Compare(int left, int right)
    {
        var first = table.SourceOf(left);
        var second = table.SourceOf(right);
        var order = first == second ? 0 : _sources[first].AsSpan().SequenceCompareTo(_sources[second]);
        return order != 0 ? order : table.Ids[left + 1].SequenceCompareTo(table.Ids[right + 1]);
    }

    /// <summary>The first of some rows in that order.</summary>
    public int Smallest(ReadOnlySpan<int> rows)
    {
        var smallest = rows[0];
        foreach (var row in rows[1..])
        {
            if (Compare(row, smallest) < 0)
                smallest = row;
        }
        return smallest;
    }

    /// <summary>FNV-1a (Fowler, Noll, Vo) of source name, a zero byte and record id of the first row, mixed: written to files, so it must never change.</summary>
    public ulong HashOfSmallest(ReadOnlySpan<int> rows)
    {
        var row = Smallest(rows);
        var hash = 0xCBF29CE484222325;
        foreach (var value in _sources[table.SourceOf(row)])
            hash = unchecked((hash ^ value) * 0x100000001B3);
        hash = unchecked(hash * 0x100000001B3);
        foreach (var value in table.Ids[row + 1])
            hash = unchecked((hash ^ value) * 0x100000001B3);
        return Mix(hash);
    }

    /// <summary>A 64-bit hash of a value, the same on every machine.</summary>
    public static ulong Hash(ReadOnlySpan<byte> value)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var one in value)
            hash = unchecked((hash ^ one) * 0x100000001B3);
        return Mix(hash);
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014); written to files, so it must never change.</summary>
    public static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
