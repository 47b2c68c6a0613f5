using System.Numerics;
using System.Runtime.CompilerServices;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>The records of a table sorted by the hash of a rule's key, in partitions that fit a core's cache.</summary>
/// <remarks>
/// An entry is 8 bytes: [32 bits of hash | 32 bits of row]. Entries of one partition share the hash's top bits and are sorted by the rest, then by
/// row, so equal keys are neighbours in row order. A record with a missing key value has no entry. Two keys may share a hash: whoever reads
/// a block checks the keys. One partition is sorted and read by one thread, so nothing but the partition is ever held sorted.
/// </remarks>
sealed unsafe class BlockEntries : IDisposable
{
    const int ChunkRows = 1 << 15;
    const int Digits = 1 << 11;

    // A multiply-and-fold mix (after wyhash): every bit of the code reaches every bit of the hash.
    const ulong Seed = 0x9E3779B97F4A7C15, Multiplier = 0xA0761D6478BD642F, Increment = 0xE7037ED1A0B428DB;

    readonly Lanes _lanes;
    readonly NativeArray<ulong> _entries;
    readonly long[] _starts;

    /// <summary>Scatters the records into partitions.</summary>
    /// <param name="lanes">The packed records.</param>
    /// <param name="keys">Lanes of the key, at least one.</param>
    /// <param name="threads">How many threads may be used.</param>
    /// <param name="share">Share (0 to 1] of the keys to take, chosen by a hash of their values: the same whatever the order of the records.</param>
    public BlockEntries(Lanes lanes, ReadOnlySpan<int> keys, int threads, double share = 1)
    {
        var chosen = share >= 1 ? null : new KeyShare(lanes, keys, threads, share);
        var columns = keys.ToArray().Select(lane => lanes.Fields[lane].Codes).ToArray();
        // About 8,000 entries a partition: 64 KiB, twice for the sort's scratch, inside a core's second cache.
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, lanes.Count / 8192)) + 1, 1, 12);
        var partitions = 1 << bits;
        var chunks = (lanes.Count + ChunkRows - 1) / ChunkRows;
        var offsets = new int[chunks][];
        var hashes = lanes.Rent();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, chunks, options, chunk =>
        {
            var begin = chunk * ChunkRows;
            var counts = new int[partitions];
            var own = new Span<ulong>(hashes.Pointer + begin, Math.Min(lanes.Count - begin, ChunkRows));
            Hash(columns, begin, own);
            chosen?.Leave(begin, own);
            foreach (var hash in own)
            {
                if (hash != 0)
                    counts[hash >> (64 - bits)]++;
            }
            offsets[chunk] = counts;
        });
        _starts = new long[partitions + 1];
        var next = 0L;
        for (var partition = 0; partition < partitions; partition++)
        {
            _starts[partition] = next;
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                var count = offsets[chunk][partition];
                offsets[chunk][partition] = checked((int)(next - _starts[partition]));
                next += count;
            }
        }
        _starts[partitions] = next;
        _entries = lanes.Rent();
        _lanes = lanes;
        Parallel.For(0, chunks, options, chunk =>
        {
            ulong* from = hashes.Pointer, to = _entries.Pointer;
            var (at, starts) = (offsets[chunk], _starts);
            var end = Math.Min(lanes.Count, (chunk + 1) * ChunkRows);
            for (var row = chunk * ChunkRows; row < end; row++)
            {
                var hash = from[row];
                if (hash == 0)
                    continue;
                var partition = hash >> (64 - bits);
                to[starts[partition] + at[partition]++] = (hash << bits >> 32 << 32) | (uint)row;
            }
        });
        lanes.Return(hashes);
    }

    /// <summary>A number of records that no block of a rule exceeds: those whose keys share some bits of their hash.</summary>
    /// <param name="lanes">The packed records.</param>
    /// <param name="keys">Lanes of the key, at least one.</param>
    /// <param name="threads">How many threads may be used.</param>
    public static int LargestAtMost(Lanes lanes, ReadOnlySpan<int> keys, int threads)
    {
        var columns = keys.ToArray().Select(lane => lanes.Fields[lane].Codes).ToArray();
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, lanes.Count)) + 1, 10, 22);
        var counts = new int[1 << bits];
        Parallel.For(0, (lanes.Count + ChunkRows - 1) / ChunkRows, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new ulong[ChunkRows], (chunk, _, hashes) =>
        {
            var own = hashes.AsSpan(0, Math.Min(lanes.Count - (chunk * ChunkRows), ChunkRows));
            Hash(columns, chunk * ChunkRows, own);
            foreach (var hash in own)
            {
                if (hash != 0)
                    Interlocked.Increment(ref counts[hash >> (64 - bits)]);
            }
            return hashes;
        }, _ => { });
        return counts.Max();
    }

    /// <summary>Number of partitions.</summary>
    public int Partitions => _starts.Length - 1;

    /// <summary>Number of entries in all.</summary>
    public long Count => _starts[^1];

    /// <summary>Sorts one partition in place and returns it.</summary>
    /// <param name="partition">0-based.</param>
    /// <param name="scratch">Grown as needed; one a thread.</param>
    public Span<ulong> Sort(int partition, ref ulong[] scratch)
    {
        var length = checked((int)(_starts[partition + 1] - _starts[partition]));
        var entries = _entries.Slice(_starts[partition], length);
        if (length <= 64)
        {
            entries.Sort();
            return entries;
        }
        if (scratch.Length < length)
            scratch = new ulong[BitOperations.RoundUpToPowerOf2((uint)length)];
        RadixSort(entries, scratch.AsSpan(0, length));
        return entries;
    }

    /// <inheritdoc/>
    public void Dispose() => _lanes.Return(_entries);

    /// <summary>Hash of a record's key; 0 where a part is missing.</summary>
    internal static ulong HashOf(int* record, int[] keyLanes)
    {
        var hash = Seed;
        foreach (var lane in keyLanes)
        {
            if (record[lane] == 0)
                return 0;
            hash = Mix(hash, record[lane]);
        }
        return hash == 0 ? 1 : hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Mix(ulong hash, int code)
    {
        var high = Math.BigMul(hash ^ (uint)code, Multiplier, out var low);
        return high ^ low ^ Increment;
    }

    // As HashOf, column by column: a column's codes are read one after the other, and 4 bytes of a record instead of all of it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Multiplies with the processor's own instruction from the first chunk on.
    static void Hash(NativeArray<int>[] columns, int begin, Span<ulong> hashes)
    {
        hashes.Fill(Seed);
        foreach (var column in columns)
        {
            var codes = column.Pointer + begin;
            for (var k = 0; k < hashes.Length; k++)
            {
                var mixed = Mix(hashes[k], codes[k]);
                hashes[k] = codes[k] == 0 | hashes[k] == 0 ? 0 : mixed == 0 ? 1 : mixed;
            }
        }
    }

    // Least-significant-digit radix sort on the upper 22 bits, stable, so rows stay in order inside a key. The 10 bits below differ where the
    // 22 are alike for one entry in some hundred: those are put in order one by one.
    static void RadixSort(Span<ulong> entries, Span<ulong> scratch)
    {
        Span<int> counts = stackalloc int[2 * Digits];
        counts.Clear();
        foreach (var entry in entries)
        {
            counts[(int)((entry >> 42) & (Digits - 1))]++;
            counts[Digits + (int)(entry >> 53)]++;
        }
        Pass(entries, scratch, counts[..Digits], 42);
        Pass(scratch, entries, counts[Digits..], 53);
        for (var k = 1; k < entries.Length; k++)
        {
            var entry = entries[k];
            var to = k;
            for (; to > 0 && entries[to - 1] > entry; to--)
                entries[to] = entries[to - 1];
            entries[to] = entry;
        }
    }

    static void Pass(ReadOnlySpan<ulong> from, Span<ulong> to, Span<int> counts, int shift)
    {
        var next = 0;
        foreach (ref var count in counts)
            (count, next) = (next, next + count);
        foreach (var entry in from)
            to[counts[(int)(entry >> shift) & (Digits - 1)]++] = entry;
    }
}
