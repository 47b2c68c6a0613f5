using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Unrestricted Damerau-Levenshtein: optimal alignment decides where it can, the full recurrence where the two may differ.</summary>
/// <remarks>
/// With R the unrestricted and O the optimal-alignment distance, R ≤ O ≤ 3/2 R: an edit script of R consists of plain edits and
/// of swaps a X b → b Y a at cost 1 + |X| + |Y|, which optimal alignment does at max(|X|, |Y|) + 2 or, with nothing between, at 1.
/// So it can lose one edit for each swap that costs two. Hence O ≤ 2 is exact, and O &gt; 3/2 atMost exceeds atMost for both.
/// </remarks>
readonly unsafe struct DamerauLevenshteinKernel : IPairKernel<int>
{
    const int AlignmentIsExactUpTo = 2;

    public static bool LongerFirst => true;

    public static int OfEmpty(int firstLength, int secondLength, int atMost) => EditBound.OfEmpty(firstLength, secondLength, atMost);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfShort<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T>
    {
        if (firstLength - secondLength > atMost)
            return atMost + 1;
        if (sizeof(T) == 1 && firstLength <= 16 && atMost <= DamerauLevenshteinUpTo16.MostEdits)
            return DamerauLevenshteinUpTo16.Distance((byte*)first, firstLength, (byte*)second, secondLength, atMost);
        var alignmentAtMost = (int)Math.Min(atMost * 3L / 2, int.MaxValue - 1);
        var alignment = OptimalAlignmentBitParallel.Distance<T, TMask>(first, firstLength, second, secondLength, alignmentAtMost);
        if (alignment > alignmentAtMost)
            return atMost + 1;
        return alignment <= AlignmentIsExactUpTo
            ? Math.Min(alignment, atMost + 1)
            : DamerauLevenshteinRows.Distance(first, firstLength, second, secondLength, atMost);
    }

    public static int OfLong<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T> =>
        firstLength - secondLength > atMost
            ? atMost + 1
            : DamerauLevenshteinRows.Distance(first, firstLength, second, secondLength, atMost);
}
