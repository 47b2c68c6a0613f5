using System.Numerics;
using Muniment.Linkage.Blocking;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Modelling;

/// <summary>Some 65,000 records drawn by what they say, and how often records agree on columns, counted on those.</summary>
/// <remarks>
/// A record is drawn by a hash of its values, so neither its place nor its id matters: shuffled records give the same sample. Records that say the
/// same are drawn together; what that would do to counted pairs is taken back. Immutable; safe on any thread.
/// </remarks>
sealed class RecordSample
{
    const int Records = 1 << 16;
    const int ChunkRows = 1 << 15;

    readonly Column[] _columns;
    readonly uint[][] _hashes; // [columns][codes] of each value; 0: missing
    readonly int _records;
    readonly int[] _rows;
    readonly ulong[] _ofRow; // [sample] what each says, ascending

    RecordSample(int records, Column[] columns, int threads)
    {
        _records = records;
        _columns = columns;
        _hashes = [.. columns.Select(column => KeyShare.HashesOf(column.Values, threads))];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var most = records <= Records ? ulong.MaxValue : (ulong)((double)Records / records * ulong.MaxValue);
        var drawn = new List<(ulong Hash, int Row)>[(records + ChunkRows - 1) / ChunkRows];
        Parallel.For(0, drawn.Length, parallel, chunk =>
        {
            var found = drawn[chunk] = [];
            var hashes = new ulong[ChunkRows];
            var begin = chunk * ChunkRows;
            var own = hashes.AsSpan(0, Math.Min(records - begin, ChunkRows));
            Hash(begin, own);
            for (var k = 0; k < own.Length; k++)
            {
                if (own[k] <= most)
                    found.Add((own[k], begin + k));
            }
        });
        var all = drawn.SelectMany(part => part).ToArray();
        Array.Sort(all);
        _rows = [.. all.Select(item => item.Row)];
        _ofRow = [.. all.Select(item => item.Hash)];
    }

    /// <summary>A sample of a table's records by the columns that a model compares.</summary>
    public static RecordSample Of(RecordTable table, LinkModel model, int threads) =>
        new(table.Count, [.. model.Comparisons.SelectMany(comparison => ModelTraining.FieldsOf(model, comparison)).Distinct().Order(StringComparer.Ordinal).Select(table.Find).OfType<Column>()], threads);

    /// <summary>The rows drawn, in order of what they say.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>True where the k-th and the j-th row drawn say the same, and are both here because one of them is.</summary>
    public bool AreDrawnTogether(int k, int j) => _rows.Length < _records && _ofRow[k] == _ofRow[j];

    /// <summary>What a record says, as a number.</summary>
    public ulong HashOf(int row)
    {
        var hash = 0UL;
        for (var k = 0; k < _columns.Length; k++)
            hash = Next(hash, _hashes[k][_columns[k].Codes[row]]);
        return RandomPairs.Mix(7, hash);
    }

    /// <summary>Puts rows in order of what they say.</summary>
    public void Sort(Span<int> rows)
    {
        if (rows.Length < 2)
            return;
        var hashes = new ulong[rows.Length];
        for (var k = 0; k < hashes.Length; k++)
            hashes[k] = HashOf(rows[k]);
        hashes.AsSpan().Sort(rows);
    }

    /// <summary>Pairs that agree on every column, a record of the table.</summary>
    public double PairsARecord(IReadOnlyList<Column> columns)
    {
        if (_rows.Length == 0)
            return 0;
        // Ordered pairs of the same key. Sums of whole numbers: no order of counting changes them.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * _rows.Length));
        var shift = 64 - BitOperations.Log2((uint)size);
        var keys = new ulong[size];
        var counts = new int[size];
        var (same, together) = (0d, 0d);
        var alike = 0;
        for (var k = 0; k < _rows.Length; k++)
        {
            if (!TryKey(_rows[k], columns, out var key))
                continue;
            var slot = (int)(key >> shift);
            while (counts[slot] != 0 && keys[slot] != key)
                slot = (slot + 1) & (size - 1);
            keys[slot] = key;
            same += counts[slot]++;
            // Records that say the same stand beside each other, and agree on every key.
            alike = k > 0 && AreDrawnTogether(k - 1, k) ? alike + 1 : 0;
            together += alike;
        }
        var factor = (double)_records / _rows.Length;
        return (((same - together) * factor * factor) + (together * factor)) / _records;
    }

    void Hash(int begin, Span<ulong> rows)
    {
        rows.Clear();
        for (var k = 0; k < _columns.Length; k++)
        {
            var hashes = _hashes[k];
            var codes = _columns[k].Codes.Slice(begin, rows.Length);
            for (var row = 0; row < rows.Length; row++)
                rows[row] = Next(rows[row], hashes[codes[row]]);
        }
        foreach (ref var hash in rows)
            hash = RandomPairs.Mix(7, hash);
    }

    static ulong Next(ulong hash, uint value) => BitOperations.RotateLeft(unchecked((hash ^ value) * 0x9E3779B97F4A7C15), 29);

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
