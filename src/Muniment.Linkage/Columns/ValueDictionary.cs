using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Columns;

/// <summary>The distinct values of a column: code → UTF-8 bytes. Code 0 is "missing"; codes are dense, in order of first appearance.</summary>
/// <remarks>Immutable, so safe on any thread. An empty value does not occur: an empty field is missing.</remarks>
public sealed unsafe class ValueDictionary : IDisposable
{
    readonly NativeArray<byte> _bytes;
    readonly NativeArray<long> _offsets;

    /// <summary>Takes ownership of the two arrays.</summary>
    /// <param name="bytes">All values, one after the other. May be longer than what is used.</param>
    /// <param name="offsets">[Count + 1]: value c is bytes [offsets[c], offsets[c + 1]); offsets[0] = offsets[1] = 0 (code 0 is empty).</param>
    /// <param name="count">Number of codes, the missing one included: at least 1.</param>
    public ValueDictionary(NativeArray<byte> bytes, NativeArray<long> offsets, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(offsets.Length, count + 1L);
        _bytes = bytes;
        _offsets = offsets;
        Count = count;
    }

    /// <summary>Number of codes, the missing one (0) included.</summary>
    public int Count { get; }

    /// <summary>Bytes that all values take together.</summary>
    public long ByteCount => _offsets[Count];

    /// <summary>The value of <paramref name="code"/>, [0, Count), as UTF-8; empty for code 0.</summary>
    public ReadOnlySpan<byte> this[int code]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var start = _offsets[code];
            return new(_bytes.Pointer + start, (int)(_offsets[code + 1] - start));
        }
    }

    /// <summary>All values, one after the other.</summary>
    public NativeArray<byte> Bytes => _bytes;

    /// <summary>[Count + 1] start of each value in <see cref="Bytes"/>.</summary>
    public NativeArray<long> Offsets => _offsets;

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        _offsets.Dispose();
    }
}
