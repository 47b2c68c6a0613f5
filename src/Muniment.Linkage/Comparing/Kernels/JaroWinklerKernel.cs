using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Jaro with Winkler's bonus for a common beginning.</summary>
readonly unsafe struct JaroWinklerKernel : IPairKernel<double>
{
    public static bool LongerFirst => false;

    public static double OfEmpty(int firstLength, int secondLength, int atMost) => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfShort<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T> =>
        JaroScore.WithPrefix(
            JaroKernel.OfShort<T, TMask>(first, firstLength, second, secondLength, atMost),
            Prefix(first, firstLength, second, secondLength));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfLong<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T> =>
        JaroScore.WithPrefix(
            JaroKernel.OfLong<T, TMask>(first, firstLength, second, secondLength, atMost),
            Prefix(first, firstLength, second, secondLength));

    /// <summary>Equal elements at the start, at most four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Prefix<T>(T* first, int firstLength, T* second, int secondLength)
        where T : unmanaged, IEquatable<T>
    {
        // Without a loop: how long the common beginning is, is a guess the processor loses.
        if (sizeof(T) == sizeof(uint))
        {
            var unequal = ~Vector128.Equals(Vector128.Load((uint*)first), Vector128.Load((uint*)second)).ExtractMostSignificantBits();
            return Math.Min(Math.Min(firstLength, secondLength), BitOperations.TrailingZeroCount(unequal | (1U << JaroScore.LongestPrefix)));
        }
        if (firstLength >= sizeof(uint) && secondLength >= sizeof(uint))
        {
            var start = BinaryPrimitives.ReadUInt32LittleEndian(new(first, sizeof(uint)));
            return BitOperations.TrailingZeroCount(start ^ BinaryPrimitives.ReadUInt32LittleEndian(new(second, sizeof(uint)))) / 8;
        }
        var longest = Math.Min(firstLength, secondLength);
        var prefix = 0;
        while (prefix < longest && first[prefix].Equals(second[prefix]))
            prefix++;
        return prefix;
    }
}
