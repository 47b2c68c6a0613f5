using System.Numerics;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Modelling;

/// <summary>How often records agree on columns, counted on a sample of records.</summary>
static class RecordSample
{
    const int Records = 1 << 16;

    /// <summary>Some 65,000 rows drawn by a hash of their number, or all.</summary>
    public static int[] Rows(int records)
    {
        if (records <= Records)
            return [.. Enumerable.Range(0, records)];
        var most = (ulong)((double)Records / records * ulong.MaxValue);
        var rows = new List<int>(Records + (Records / 16));
        for (var row = 0; row < records; row++)
        {
            if (RandomPairs.Mix(7, (ulong)row) < most)
                rows.Add(row);
        }
        return [.. rows];
    }

    /// <summary>Share of pairs of records, all values present, that agree on every column.</summary>
    public static double Share(int[] rows, IReadOnlyList<Column> columns)
    {
        var (same, present) = Agreeing(rows, columns);
        return present < 2 ? 0 : same / (present * (present - 1d));
    }

    /// <summary>Pairs that agree on every column, a record of the table.</summary>
    public static double PairsARecord(RecordTable table, IReadOnlyList<Column> columns)
    {
        var rows = Rows(table.Count);
        var (same, _) = Agreeing(rows, columns);
        return rows.Length == 0 ? 0 : same / 2 / rows.Length * ((double)table.Count / rows.Length);
    }

    // Ordered pairs of the same key, and records with a key. Sums of whole numbers: no order of counting changes them.
    static (double Same, int Present) Agreeing(int[] rows, IReadOnlyList<Column> columns)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * rows.Length));
        var shift = 64 - BitOperations.Log2((uint)size);
        var keys = new ulong[size];
        var counts = new int[size];
        var (same, present) = (0d, 0);
        foreach (var row in rows)
        {
            if (!TryKey(row, columns, out var key))
                continue;
            present++;
            var slot = (int)(key >> shift);
            while (counts[slot] != 0 && keys[slot] != key)
                slot = (slot + 1) & (size - 1);
            keys[slot] = key;
            same += 2d * counts[slot]++;
        }
        return (same, present);
    }

    static bool TryKey(int row, IReadOnlyList<Column> columns, out ulong key)
    {
        key = 0x9E3779B97F4A7C15UL;
        for (var k = 0; k < columns.Count; k++)
        {
            var code = columns[k].Codes[row];
            if (code == 0)
                return false;
            key = RandomPairs.Mix(key, (uint)code);
        }
        return true;
    }
}
