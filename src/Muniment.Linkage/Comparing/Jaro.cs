using System.Runtime.CompilerServices;
using Muniment.Linkage.Comparing.Kernels;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Comparing;

/// <summary>Jaro similarity: the share of elements that stand at nearly the same place in both texts, less half of those out of order.</summary>
/// <remarks>
/// M. Jaro, "Advances in record-linkage methodology as applied to matching the 1985 census of Tampa, Florida", JASA 84, 1989; the
/// order of operations is that of the engine behind Splink, so that the doubles are the same. Two empty texts give 0, as there.
/// Not quite symmetric: in rare pairs the count of transpositions depends on which text comes first.
/// Allocates nothing; pure, safe on any thread.
/// </remarks>
public static class Jaro
{
    /// <summary>The similarity, 0 (nothing in common, or a text is empty) to 1.</summary>
    /// <param name="first">A text as UTF-8; may be empty.</param>
    /// <param name="second">The other text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Called for every pair from the first second on: no slow first version.
    public static double Similarity(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit) =>
        TextPair.Measure<JaroKernel, double>(first, second, unit, 0);

    /// <summary>1 - similarity: 0 to 1.</summary>
    /// <param name="first">A text as UTF-8; may be empty.</param>
    /// <param name="second">The other text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    public static double Distance(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit) => 1 - Similarity(first, second, unit);

    /// <summary>A similarity, 0 to 1, that the two texts do not exceed: never below <see cref="Similarity"/>, to the last bit.</summary>
    /// <param name="first">A text's signature.</param>
    /// <param name="second">The other text's, of the same unit.</param>
    public static double UpperBound(in TextSignature first, in TextSignature second) =>
        JaroScore.UpperBound(TextSignature.MostInCommon(first, second), first.Length, second.Length);
}
