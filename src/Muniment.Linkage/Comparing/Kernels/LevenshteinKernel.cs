using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Levenshtein distance: the longer text is the pattern, so that the loop is over the shorter.</summary>
readonly unsafe struct LevenshteinKernel : IPairKernel<int>
{
    public static bool LongerFirst => true;

    public static int OfEmpty(int firstLength, int secondLength, int atMost) => EditBound.OfEmpty(firstLength, secondLength, atMost);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfShort<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T> =>
        firstLength - secondLength > atMost
            ? atMost + 1
            : MyersBitParallel.Distance<T, TMask>(first, firstLength, second, secondLength, atMost);

    public static int OfLong<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T> =>
        firstLength - secondLength > atMost
            ? atMost + 1
            : MyersBlocks.Distance<T, TMask>(first, firstLength, second, secondLength, atMost);
}
