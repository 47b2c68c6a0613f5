using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Levenshtein distance for texts of any length: <see cref="MyersBitParallel"/> with two words for every 64 elements of the pattern.</summary>
static unsafe class MyersBlocks
{
    const int WordsOnStack = 64; // A pattern of 2,048 elements.

    /// <summary>The distance in edits, or atMost + 1 as soon as it is certain to exceed <paramref name="atMost"/>. The mask holds 64.</summary>
    [SkipLocalsInit]
    public static int Distance<T, TMask>(T* pattern, int patternLength, T* text, int textLength, int atMost)
        where T : unmanaged
        where TMask : struct, IEqualityMask<TMask, T>
    {
        Debug.Assert(TMask.Capacity == 64, "a block is 64 elements");
        var blocks = (patternLength + 63) / 64;
        var rented = blocks * 2 > WordsOnStack ? ArrayPool<ulong>.Shared.Rent(blocks * 2) : null;
        var words = rented is null ? stackalloc ulong[WordsOnStack] : rented;
        var increases = words[..blocks];
        var decreases = words.Slice(blocks, blocks);
        increases.Fill(ulong.MaxValue);
        decreases.Clear();
        var distance = patternLength;
        var budget = (long)atMost + textLength;
        for (var j = 0; j < textLength && distance <= budget; j++, budget--)
            distance += Column<T, TMask>(pattern, patternLength, text[j], increases, decreases);
        if (rented is not null)
            ArrayPool<ulong>.Shared.Return(rented);
        return distance <= atMost ? distance : atMost + 1;
    }

    /// <summary>Advances by one element of the text; returns by how much the last cell of the column changed: -1, 0 or 1.</summary>
    static int Column<T, TMask>(T* pattern, int patternLength, T element, Span<ulong> increases, Span<ulong> decreases)
        where T : unmanaged
        where TMask : struct, IEqualityMask<TMask, T>
    {
        var upCarry = 1UL;
        var downCarry = 0UL;
        var change = 0;
        for (var block = 0; block < increases.Length; block++)
        {
            var start = block * 64;
            var length = Math.Min(64, patternLength - start);
            var increase = increases[block];
            var decrease = decreases[block];
            var equal = TMask.Load(pattern + start, length).Of(element) | downCarry;
            var diagonal = (((equal & increase) + increase) ^ increase) | equal | decrease;
            var up = decrease | ~(diagonal | increase);
            var down = diagonal & increase;
            change = (int)((up >> (length - 1)) & 1) - (int)((down >> (length - 1)) & 1);
            var upOut = up >> 63;
            var downOut = down >> 63;
            up = (up << 1) | upCarry;
            down = (down << 1) | downCarry;
            increases[block] = down | ~(diagonal | up);
            decreases[block] = up & diagonal;
            upCarry = upOut;
            downCarry = downOut;
        }
        return change;
    }
}
