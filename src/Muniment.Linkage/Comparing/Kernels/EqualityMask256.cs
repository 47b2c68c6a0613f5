using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>The pattern in one 256-bit register (AVX2): 32 bytes or 8 scalars.</summary>
readonly unsafe struct EqualityMask256<T>(Vector256<T> pattern) : IEqualityMask<EqualityMask256<T>, T>
    where T : unmanaged
{
    readonly Vector256<T> _pattern = pattern;

    public static int Capacity => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EqualityMask256<T> Load(T* pattern, int length) =>
        sizeof(T) == 1 ? new(PartialLoad.Load256((byte*)pattern, length).As<byte, T>()) : new(Vector256.Load(pattern));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(T element) => Vector256.Equals(_pattern, Vector256.Create(element)).ExtractMostSignificantBits();
}
