using System.Runtime.CompilerServices;
using System.Text;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>UTF-8 as Unicode scalar values. A faulty sequence counts as U+FFFD, by the Unicode standard's maximal subparts.</summary>
static unsafe class ScalarText
{
    /// <summary>Elements that may be read behind the last scalar: kernels load whole registers.</summary>
    public const int Padding = 16;

    /// <summary>Number of elements of a text.</summary>
    public static int Count(ReadOnlySpan<byte> utf8, TextUnit unit)
    {
        if (unit == TextUnit.Bytes)
            return utf8.Length;
        var count = 0;
        for (; !utf8.IsEmpty; count++)
            utf8 = utf8[Next(utf8, out _)..];
        return count;
    }

    /// <summary>Writes the scalar values of a text; returns how many there are, at most one a byte.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="length">Bytes, 1 or more.</param>
    /// <param name="scalars">Room for <paramref name="length"/> + <see cref="Padding"/>; what is behind the text holds anything.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(byte* utf8, int length, uint* scalars)
    {
        if (ScalarTextAvx512.IsSupported && length <= Padding && ScalarTextAvx512.Decode(utf8, length, scalars) is var count and >= 0)
            return count;
        return DecodeOneByOne(new(utf8, length), scalars);
    }

    /// <summary><see cref="Decode"/> on any processor.</summary>
    public static int DecodeOneByOne(ReadOnlySpan<byte> utf8, uint* scalars)
    {
        var count = 0;
        while (!utf8.IsEmpty)
            utf8 = utf8[Next(utf8, out scalars[count++])..];
        return count;
    }

    /// <summary>The first scalar value of a text that is not empty; returns the bytes it takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Next(ReadOnlySpan<byte> utf8, out uint scalar)
    {
        uint lead = utf8[0];
        scalar = lead;
        if (lead < 0x80)
            return 1;
        // Two bytes: Latin with marks, Greek, Cyrillic, Armenian, Hebrew, Arabic.
        if (lead is >= 0xC2 and < 0xE0 && utf8.Length > 1 && (utf8[1] & 0xC0) == 0x80)
        {
            scalar = ((lead & 0x1F) << 6) | (utf8[1] & 0x3Fu);
            return 2;
        }
        Rune.DecodeFromUtf8(utf8, out var rune, out var length);
        scalar = (uint)rune.Value;
        return length;
    }
}
