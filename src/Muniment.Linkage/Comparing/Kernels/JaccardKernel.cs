using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Jaccard similarity of the sets of elements: bit sets for bytes, sorted sets for scalars.</summary>
readonly unsafe struct JaccardKernel : IPairKernel<double>
{
    const int ScalarsOnStack = 256;

    public static bool LongerFirst => false;

    public static double OfEmpty(int firstLength, int secondLength, int atMost) => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfShort<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T> => OfAny(first, firstLength, second, secondLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfLong<T, TMask>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
        where TMask : struct, IEqualityMask<TMask, T> => OfAny(first, firstLength, second, secondLength);

    static double OfAny<T>(T* first, int firstLength, T* second, int secondLength)
        where T : unmanaged =>
        sizeof(T) == 1
            ? OfBytes(new(first, firstLength), new(second, secondLength))
            : OfScalars(new(first, firstLength), new(second, secondLength));

    [SkipLocalsInit]
    static double OfBytes(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var sets = stackalloc ulong[8]; // 256 bits each.
        new Span<ulong>(sets, 8).Clear();
        foreach (var element in first)
            sets[element >> 6] |= 1UL << element;
        foreach (var element in second)
            sets[4 + (element >> 6)] |= 1UL << element;
        var both = 0;
        var either = 0;
        for (var word = 0; word < 4; word++)
        {
            both += BitOperations.PopCount(sets[word] & sets[word + 4]);
            either += BitOperations.PopCount(sets[word] | sets[word + 4]);
        }
        return (double)both / either;
    }

    [SkipLocalsInit]
    static double OfScalars(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second)
    {
        var needed = first.Length + second.Length;
        var rented = needed > ScalarsOnStack ? ArrayPool<uint>.Shared.Rent(needed) : null;
        var sorted = rented is null ? stackalloc uint[ScalarsOnStack] : rented;
        var left = Distinct(first, sorted);
        var right = Distinct(second, sorted[left.Length..]);
        var both = 0;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            both += left[i] == right[j] ? 1 : 0;
            if (left[i] <= right[j])
                i++;
            else
                j++;
        }
        var similarity = (double)both / (left.Length + right.Length - both);
        if (rented is not null)
            ArrayPool<uint>.Shared.Return(rented);
        return similarity;
    }

    /// <summary>The distinct elements in order, written to the start of <paramref name="buffer"/>.</summary>
    static Span<uint> Distinct(ReadOnlySpan<uint> elements, Span<uint> buffer)
    {
        var sorted = buffer[..elements.Length];
        elements.CopyTo(sorted);
        sorted.Sort();
        var count = 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[count - 1])
                sorted[count++] = sorted[i];
        }
        return sorted[..count];
    }
}
