using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>The pattern in one 512-bit register (AVX-512): 64 bytes or 16 scalars.</summary>
readonly unsafe struct EqualityMask512<T>(Vector512<T> pattern) : IEqualityMask<EqualityMask512<T>, T>
    where T : unmanaged
{
    readonly Vector512<T> _pattern = pattern;

    public static int Capacity => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EqualityMask512<T> Load(T* pattern, int length) =>
        sizeof(T) == 1 ? new(PartialLoad.Load512((byte*)pattern, length).As<byte, T>()) : new(Vector512.Load(pattern));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(T element) => Vector512.Equals(_pattern, Vector512.Create(element)).ExtractMostSignificantBits();
}
