using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>The pattern in one 128-bit register: 16 bytes or 4 scalars. Most names fit.</summary>
readonly unsafe struct EqualityMask128<T>(Vector128<T> pattern) : IEqualityMask<EqualityMask128<T>, T>
    where T : unmanaged
{
    readonly Vector128<T> _pattern = pattern;

    public static int Capacity => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EqualityMask128<T> Load(T* pattern, int length) =>
        sizeof(T) == 1 ? new(PartialLoad.Load128((byte*)pattern, length).As<byte, T>()) : new(Vector128.Load(pattern));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(T element) => Vector128.Equals(_pattern, Vector128.Create(element)).ExtractMostSignificantBits();
}
