using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Internals;

/// <summary>A fast 64-bit hash of short byte strings. Only for tables in memory: nothing that is written depends on it.</summary>
/// <remarks>
/// Multiply-and-fold in the manner of wyhash (Wang Yi, public domain): two 64-bit words, a 64 × 64 → 128-bit product, high half xor low half.
/// Values up to 16 bytes, nearly all of a person record's, take one product. Pure; safe on any thread.
/// </remarks>
static unsafe class ValueHash
{
    // Odd constants with about as many ones as zeros; from wyhash's published default secret.
    const ulong P0 = 0xa0761d6478bd642f;
    const ulong P1 = 0xe7037ed1a0b428db;
    const ulong P2 = 0x8ebc6af09c88c6e3;

    /// <summary>Hash of <paramref name="length"/> bytes, 0 or more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(byte* value, int length)
    {
        ulong a, b;
        if (length >= 8)
        {
            if (length > 16)
                return Long(value, length);
            a = *(ulong*)value;
            b = *(ulong*)(value + length - 8);
        }
        else if (length >= 4)
        {
            a = *(uint*)value;
            b = *(uint*)(value + length - 4);
        }
        else
        {
            // First, middle and last byte: all of 1, 2 or 3 bytes.
            a = length == 0 ? 0u : ((uint)value[0] << 16) | ((uint)value[length >> 1] << 8) | value[length - 1];
            b = 0;
        }
        return Fold(a ^ P0, b ^ P1 ^ (ulong)length * P2);
    }

    /// <summary>Hash of a span.</summary>
    public static ulong Of(ReadOnlySpan<byte> value)
    {
        fixed (byte* pointer = value)
            return Of(pointer, value.Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static ulong Long(byte* value, int length)
    {
        var state = Fold((ulong)length ^ P0, P1);
        var at = value;
        var last = value + length - 16;
        for (; at < last; at += 16)
            state = Fold(*(ulong*)at ^ P1, *(ulong*)(at + 8) ^ state);
        return Fold(*(ulong*)last ^ P2, *(ulong*)(last + 8) ^ state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
