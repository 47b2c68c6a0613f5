using System.Numerics;
using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Jaro for texts of at most 64 elements: the elements of the pattern already taken are bits of one word.</summary>
/// <remarks>
/// For every element of the second text the first free equal element of the first text inside the window is taken, in this
/// order, because the count of transpositions depends on it (as in the engine the reference values come from).
/// </remarks>
static unsafe class JaroBitParallel
{
    /// <summary>Jaro similarity, 0 to 1.</summary>
    /// <param name="first">The pattern.</param>
    /// <param name="firstLength">[1, capacity of the mask].</param>
    /// <param name="second">The text.</param>
    /// <param name="secondLength">[1, 64].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Similarity<T, TMask>(T* first, int firstLength, T* second, int secondLength)
        where T : unmanaged
        where TMask : struct, IEqualityMask<TMask, T>
    {
        var pattern = TMask.Load(first, firstLength);
        var bound = JaroScore.Bound(firstLength, secondLength);
        var own = ulong.MaxValue >> (64 - firstLength);
        var free = own; // Bits behind the pattern's end are never free, whatever the mask says of them.
        var secondTaken = 0UL;
        var window = ulong.MaxValue >> (63 - Math.Min(bound, 63));
        for (var j = 0; j < secondLength; j++)
        {
            var candidates = pattern.Of(second[j]) & window & free;
            free ^= candidates & (0 - candidates);
            secondTaken |= (candidates != 0 ? 1UL : 0UL) << j;
            window = (window << 1) | ((uint)(j - bound) >> 31); // Its left edge leaves 0 only when j reaches the bound.
        }
        if (secondTaken == 0)
            return 0;
        var common = BitOperations.PopCount(secondTaken);
        var outOfOrder = 0;
        var firstTaken = own ^ free;
        for (var rest = secondTaken; rest != 0; rest &= rest - 1)
        {
            var lowest = firstTaken & (0 - firstTaken);
            outOfOrder += (pattern.Of(second[BitOperations.TrailingZeroCount(rest)]) & lowest) == 0 ? 1 : 0;
            firstTaken ^= lowest;
        }
        return JaroScore.Similarity(common, outOfOrder / 2, firstLength, secondLength);
    }
}
