using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Takes two UTF-8 texts to the kernel for their unit, their length and this processor.</summary>
static unsafe class TextPair
{
    const int ScalarsOnStack = 256;

    /// <summary>The measure of two UTF-8 texts in the given unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TResult Measure<TKernel, TResult>(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit, int atMost)
        where TKernel : IPairKernel<TResult>
    {
        if (first.IsEmpty || second.IsEmpty)
            return Empty<TKernel, TResult>(first, second, unit, atMost);
        if (unit != TextUnit.Bytes && !(Ascii.IsValid(first) && Ascii.IsValid(second)))
            return OfScalars<TKernel, TResult>(first, second, atMost);
        fixed (byte* a = first, b = second)
        {
            return TKernel.LongerFirst && first.Length < second.Length
                ? OfBytes<TKernel, TResult>(b, second.Length, a, first.Length, atMost)
                : OfBytes<TKernel, TResult>(a, first.Length, b, second.Length, atMost);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static TResult Empty<TKernel, TResult>(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit, int atMost)
        where TKernel : IPairKernel<TResult> =>
        TKernel.OfEmpty(ScalarText.Count(first, unit), ScalarText.Count(second, unit), atMost);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TResult OfBytes<TKernel, TResult>(byte* first, int firstLength, byte* second, int secondLength, int atMost)
        where TKernel : IPairKernel<TResult>
    {
        if (secondLength <= 64)
        {
            if (firstLength <= EqualityMask128<byte>.Capacity)
                return TKernel.OfShort<byte, EqualityMask128<byte>>(first, firstLength, second, secondLength, atMost);
            if (firstLength <= EqualityMask256<byte>.Capacity)
                return TKernel.OfShort<byte, EqualityMask256<byte>>(first, firstLength, second, secondLength, atMost);
            if (firstLength <= 64)
            {
                return Vector512.IsHardwareAccelerated
                    ? TKernel.OfShort<byte, EqualityMask512<byte>>(first, firstLength, second, secondLength, atMost)
                    : TKernel.OfShort<byte, EqualityMask2x256<byte>>(first, firstLength, second, secondLength, atMost);
            }
        }
        return Vector512.IsHardwareAccelerated
            ? TKernel.OfLong<byte, EqualityMask512<byte>>(first, firstLength, second, secondLength, atMost)
            : TKernel.OfLong<byte, EqualityMask2x256<byte>>(first, firstLength, second, secondLength, atMost);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    static TResult OfScalars<TKernel, TResult>(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, int atMost)
        where TKernel : IPairKernel<TResult>
    {
        var needed = first.Length + second.Length; // Never more scalars than bytes.
        var rented = needed > ScalarsOnStack ? ArrayPool<uint>.Shared.Rent(needed) : null;
        var scalars = rented is null ? stackalloc uint[ScalarsOnStack] : rented;
        var firstLength = ScalarText.Decode(first, scalars);
        var secondLength = ScalarText.Decode(second, scalars[firstLength..]);
        TResult result;
        fixed (uint* start = scalars)
        {
            result = TKernel.LongerFirst && firstLength < secondLength
                ? OfScalars<TKernel, TResult>(start + firstLength, secondLength, start, firstLength, atMost)
                : OfScalars<TKernel, TResult>(start, firstLength, start + firstLength, secondLength, atMost);
        }
        if (rented is not null)
            ArrayPool<uint>.Shared.Return(rented);
        return result;
    }

    static TResult OfScalars<TKernel, TResult>(uint* first, int firstLength, uint* second, int secondLength, int atMost)
        where TKernel : IPairKernel<TResult>
    {
        if (firstLength > 64 || secondLength > 64)
            return TKernel.OfLong<uint, EqualityMaskInMemory>(first, firstLength, second, secondLength, atMost);
        if (firstLength > EqualityMask2x256<uint>.Capacity)
            return TKernel.OfShort<uint, EqualityMaskInMemory>(first, firstLength, second, secondLength, atMost);
        return Vector512.IsHardwareAccelerated
            ? TKernel.OfShort<uint, EqualityMask512<uint>>(first, firstLength, second, secondLength, atMost)
            : TKernel.OfShort<uint, EqualityMask2x256<uint>>(first, firstLength, second, secondLength, atMost);
    }
}
