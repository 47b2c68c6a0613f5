using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>The arithmetic of Jaro and Jaro-Winkler, in the one order of operations that gives the reference's doubles.</summary>
/// <remarks>
/// Every operation here is correctly rounded and so never decreases when <c>common</c> grows or transpositions shrink. That is
/// why an upper bound computed by the same steps from a larger count is never below the similarity, to the last bit.
/// </remarks>
static class JaroScore
{
    /// <summary>Winkler's bonus for each letter of a common beginning, of what is missing to 1.</summary>
    public const double PrefixWeight = 0.1;

    /// <summary>Jaro similarity above which there is a bonus.</summary>
    public const double BonusAbove = 0.7;

    /// <summary>Letters of a common beginning that count, at most.</summary>
    public const int LongestPrefix = 4;

    /// <summary>How far apart two equal elements may stand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bound(int firstLength, int secondLength) => Math.Max((Math.Max(firstLength, secondLength) / 2) - 1, 0);

    /// <summary>Jaro similarity of two texts with <paramref name="common"/> elements in common, 1 or more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Similarity(int common, int transpositions, int firstLength, int secondLength)
    {
        double shared = common;
        var sum = shared / firstLength;
        sum += shared / secondLength;
        sum += (shared - transpositions) / shared;
        return sum / 3.0;
    }

    /// <summary>The greatest Jaro similarity of two texts with at most <paramref name="common"/> elements in common.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double UpperBound(int common, int firstLength, int secondLength)
    {
        common = Math.Min(common, Math.Min(firstLength, secondLength));
        return common == 0 ? 0 : Similarity(common, 0, firstLength, secondLength);
    }

    /// <summary>Adds Winkler's bonus for a common beginning of <paramref name="prefix"/> letters, [0, 4].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WithPrefix(double jaro, int prefix) =>
        jaro > BonusAbove ? jaro + (prefix * PrefixWeight * (1.0 - jaro)) : jaro;
}
