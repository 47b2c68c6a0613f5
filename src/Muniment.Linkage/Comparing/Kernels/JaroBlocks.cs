using System.Buffers;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Jaro for texts of any length: <see cref="JaroBitParallel"/> with a word for every 64 elements.</summary>
static unsafe class JaroBlocks
{
    const int WordsOnStack = 64; // Two texts of 2,048 elements.

    /// <summary>Jaro similarity, 0 to 1. Both texts have at least one element; the mask holds 64.</summary>
    [SkipLocalsInit]
    public static double Similarity<T, TMask>(T* first, int firstLength, T* second, int secondLength)
        where T : unmanaged
        where TMask : struct, IEqualityMask<TMask, T>
    {
        Debug.Assert(TMask.Capacity == 64, "a block is 64 elements");
        var firstWords = (firstLength + 63) / 64;
        var words = firstWords + ((secondLength + 63) / 64);
        var rented = words > WordsOnStack ? ArrayPool<ulong>.Shared.Rent(words) : null;
        var taken = rented is null ? stackalloc ulong[WordsOnStack] : rented;
        taken = taken[..words];
        taken.Clear();
        var (common, outOfOrder) = Count<T, TMask>(first, firstLength, second, secondLength, taken[..firstWords], taken[firstWords..]);
        if (rented is not null)
            ArrayPool<ulong>.Shared.Return(rented);
        return common == 0 ? 0 : JaroScore.Similarity(common, outOfOrder / 2, firstLength, secondLength);
    }

    static (int Common, int OutOfOrder) Count<T, TMask>(
        T* first, int firstLength, T* second, int secondLength, Span<ulong> firstTaken, Span<ulong> secondTaken)
        where T : unmanaged
        where TMask : struct, IEqualityMask<TMask, T>
    {
        var bound = JaroScore.Bound(firstLength, secondLength);
        var common = 0;
        for (var j = 0; j < secondLength && j - bound < firstLength; j++)
        {
            if (!Take<T, TMask>(first, firstLength, second[j], Math.Max(j - bound, 0), Math.Min(j + bound, firstLength - 1), firstTaken))
                continue;
            secondTaken[j / 64] |= 1UL << j;
            common++;
        }
        var outOfOrder = 0;
        var firstWord = -1;
        var firstRest = 0UL;
        for (var secondWord = 0; secondWord < secondTaken.Length; secondWord++)
        {
            for (var rest = secondTaken[secondWord]; rest != 0; rest &= rest - 1)
            {
                while (firstRest == 0)
                    firstRest = firstTaken[++firstWord];
                var i = (firstWord * 64) + BitOperations.TrailingZeroCount(firstRest);
                firstRest &= firstRest - 1;
                var j = (secondWord * 64) + BitOperations.TrailingZeroCount(rest);
                outOfOrder += EqualityComparer<T>.Default.Equals(first[i], second[j]) ? 0 : 1;
            }
        }
        return (common, outOfOrder);
    }

    /// <summary>Takes the first free element equal to <paramref name="element"/> in [from, to].</summary>
    static bool Take<T, TMask>(T* first, int firstLength, T element, int from, int to, Span<ulong> taken)
        where T : unmanaged
        where TMask : struct, IEqualityMask<TMask, T>
    {
        for (var word = from / 64; word <= to / 64; word++)
        {
            var start = word * 64;
            var inside = (ulong.MaxValue << Math.Max(from - start, 0)) & (ulong.MaxValue >> Math.Max(start + 63 - to, 0));
            var candidates = TMask.Load(first + start, Math.Min(64, firstLength - start)).Of(element) & inside & ~taken[word];
            if (candidates == 0)
                continue;
            taken[word] |= candidates & (0 - candidates);
            return true;
        }
        return false;
    }
}
