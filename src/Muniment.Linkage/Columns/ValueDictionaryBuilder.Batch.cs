using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Muniment.Linkage.Columns;

public sealed unsafe partial class ValueDictionaryBuilder
{
    // Enough probes in flight to hide memory latency, few enough that a batch's hashes and bytes stay in the first-level cache.
    const int BatchRows = 512;

    /// <summary>The codes of many values, as <see cref="Code(ReadOnlySpan{byte})"/> would give them one by one, about twice as fast.</summary>
    /// <remarks>
    /// A probe is two or three cache misses in a large dictionary. So by batches of 512: hash all and prefetch their slots; look the
    /// slots up and prefetch where the candidates' values lie; then compare and insert in row order.
    /// </remarks>
    /// <param name="bytes">What the cells' starts count from; 16 bytes after the last value's end must be readable.</param>
    /// <param name="cells">The values; length 0 = missing.</param>
    /// <param name="codes">Receives one code for each cell.</param>
    public void Codes(byte* bytes, ReadOnlySpan<Cell> cells, Span<int> codes)
    {
        var hashes = stackalloc uint[BatchRows];
        var present = stackalloc ushort[BatchRows];
        fixed (Cell* cell = cells)
        fixed (int* code = codes)
        {
            for (var from = 0; from < cells.Length; from += BatchRows)
                EncodeBatch(bytes, cell + from, Math.Min(BatchRows, cells.Length - from), present, hashes, code + from);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void EncodeBatch(byte* bytes, Cell* cells, int rows, ushort* present, uint* hashes, int* codes)
    {
        // Missing values are random and frequent: list the others without a branch.
        var count = 0;
        for (var row = 0; row < rows; row++)
        {
            codes[row] = 0;
            present[count] = (ushort)row;
            count += cells[row].Length != 0 ? 1 : 0;
        }
        var slots = _slots.Pointer;
        var shift = _shift;
        for (var i = 0; i < count; i++)
        {
            var cell = cells[present[i]];
            var hash = HashOf(bytes + cell.Start, cell.Length);
            hashes[i] = hash;
            if (Sse.IsSupported)
                Sse.Prefetch0(slots + (hash >> shift));
        }
        var offsets = _offsets.Pointer;
        for (var i = 0; i < count; i++)
        {
            var code = (int)slots[hashes[i] >> shift];
            codes[present[i]] = code; // A first guess, checked below.
            if (Sse.IsSupported)
                Sse.Prefetch0(offsets + code);
        }
        var values = _bytes.Pointer;
        if (Sse.IsSupported)
        {
            for (var i = 0; i < count; i++)
                Sse.Prefetch0(values + offsets[codes[present[i]]]);
        }
        for (var i = 0; i < count; i++)
        {
            var cell = cells[present[i]];
            codes[present[i]] = Code(bytes + cell.Start, cell.Length, hashes[i]);
        }
    }
}
