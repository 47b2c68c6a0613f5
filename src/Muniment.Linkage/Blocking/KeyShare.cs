using System.Buffers.Binary;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>Chooses some of the keys of a rule by what their values are, not by their codes, which depend on the order of the records.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
sealed class KeyShare
{
    const int ChunkValues = 1 << 14;

    readonly Column[] _columns;
    readonly uint[][] _hashes; // [lanes of the key][codes]
    readonly ulong _most;

    /// <summary>Hashes the values of a key's lanes.</summary>
    /// <param name="lanes">The packed records.</param>
    /// <param name="keys">Lanes of the key.</param>
    /// <param name="threads">How many threads may be used.</param>
    /// <param name="share">Share (0 to 1) of the keys to take.</param>
    public KeyShare(Lanes lanes, ReadOnlySpan<int> keys, int threads, double share)
    {
        _columns = [.. keys.ToArray().Select(lane => lanes.Fields[lane])];
        _hashes = [.. _columns.Select(column => HashesOf(column.Values, threads))];
        _most = (ulong)(share * ulong.MaxValue);
    }

    /// <summary>[codes] a hash of each value of a column; 0 for the missing one.</summary>
    public static uint[] HashesOf(ValueDictionary values, int threads)
    {
        var hashes = new uint[values.Count];
        Parallel.For(0, (hashes.Length + ChunkValues - 1) / ChunkValues, new ParallelOptions { MaxDegreeOfParallelism = threads }, chunk =>
        {
            for (var code = Math.Max(1, chunk * ChunkValues); code < Math.Min(hashes.Length, (chunk + 1) * ChunkValues); code++)
                hashes[code] = Hash(values[code]);
        });
        return hashes;
    }

    // Eight bytes at a time, multiplied and folded: every value of a column is hashed, so a byte at a time would be felt. The same on every machine.
    static uint Hash(ReadOnlySpan<byte> value)
    {
        var hash = unchecked((ulong)value.Length * 0x9E3779B97F4A7C15);
        for (; value.Length >= sizeof(ulong); value = value[sizeof(ulong)..])
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(value));
        var rest = 0UL;
        for (var k = value.Length - 1; k >= 0; k--)
            rest = (rest << 8) | value[k];
        return Math.Max(1, (uint)(Fold(hash ^ rest) >> 32));
    }

    static ulong Fold(ulong word)
    {
        var high = Math.BigMul(word ^ 0xE7037ED1A0B428DB, 0xA0761D6478BD642F, out var low);
        return high ^ low;
    }

    /// <summary>Sets the hash of each record whose key is not chosen to 0.</summary>
    /// <param name="begin">Row of the first.</param>
    /// <param name="hashes">One a record; 0: it has no key.</param>
    public void Leave(int begin, Span<ulong> hashes)
    {
        for (var k = 0; k < hashes.Length; k++)
        {
            if (hashes[k] == 0)
                continue;
            var hash = 0UL;
            for (var lane = 0; lane < _columns.Length; lane++)
                hash = RandomPairs.Mix(hash, _hashes[lane][_columns[lane].Codes[begin + k]]);
            if (hash > _most)
                hashes[k] = 0;
        }
    }
}
