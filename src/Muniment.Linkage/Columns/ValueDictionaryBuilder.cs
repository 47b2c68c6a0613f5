using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Columns;

/// <summary>Gives each distinct value a code, in order of first appearance, and ends as a <see cref="ValueDictionary"/>.</summary>
/// <remarks>
/// Not thread-safe; several builders may work at the same time. Native memory throughout, nothing allocated per value.
/// <code>
/// slot (8 bytes):  | hash, upper 32 bits | code, 0 = free |      linear probing, at most 5/8 full
/// </code>
/// A slot's place is the top bits of the same 32 hash bits, so growing keeps the order of the slots and reads them once.
/// </remarks>
public sealed unsafe partial class ValueDictionaryBuilder : IDisposable
{
    const int SmallestSlots = 1 << 8;

    readonly NativeBuffer<byte> _bytes = new(1 << 12);
    readonly NativeBuffer<long> _offsets = new(SmallestSlots);
    NativeArray<ulong> _slots = new(SmallestSlots);
    int _shift = 32 - BitOperations.Log2(SmallestSlots);
    long _room = SmallestSlots / 8 * 5;
    int _count = 1;

    /// <summary>An empty dictionary: only code 0, missing.</summary>
    public ValueDictionaryBuilder()
    {
        _offsets.Add(0);
        _offsets.Add(0);
    }

    /// <summary>Number of codes so far, the missing one (0) included.</summary>
    public int Count => _count;

    /// <summary>Bytes that the distinct values take so far.</summary>
    public long ByteCount => _bytes.Count;

    /// <summary>The value of a code, [0, Count); valid until the next value is added.</summary>
    public ReadOnlySpan<byte> this[int code]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)code, (uint)_count, nameof(code));
            var start = _offsets.Pointer[code];
            return new(_bytes.Pointer + start, (int)(_offsets.Pointer[code + 1] - start));
        }
    }

    /// <summary>The code of a value, new if it was not seen before; 0 for an empty one.</summary>
    /// <param name="value">UTF-8; copied.</param>
    public int Code(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return 0;
        if (value.Length >= BytesHash.Readable)
        {
            fixed (byte* pointer = value)
                return Code(pointer, value.Length, HashOf(pointer, value.Length));
        }
        var padded = stackalloc byte[BytesHash.Readable];
        value.CopyTo(new Span<byte>(padded, value.Length));
        return Code(padded, value.Length, HashOf(padded, value.Length));
    }

    /// <summary>Adds a value under a code of its own, even if the same value is there already: for identifiers.</summary>
    /// <param name="value">UTF-8, not empty; copied.</param>
    /// <returns>The new code.</returns>
    /// <remarks>Values added so are not found by <see cref="Code(ReadOnlySpan{byte})"/> until <see cref="Remember"/> is told of them.</remarks>
    public int Append(ReadOnlySpan<byte> value)
    {
        fixed (byte* pointer = value)
            return AppendValue(pointer, value.Length);
    }

    /// <summary>Makes values that were appended findable by <see cref="Codes"/>, as if they had come through it.</summary>
    /// <param name="from">The first of their codes, 1 or more; they are known to differ.</param>
    public void Remember(int from)
    {
        for (var code = from; code < _count; code++)
        {
            var start = _offsets.Pointer[code];
            _bytes.Reserve(BytesHash.Readable);
            var hash = HashOf(_bytes.Pointer + start, (int)(_offsets.Pointer[code + 1] - start));
            var mask = _slots.Length - 1;
            long slot = hash >> _shift;
            while ((int)_slots.Pointer[slot] != 0)
                slot = (slot + 1) & mask;
            _slots.Pointer[slot] = ((ulong)hash << 32) | (uint)code;
            if (--_room == 0)
                GrowSlots();
        }
    }

    /// <summary>Values added from now on get new codes even if they were seen before: the ids of the next source.</summary>
    public void Forget()
    {
        _slots.Dispose();
        _slots = new(SmallestSlots);
        _shift = 32 - BitOperations.Log2(SmallestSlots);
        _room = SmallestSlots / 8 * 5;
    }

    /// <summary>The dictionary; the builder is spent afterwards.</summary>
    public ValueDictionary Build()
    {
        _slots.Dispose();
        return new(_bytes.Detach(), _offsets.Detach(), _count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        _offsets.Dispose();
        _slots.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint HashOf(byte* value, int length) => (uint)(BytesHash.Of(value, length) >> 32);

    int Code(byte* value, int length, uint hash)
    {
        var slots = _slots.Pointer;
        var mask = _slots.Length - 1;
        for (long slot = hash >> _shift; ; slot = (slot + 1) & mask)
        {
            var entry = slots[slot];
            var code = (int)entry;
            if (code == 0)
                return Insert(slot, value, length, hash);
            if ((uint)(entry >> 32) == hash && Holds(code, value, length))
                return code;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Holds(int code, byte* value, int length)
    {
        var start = _offsets.Pointer[code];
        return _offsets.Pointer[code + 1] - start == length && BytesHash.AreEqual(_bytes.Pointer + start, value, length);
    }

    int Insert(long slot, byte* value, int length, uint hash)
    {
        var code = AppendValue(value, length);
        _slots.Pointer[slot] = ((ulong)hash << 32) | (uint)code;
        if (--_room == 0)
            GrowSlots();
        return code;
    }

    int AppendValue(byte* value, int length)
    {
        if (_count == int.MaxValue)
            throw new InvalidOperationException("A column holds at most 2,147,483,646 distinct values.");
        _bytes.Reserve(length + BytesHash.Readable);
        Unsafe.CopyBlockUnaligned(_bytes.Pointer + _bytes.Count, value, (uint)length);
        _bytes.Count += length;
        _offsets.Add(_bytes.Count);
        return _count++;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void GrowSlots()
    {
        var old = _slots;
        // Small tables grow faster: the fewer times values move, the better, as long as the table stays in the cache.
        var steps = old.Length < 1 << 14 ? 2 : 1;
        var larger = new NativeArray<ulong>(old.Length << steps);
        _shift -= steps;
        Debug.Assert(_shift > 0, "32 hash bits address the slots");
        var slots = larger.Pointer;
        var mask = larger.Length - 1;
        for (long i = 0; i < old.Length; i++)
        {
            var entry = old.Pointer[i];
            if ((int)entry == 0)
                continue;
            long slot = (uint)(entry >> 32) >> _shift;
            while ((int)slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = entry;
        }
        _room = (larger.Length / 8 * 5) - (old.Length / 8 * 5);
        _slots = larger;
        old.Dispose();
    }
}
