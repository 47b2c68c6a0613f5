using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Internals;

/// <summary>A fast 64-bit hash, and equality, of short byte strings. Only for tables in memory: nothing that is written depends on it.</summary>
/// <remarks>
/// Multiply-and-fold in the manner of wyhash (Wang Yi, public domain): two 64-bit words, a 64 × 64 → 128-bit product, high half xor low half.
/// Up to 16 bytes, nearly all of a person record's values, take one product and no branch on the length: lengths of names are
/// random, and a mispredicted branch costs more than the hash. For that, 16 bytes from a value's start must be readable.
/// Pure; safe on any thread.
/// </remarks>
static unsafe class BytesHash
{
    /// <summary>Bytes that must be readable from the start of each value, whatever its length.</summary>
    public const int Readable = 16;

    // Odd constants with about as many ones as zeros; from wyhash's published default secret.
    const ulong P0 = 0xa0761d6478bd642f;
    const ulong P1 = 0xe7037ed1a0b428db;
    const ulong P2 = 0x8ebc6af09c88c6e3;

    // First 8 bytes of the 16 that a value of 0 to 16 bytes takes are masked with [length], the last 8 with [8 + length].
    static ReadOnlySpan<ulong> Masks =>
    [
        0, 0, 0, 0, 0, 0, 0, 0,
        0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff,
        ~0ul, ~0ul, ~0ul, ~0ul, ~0ul, ~0ul, ~0ul, ~0ul, ~0ul,
    ];

    /// <summary>Hash of <paramref name="length"/> bytes, 0 or more; <see cref="Readable"/> bytes must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(byte* value, int length)
    {
        if (length > 16)
            return Long(value, length);
        ref var mask = ref Unsafe.AsRef(in Masks[0]);
        var first = *(ulong*)value & Unsafe.Add(ref mask, length + 8);
        var last = *(ulong*)(value + 8) & Unsafe.Add(ref mask, length);
        return Fold(first ^ P0, last ^ P1 ^ ((ulong)length * P2));
    }

    /// <summary>True if two values of the same length are equal; <see cref="Readable"/> bytes of each must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEqual(byte* a, byte* b, int length)
    {
        if (length > 16)
            return new ReadOnlySpan<byte>(a, length).SequenceEqual(new(b, length));
        ref var mask = ref Unsafe.AsRef(in Masks[0]);
        var first = (*(ulong*)a ^ *(ulong*)b) & Unsafe.Add(ref mask, length + 8);
        var last = (*(ulong*)(a + 8) ^ *(ulong*)(b + 8)) & Unsafe.Add(ref mask, length);
        return (first | last) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
