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
    NativeBuffer<ulong> _slots = FreeSlots(SmallestSlots);
    int _shift = 32 - BitOperations.Log2(SmallestSlots);
    int _room = SmallestSlots / 8 * 5;
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
        fixed (byte* pointer = value)
            return Code(pointer, value.Length, (uint)(ValueHash.Of(pointer, value.Length) >> 32));
    }

    /// <summary>Adds a value under a code of its own, even if the same value is there already: for identifiers.</summary>
    /// <param name="value">UTF-8, not empty; copied.</param>
    /// <returns>The new code.</returns>
    /// <remarks>Values added so are not found by <see cref="Code(ReadOnlySpan{byte})"/>; use one of the two on a builder.</remarks>
    public int Append(ReadOnlySpan<byte> value)
    {
        fixed (byte* pointer = value)
            return AppendValue(pointer, value.Length);
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

    static NativeBuffer<ulong> FreeSlots(long count)
    {
        var slots = new NativeBuffer<ulong>(count) { Count = count };
        for (long at = 0; at < count; at += 1 << 20)
            new Span<ulong>(slots.Pointer + at, (int)Math.Min(1 << 20, count - at)).Clear();
        return slots;
    }

    int Code(byte* value, int length, uint hash)
    {
        var mask = _slots.Count - 1;
        for (long slot = hash >> _shift; ; slot = (slot + 1) & mask)
        {
            var entry = _slots.Pointer[slot];
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
        return _offsets.Pointer[code + 1] - start == length
            && new ReadOnlySpan<byte>(_bytes.Pointer + start, length).SequenceEqual(new(value, length));
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
        _bytes.Reserve(length);
        Buffer.MemoryCopy(value, _bytes.Pointer + _bytes.Count, length, length);
        _bytes.Count += length;
        _offsets.Add(_bytes.Count);
        return _count++;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void GrowSlots()
    {
        var old = _slots;
        var larger = FreeSlots(old.Count * 2);
        _shift--;
        Debug.Assert(_shift > 0, "32 hash bits address the slots");
        var mask = larger.Count - 1;
        for (long i = 0; i < old.Count; i++)
        {
            var entry = old.Pointer[i];
            if ((int)entry == 0)
                continue;
            long slot = (uint)(entry >> 32) >> _shift;
            while ((int)larger.Pointer[slot] != 0)
                slot = (slot + 1) & mask;
            larger.Pointer[slot] = entry;
        }
        _room = checked((int)(larger.Count / 8 * 5)) - (_count - 1);
        _slots = larger;
        old.Dispose();
    }
}
