using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Unrestricted Damerau-Levenshtein of at most two edits, for two texts of at most 16 bytes: dates, postcodes, numbers, most names.</summary>
/// <remarks>
/// E. Ukkonen, "Algorithms for approximate string matching", Information and Control 64, 1985: for each diagonal of the matrix, how far one gets with no edit,
/// one, two. Five comparisons of whole texts, shifted by -2 to 2, tell where elements are equal; a run of equal ones is then a count of trailing
/// ones. A swap is tried from the furthest point alone: from any before it, a replacement at the furthest gets as far. That is optimal alignment; the
/// one thing it misses with two edits is a swap with one element between, xy → yzx.
/// </remarks>
static unsafe class DamerauLevenshteinUpTo16
{
    /// <summary>Most edits that are told apart.</summary>
    public const int MostEdits = 2;

    /// <summary>The distance in edits, or atMost + 1.</summary>
    /// <param name="first">The longer text.</param>
    /// <param name="firstLength">[1, 16].</param>
    /// <param name="second">The other text.</param>
    /// <param name="secondLength">[1, firstLength].</param>
    /// <param name="atMost">[0, <see cref="MostEdits"/>].</param>
    public static int Distance(byte* first, int firstLength, byte* second, int secondLength, int atMost)
    {
        var longer = firstLength - secondLength;
        if (longer > atMost)
            return atMost + 1;
        var (a, b) = (PartialLoad.Load128(first, firstLength), PartialLoad.Load128(second, secondLength));
        uint inFirst = (1U << firstLength) - 1, inSecond = (1U << secondLength) - 1;
        var same = Vector128.Equals(a, b).ExtractMostSignificantBits() & inSecond;
        // Bit i of a diagonal: the first text's element i is the second's i + diagonal.
        var start = Run(same, 0);
        if (start == firstLength)
            return 0;
        if (atMost == 0)
            return 1;
        var up = Vector128.Equals(a, Vector128.Shuffle(b, Vector128.Create((byte)1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255))).ExtractMostSignificantBits() & (inSecond >> 1);
        var down = Vector128.Equals(a, Vector128.Shuffle(b, Vector128.Create(255, (byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14))).ExtractMostSignificantBits() & (inSecond << 1) & inFirst;
        // With one edit, on the diagonals 0, -1 and 1.
        var replaced = Math.Max(Run(same, Math.Min(start + 1, secondLength)), Swapped(up, down, start) ? Run(same, start + 2) : 0);
        var removed = Run(down, start + 1);
        if ((longer == 0 && replaced == firstLength) || (longer == 1 && removed == firstLength))
            return 1;
        if (atMost == 1)
            return 2;
        var downTwo = Vector128.Equals(a, Vector128.Shuffle(b, Vector128.Create(255, 255, (byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13))).ExtractMostSignificantBits() & (inSecond << 2) & inFirst;
        int reached;
        switch (longer)
        {
            case 0:
                reached = Math.Max(Run(same, Math.Min(replaced + 1, firstLength)), Run(same, Math.Min(removed, firstLength)));
                reached = Math.Max(reached, Run(same, Math.Min(Run(up, start) + 1, firstLength)));
                return reached == firstLength || (Swapped(up, down, replaced) && Run(same, replaced + 2) == firstLength) ? 2 : 3;
            case 1:
                reached = Math.Max(Run(down, removed + 1), Run(down, replaced + 1));
                return reached == firstLength || (Swapped(same, downTwo, removed) && Run(down, removed + 2) == firstLength)
                    || (((up >> start) & (downTwo >> (start + 2)) & 1) != 0 && Run(down, start + 3) == firstLength) ? 2 : 3;
            default:
                return Run(downTwo, removed + 1) == firstLength ? 2 : 3;
        }
    }

    // Behind the equal elements from i on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Run(uint diagonal, int i) => i + BitOperations.TrailingZeroCount(~(diagonal >> i));

    // True: the two elements from i on stand the other way round in the other text.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool Swapped(uint above, uint below, int i) => ((above >> i) & (below >> (i + 1)) & 1) != 0;
}
