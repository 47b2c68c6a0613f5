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
        return [.. Enumerable.Range(0, records).Where(row => RandomPairs.Mix(7, (ulong)row) < most)];
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

    // Ordered pairs of the same key, and records with a key.
    static (double Same, int Present) Agreeing(int[] rows, IReadOnlyList<Column> columns)
    {
        var keys = new ulong[rows.Length];
        var present = 0;
        foreach (var row in rows)
        {
            var key = 0x9E3779B97F4A7C15UL;
            var whole = true;
            foreach (var column in columns)
            {
                var code = column.Codes[row];
                whole &= code != 0;
                key = RandomPairs.Mix(key, (uint)code);
            }
            if (whole)
                keys[present++] = key;
        }
        var used = keys.AsSpan(0, present);
        used.Sort();
        var same = 0d;
        for (var start = 0; start < used.Length;)
        {
            var end = start + 1;
            while (end < used.Length && used[end] == used[start])
                end++;
            same += (end - start) * (end - start - 1d);
            start = end;
        }
        return (same, present);
    }
}
