using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>The pattern in two 256-bit registers (AVX2): 64 bytes or 16 scalars, where there is no AVX-512.</summary>
readonly unsafe struct EqualityMask2x256<T>(Vector256<T> low, Vector256<T> high) : IEqualityMask<EqualityMask2x256<T>, T>
    where T : unmanaged
{
    readonly Vector256<T> _low = low;
    readonly Vector256<T> _high = high;

    public static int Capacity => 2 * Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EqualityMask2x256<T> Load(T* pattern, int length)
    {
        if (sizeof(T) != 1)
            return new(Vector256.Load(pattern), Vector256.Load(pattern + Vector256<T>.Count));
        var low = PartialLoad.Load256((byte*)pattern, length);
        var high = length > Vector256<byte>.Count
            ? PartialLoad.Load256((byte*)pattern + Vector256<byte>.Count, length - Vector256<byte>.Count)
            : default;
        return new(low.As<byte, T>(), high.As<byte, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(T element)
    {
        var wanted = Vector256.Create(element);
        var low = Vector256.Equals(_low, wanted).ExtractMostSignificantBits();
        var high = Vector256.Equals(_high, wanted).ExtractMostSignificantBits();
        return low | ((ulong)high << Vector256<T>.Count);
    }
}
