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
        fixed (byte* a = first, b = second)
        {
            if (unit != TextUnit.Bytes && !AreAscii(a, first.Length, b, second.Length))
                return OfScalars<TKernel, TResult>(a, first.Length, b, second.Length, atMost);
            return TKernel.LongerFirst && first.Length < second.Length
                ? OfBytes<TKernel, TResult>(b, second.Length, a, first.Length, atMost)
                : OfBytes<TKernel, TResult>(a, first.Length, b, second.Length, atMost);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static TResult Empty<TKernel, TResult>(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit, int atMost)
        where TKernel : IPairKernel<TResult> =>
        TKernel.OfEmpty(ScalarText.Count(first, unit), ScalarText.Count(second, unit), atMost);

    /// <summary>True if every byte is below 128, so that bytes and scalars are the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool AreAscii(byte* first, int firstLength, byte* second, int secondLength)
    {
        if (firstLength > Vector128<byte>.Count || secondLength > Vector128<byte>.Count)
            return Ascii.IsValid(new ReadOnlySpan<byte>(first, firstLength)) && Ascii.IsValid(new ReadOnlySpan<byte>(second, secondLength));
        var high = PartialLoad.Load128(first, firstLength).ExtractMostSignificantBits() << (Vector128<byte>.Count - firstLength);
        var otherHigh = PartialLoad.Load128(second, secondLength).ExtractMostSignificantBits() << (Vector128<byte>.Count - secondLength);
        return (ushort)(high | otherHigh) == 0; // The bits of what is behind the ends were shifted out of the 16.
    }

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
    static TResult OfScalars<TKernel, TResult>(byte* first, int firstBytes, byte* second, int secondBytes, int atMost)
        where TKernel : IPairKernel<TResult>
    {
        if (firstBytes + secondBytes > ScalarsOnStack - (2 * ScalarText.Padding))
            return OfManyScalars<TKernel, TResult>(first, firstBytes, second, secondBytes, atMost);
        var scalars = stackalloc uint[ScalarsOnStack];
        return Decoded<TKernel, TResult>(first, firstBytes, second, secondBytes, scalars, atMost);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static TResult OfManyScalars<TKernel, TResult>(byte* first, int firstBytes, byte* second, int secondBytes, int atMost)
        where TKernel : IPairKernel<TResult>
    {
        // Never more scalars than bytes.
        var rented = ArrayPool<uint>.Shared.Rent(checked(firstBytes + secondBytes + (2 * ScalarText.Padding)));
        TResult result;
        fixed (uint* scalars = rented)
            result = Decoded<TKernel, TResult>(first, firstBytes, second, secondBytes, scalars, atMost);
        ArrayPool<uint>.Shared.Return(rented);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TResult Decoded<TKernel, TResult>(byte* first, int firstBytes, byte* second, int secondBytes, uint* scalars, int atMost)
        where TKernel : IPairKernel<TResult>
    {
        var firstLength = ScalarText.Decode(first, firstBytes, scalars);
        var others = scalars + firstBytes + ScalarText.Padding;
        var secondLength = ScalarText.Decode(second, secondBytes, others);
        return TKernel.LongerFirst && firstLength < secondLength
            ? OfScalars<TKernel, TResult>(others, secondLength, scalars, firstLength, atMost)
            : OfScalars<TKernel, TResult>(scalars, firstLength, others, secondLength, atMost);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
