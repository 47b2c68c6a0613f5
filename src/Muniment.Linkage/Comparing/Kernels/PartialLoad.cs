using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Loads a vector of which only the first bytes belong to us.</summary>
/// <remarks>The lanes behind the given length hold anything; callers mask them out.</remarks>
static unsafe class PartialLoad
{
    const int PageBytes = 4096; // The smallest page of every platform .NET runs on: a read inside one page never faults.

    /// <summary>The 16 bytes at <paramref name="start"/>, of which <paramref name="length"/>, 1 or more, are ours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load128(byte* start, int length) =>
        length >= Vector128<byte>.Count || ((nuint)start & (PageBytes - 1)) <= PageBytes - (nuint)Vector128<byte>.Count
            ? Vector128.Load(start)
            : AtPageEnd(start, length);

    /// <summary>The 32 bytes at <paramref name="start"/>, of which <paramref name="length"/>, 1 or more, are ours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load256(byte* start, int length) =>
        length >= Vector256<byte>.Count
            ? Vector256.Load(start)
            : length > Vector128<byte>.Count
                ? Vector256.Create(Vector128.Load(start), Load128(start + Vector128<byte>.Count, length - Vector128<byte>.Count))
                : Load128(start, length).ToVector256();

    /// <summary>The 64 bytes at <paramref name="start"/>, of which <paramref name="length"/>, 1 or more, are ours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Load512(byte* start, int length) =>
        length >= Vector512<byte>.Count
            ? Vector512.Load(start)
            : length > Vector256<byte>.Count
                ? Vector512.Create(Vector256.Load(start), Load256(start + Vector256<byte>.Count, length - Vector256<byte>.Count))
                : Load256(start, length).ToVector512();

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector128<byte> AtPageEnd(byte* start, int length)
    {
        var bytes = stackalloc byte[Vector128<byte>.Count];
        for (var i = 0; i < length; i++)
            bytes[i] = start[i];
        return Vector128.Load(bytes);
    }
}
