using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>The pattern where it lies, compared element by element: up to 64 of any kind, on any processor.</summary>
readonly unsafe struct EqualityMaskScalar<T>(T* pattern, int length) : IEqualityMask<EqualityMaskScalar<T>, T>
    where T : unmanaged, IEquatable<T>
{
    readonly T* _pattern = pattern;
    readonly int _length = length;

    public static int Capacity => 64;

    public static EqualityMaskScalar<T> Load(T* pattern, int length) => new(pattern, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(T element)
    {
        var mask = 0UL;
        for (var i = 0; i < _length; i++)
            mask |= (_pattern[i].Equals(element) ? 1UL : 0UL) << i;
        return mask;
    }
}
