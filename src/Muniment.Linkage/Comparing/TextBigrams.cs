using Muniment.Linkage.Comparing.Kernels;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Comparing;

/// <summary>4 bytes about one text that bound its edit distance to others: the set of its neighbouring pairs of elements, in 32 buckets.</summary>
/// <remarks>
/// One edit takes at most three neighbouring pairs away (a swap; a replacement and a removal take two). So texts that are k edits apart lack at most
/// 3k of each other's (after E. Ukkonen, "Approximate string-matching with q-grams and maximal matches", 1992). Pure; safe on any thread.
/// </remarks>
static class TextBigrams
{
    /// <summary>Most buckets that one edit can take away.</summary>
    public const int OfAnEdit = 3;

    /// <summary>The set of a text.</summary>
    /// <param name="utf8">The text as UTF-8; of less than two elements: the empty set.</param>
    /// <param name="unit">What an element is.</param>
    public static uint Of(ReadOnlySpan<byte> utf8, TextUnit unit)
    {
        var set = 0U;
        uint before = 0;
        for (var first = true; !utf8.IsEmpty; first = false)
        {
            uint element = utf8[0];
            utf8 = utf8[(unit == TextUnit.Bytes ? 1 : ScalarText.Next(utf8, out element))..];
            if (!first)
                set |= 1U << (int)(unchecked(((before * 31) + element) * 0x9E3779B9) >> 27);
            before = element;
        }
        return set;
    }
}
