using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>The pattern where it lies, compared 8 scalars (AVX2) at a time: for 17 to 64 scalars.</summary>
readonly unsafe struct EqualityMaskInMemory(uint* pattern, int length) : IEqualityMask<EqualityMaskInMemory, uint>
{
    readonly uint* _pattern = pattern;
    readonly int _length = length;

    public static int Capacity => 64;

    public static EqualityMaskInMemory Load(uint* pattern, int length) => new(pattern, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(uint element)
    {
        var wanted = Vector256.Create(element);
        var mask = 0UL;
        var start = 0;
        for (; start <= _length - Vector256<uint>.Count; start += Vector256<uint>.Count)
            mask |= (ulong)Vector256.Equals(Vector256.Load(_pattern + start), wanted).ExtractMostSignificantBits() << start;
        for (; start < _length; start++)
            mask |= (_pattern[start] == element ? 1UL : 0UL) << start;
        return mask;
    }
}
