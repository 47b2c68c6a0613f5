using System.Runtime.CompilerServices;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Prefix<T>(T* first, int firstLength, T* second, int secondLength)
        where T : unmanaged, IEquatable<T>
    {
        var longest = Math.Min(JaroScore.LongestPrefix, Math.Min(firstLength, secondLength));
        var prefix = 0;
        while (prefix < longest && first[prefix].Equals(second[prefix]))
            prefix++;
        return prefix;
    }
}
