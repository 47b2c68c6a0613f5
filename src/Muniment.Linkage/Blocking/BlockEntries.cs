using System.Numerics;
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

    readonly NativeArray<ulong> _entries;
    readonly long[] _starts;

    /// <summary>Scatters the records into partitions.</summary>
    /// <param name="lanes">The packed records.</param>
    /// <param name="keys">Lanes of the key, at least one.</param>
    /// <param name="threads">How many threads may be used.</param>
    /// <param name="share">Share (0 to 1] of the keys to take, chosen by their hash.</param>
    public BlockEntries(Lanes lanes, ReadOnlySpan<int> keys, int threads, double share = 1)
    {
        // The lowest bits of the hash choose; the highest make the partitions, the next ones the order.
        var most = share >= 1 ? uint.MaxValue : (uint)(share * uint.MaxValue);
        var keyLanes = keys.ToArray();
        // About 8,000 entries a partition: 64 KiB, twice for the sort's scratch, inside a core's second cache.
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, lanes.Count / 8192)) + 1, 1, 12);
        var partitions = 1 << bits;
        var chunks = (lanes.Count + ChunkRows - 1) / ChunkRows;
        var offsets = new int[chunks][];
        var hashes = new NativeArray<ulong>(lanes.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, chunks, options, chunk =>
        {
            var counts = new int[partitions];
            var end = Math.Min(lanes.Count, (chunk + 1) * ChunkRows);
            for (var row = chunk * ChunkRows; row < end; row++)
            {
                var hash = HashOf(lanes[row], keyLanes);
                if ((uint)hash > most)
                    hash = 0;
                hashes[row] = hash;
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
        _entries = new NativeArray<ulong>(next);
        Parallel.For(0, chunks, options, chunk =>
        {
            var at = offsets[chunk];
            var end = Math.Min(lanes.Count, (chunk + 1) * ChunkRows);
            for (var row = chunk * ChunkRows; row < end; row++)
            {
                var hash = hashes[row];
                if (hash == 0)
                    continue;
                var partition = hash >> (64 - bits);
                _entries[_starts[partition] + at[partition]++] = (hash << bits >> 32 << 32) | (uint)row;
            }
        });
        hashes.Dispose();
    }

    /// <summary>Number of partitions.</summary>
    public int Partitions => _starts.Length - 1;

    /// <summary>Number of entries in all.</summary>
    public long Count => _entries.Length;

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
    public void Dispose() => _entries.Dispose();

    /// <summary>Hash of a record's key; 0 where a part is missing.</summary>
    internal static ulong HashOf(int* record, int[] keyLanes)
    {
        var hash = 0x9E3779B97F4A7C15UL;
        foreach (var lane in keyLanes)
        {
            var code = record[lane];
            if (code == 0)
                return 0;
            // A multiply-and-fold mix (after wyhash): every bit of the code reaches every bit of the hash.
            var high = Math.BigMul(hash ^ (uint)code, 0xA0761D6478BD642FUL, out var low);
            hash = high ^ low ^ 0xE7037ED1A0B428DBUL;
        }
        return hash == 0 ? 1 : hash;
    }

    // Least-significant-digit radix sort on the upper 32 bits, 11 + 11 + 10; stable, so rows stay in order inside a key.
    static void RadixSort(Span<ulong> entries, Span<ulong> scratch)
    {
        Span<int> counts = stackalloc int[2048];
        Pass(entries, scratch, counts, 32, 2047);
        Pass(scratch, entries, counts, 43, 2047);
        Pass(entries, scratch, counts, 54, 1023);
        scratch.CopyTo(entries);
    }

    static void Pass(Span<ulong> from, Span<ulong> to, Span<int> counts, int shift, ulong mask)
    {
        counts.Clear();
        foreach (var entry in from)
            counts[(int)((entry >> shift) & mask)]++;
        var next = 0;
        for (var digit = 0; digit < counts.Length; digit++)
            (counts[digit], next) = (next, next + counts[digit]);
        foreach (var entry in from)
            to[counts[(int)((entry >> shift) & mask)]++] = entry;
    }
}
