using System.Runtime.CompilerServices;
using Muniment.Linkage.Comparing.Kernels;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Comparing;

/// <summary>Levenshtein distance: the fewest insertions, deletions and replacements of one element that turn one text into the other.</summary>
/// <remarks>V. Levenshtein, 1965. Symmetric; allocates nothing; pure, safe on any thread.</remarks>
public static class Levenshtein
{
    /// <summary>The distance in edits, 0 to the length of the longer text.</summary>
    /// <param name="first">A text as UTF-8; may be empty.</param>
    /// <param name="second">The other text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Called for every pair from the first second on: no slow first version.
    public static int Distance(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit) =>
        TextPair.Measure<LevenshteinKernel, int>(first, second, unit, int.MaxValue - 1);

    /// <summary>The distance in edits where it is at most <paramref name="atMost"/>, else <paramref name="atMost"/> + 1.</summary>
    /// <param name="first">A text as UTF-8; may be empty.</param>
    /// <param name="second">The other text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    /// <param name="atMost">Edits, [0, 2^31 - 2].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atMost"/> is out of its range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Called for every pair from the first second on: no slow first version.
    public static int Distance(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit, int atMost)
    {
        EditBound.Check(atMost);
        return TextPair.Measure<LevenshteinKernel, int>(first, second, unit, atMost);
    }

    /// <summary>1 - distance / length of the longer text: 0 to 1, and 1 for two empty texts.</summary>
    /// <param name="first">A text as UTF-8; may be empty.</param>
    /// <param name="second">The other text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    public static double Similarity(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit) =>
        EditBound.Similarity(Distance(first, second, unit), first, second, unit);

    /// <summary>A distance in edits, 0 or more, that the two texts do not fall below.</summary>
    /// <param name="first">A text's signature.</param>
    /// <param name="second">The other text's, of the same unit.</param>
    /// <remarks>Each element of the longer text that the other lacks costs an edit; a replacement or a deletion mends one.</remarks>
    public static int LowerBound(in TextSignature first, in TextSignature second) => EditBound.LowerBound(first, second);
}
