using System.Numerics;
using System.Runtime.CompilerServices;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Looking;

/// <summary>The way back in a dictionary: value → code.</summary>
/// <remarks>
/// <code>
/// slot (4 bytes):  | hash, what bits the codes leave | code, 0 = free |      linear probing, at most 2/3 full
/// </code>
/// So a value that is not there is nearly always told by the slots alone, without a look at any text. Immutable; safe on any thread.
/// </remarks>
sealed unsafe class ValueIndex : IDisposable
{
    readonly ValueDictionary _values;
    readonly NativeArray<uint> _slots;
    readonly int _codeBits;
    readonly int _shift;

    /// <summary>Indexes a dictionary, which stays its owner's.</summary>
    public ValueIndex(ValueDictionary values)
    {
        _values = values;
        _codeBits = BitOperations.Log2((uint)values.Count) + 1;
        var size = BitOperations.RoundUpToPowerOf2(Math.Max(4, (ulong)values.Count * 3 / 2));
        _shift = 64 - BitOperations.Log2(size);
        _slots = new NativeArray<uint>((long)size);
        var padded = stackalloc byte[BytesHash.Readable];
        var last = values.Bytes.Pointer + values.Bytes.Length - BytesHash.Readable;
        for (var code = 1; code < values.Count; code++)
        {
            var start = values.Bytes.Pointer + values.Offsets[code];
            var length = values[code].Length;
            if (start > last && length < BytesHash.Readable)
            {
                // The memory may end with the last value.
                values[code].CopyTo(new Span<byte>(padded, BytesHash.Readable));
                start = padded;
            }
            var hash = BytesHash.Of(start, length);
            var slot = (long)(hash >> _shift);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = TagOf(hash) | (uint)code;
        }
    }

    /// <summary>Bytes of memory the index takes.</summary>
    public long ByteCount => _slots.Length * sizeof(uint);

    /// <summary>Hash of a value, for <see cref="Fetch"/> and <see cref="Find"/>.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> value)
    {
        if (value.Length >= BytesHash.Readable)
        {
            fixed (byte* pointer = value)
                return BytesHash.Of(pointer, value.Length);
        }
        var padded = stackalloc byte[BytesHash.Readable];
        value.CopyTo(new Span<byte>(padded, BytesHash.Readable));
        return BytesHash.Of(padded, value.Length);
    }

    /// <summary>Asks the memory for the slot of a hash, so that it is there when it is looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(ulong hash) => Memory.Fetch(_slots.Pointer + (hash >> _shift));

    /// <summary>Asks the memory for where the text of the hash's first value begins; its slot is there already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchStart(ulong hash) => Memory.Fetch(_values.Offsets.Pointer + CodeAt(hash));

    /// <summary>Asks the memory for the text of the hash's first value; where it begins is there already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchText(ulong hash) => Memory.Fetch(_values.Bytes.Pointer + _values.Offsets.Pointer[CodeAt(hash)]);

    /// <summary>Code of a value; 0: no record holds it.</summary>
    public int Find(ReadOnlySpan<byte> value, ulong hash)
    {
        var codeMask = CodeMask;
        var tag = TagOf(hash);
        for (var slot = (long)(hash >> _shift); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var entry = _slots[slot];
            if (entry == 0)
                return 0;
            if ((entry & ~codeMask) == tag && _values[(int)(entry & codeMask)].SequenceEqual(value))
                return (int)(entry & codeMask);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    uint CodeMask => (uint)((1UL << _codeBits) - 1);

    long CodeAt(ulong hash) => _slots.Pointer[hash >> _shift] & CodeMask;

    // The lowest bits of the hash, moved above the code: the slot's place comes from the highest ones.
    uint TagOf(ulong hash) => unchecked((uint)(hash << _codeBits));
}
