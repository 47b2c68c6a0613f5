using System.Runtime.CompilerServices;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>What the edit distances share: the range of a bound, and distance as similarity.</summary>
static class EditBound
{
    /// <summary>Refuses a bound that is negative or whose successor is not an int.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(int atMost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atMost);
        ArgumentOutOfRangeException.ThrowIfEqual(atMost, int.MaxValue);
    }

    /// <summary>The distance where one text is empty, or atMost + 1.</summary>
    public static int OfEmpty(int firstLength, int secondLength, int atMost) =>
        Math.Max(firstLength, secondLength) is var distance && distance <= atMost ? distance : atMost + 1;

    /// <summary>Elements of the longer text that the other cannot have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LowerBound(in TextSignature first, in TextSignature second) =>
        Math.Max(first.Length, second.Length)
        - Math.Min(TextSignature.MostInCommon(first, second), Math.Min(first.Length, second.Length));

    /// <summary>1 - distance / length of the longer text; 1 for two empty texts.</summary>
    public static double Similarity(int distance, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit)
    {
        var longer = Math.Max(ScalarText.Count(first, unit), ScalarText.Count(second, unit));
        return longer == 0 ? 1 : 1 - ((double)distance / longer);
    }
}
