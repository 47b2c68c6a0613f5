using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Levenshtein distance where the pattern has at most 64 elements: a column of the matrix is two words of differences.</summary>
/// <remarks>
/// G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", JACM 46(3), 1999, in
/// H. Hyyrö's form for the distance of whole texts, "A bit-vector algorithm for computing Levenshtein and Damerau edit
/// distances", Nordic Journal of Computing 10, 2003. Bits behind the pattern's end only ever carry upwards, away from the result.
/// </remarks>
static unsafe class MyersBitParallel
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
        var distance = patternLength;
        // Each further element of the text lowers the distance by one at best.
        var budget = (long)atMost + textLength;
        for (var j = 0; j < textLength; j++)
        {
            var equal = mask.Of(text[j]);
            var diagonal = (((equal & increases) + increases) ^ increases) | equal | decreases;
            var up = decreases | ~(diagonal | increases);
            var down = diagonal & increases;
            distance += (int)((up >> last) & 1) - (int)((down >> last) & 1);
            up = (up << 1) | 1;
            increases = (down << 1) | ~(diagonal | up);
            decreases = up & diagonal;
            if (distance > --budget)
                return atMost + 1;
        }
        return distance;
    }
}
