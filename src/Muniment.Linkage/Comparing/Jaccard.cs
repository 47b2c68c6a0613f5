using Muniment.Linkage.Comparing.Kernels;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Comparing;

/// <summary>Jaccard similarity of the two sets of single elements: how many stand in both, divided by how many stand in either.</summary>
/// <remarks>
/// P. Jaccard, 1901. The engine behind Splink refuses an empty text; here it gives 0. Symmetric; allocates nothing; pure, safe on any thread.
/// </remarks>
public static class Jaccard
{
    /// <summary>The similarity, 0 (nothing in common, or a text is empty) to 1.</summary>
    /// <param name="first">A text as UTF-8; may be empty.</param>
    /// <param name="second">The other text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    public static double Similarity(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit) =>
        TextPair.Measure<JaccardKernel, double>(first, second, unit, 0);

    /// <summary>1 - similarity: 0 to 1.</summary>
    /// <param name="first">A text as UTF-8; may be empty.</param>
    /// <param name="second">The other text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    public static double Distance(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit) => 1 - Similarity(first, second, unit);
}
