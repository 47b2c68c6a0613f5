using System.Runtime.CompilerServices;
using Muniment.Linkage.Comparing.Kernels;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Comparing;

/// <summary>Jaro-Winkler similarity: Jaro, and above 0.7 a tenth of what is missing to 1 for each of up to four equal elements at the start.</summary>
/// <remarks>
/// W. Winkler, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model of record linkage", 1990; doubles
/// as of the engine behind Splink. Two empty texts give 0, as there. Not quite symmetric: see <see cref="Jaro"/>.
/// Allocates nothing; pure, safe on any thread.
/// </remarks>
public static class JaroWinkler
{
    /// <summary>The similarity, 0 (nothing in common, or a text is empty) to 1.</summary>
    /// <param name="first">A text as UTF-8; may be empty.</param>
    /// <param name="second">The other text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Called for every pair from the first second on: no slow first version.
    public static double Similarity(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit) =>
        TextPair.Measure<JaroWinklerKernel, double>(first, second, unit, 0);

    /// <summary>1 - similarity: 0 to 1.</summary>
    /// <param name="first">A text as UTF-8; may be empty.</param>
    /// <param name="second">The other text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    public static double Distance(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit) => 1 - Similarity(first, second, unit);

    /// <summary>A similarity, 0 to 1, that the two texts do not exceed: never below <see cref="Similarity"/>, to the last bit.</summary>
    /// <param name="first">A text's signature.</param>
    /// <param name="second">The other text's, of the same unit.</param>
    /// <remarks>The one to ask of very many pairs is <see cref="JaroThreshold"/>.</remarks>
    public static double UpperBound(in TextSignature first, in TextSignature second) =>
        JaroScore.WithPrefix(
            Jaro.UpperBound(first, second),
            Math.Min(TextSignature.LongestPrefix(first, second), Math.Min(first.Length, second.Length)));
}
