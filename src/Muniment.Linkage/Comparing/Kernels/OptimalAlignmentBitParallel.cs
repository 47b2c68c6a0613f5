using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Optimal string alignment where the pattern has at most 64 elements: <see cref="MyersBitParallel"/> with swaps of neighbours.</summary>
/// <remarks>H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic Journal of Computing 10, 2003.</remarks>
static unsafe class OptimalAlignmentBitParallel
{
    /// <summary>The distance in edits, or atMost + 1 as soon as it is certain to exceed <paramref name="atMost"/>.</summary>
    /// <param name="pattern">The longer of two short texts, so that the loop over the other is short.</param>
    /// <param name="patternLength">[1, capacity of the mask].</param>
    /// <param name="text">The other text.</param>
    /// <param name="textLength">[1, any].</param>
    /// <param name="atMost">0 or more, below <see cref="int.MaxValue"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Distance<T, TMask>(T* pattern, int patternLength, T* text, int textLength, int atMost)
        where T : unmanaged
        where TMask : struct, IEqualityMask<TMask, T>
    {
        var mask = TMask.Load(pattern, patternLength);
        var last = patternLength - 1;
        var increases = ulong.MaxValue;
        var decreases = 0UL;
        var diagonal = 0UL;
        var equalBefore = 0UL;
        var distance = patternLength;
        // A swap spends two elements of the text on one edit, so the distance falls by one an element at best, as without swaps.
        var budget = (long)atMost + textLength;
        for (var j = 0; j < textLength; j++)
        {
            var equal = mask.Of(text[j]);
            var swapped = ((~diagonal & equal) << 1) & equalBefore;
            diagonal = (((equal & increases) + increases) ^ increases) | equal | decreases | swapped;
            var up = decreases | ~(diagonal | increases);
            var down = diagonal & increases;
            distance += (int)((up >> last) & 1) - (int)((down >> last) & 1);
            up = (up << 1) | 1;
            increases = (down << 1) | ~(diagonal | up);
            decreases = up & diagonal;
            equalBefore = equal;
            if (distance > --budget)
                return atMost + 1;
        }
        return distance;
    }
}
