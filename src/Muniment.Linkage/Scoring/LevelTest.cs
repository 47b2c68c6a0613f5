using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>What a <see cref="LevelTest"/> asks.</summary>
enum TestKind : byte
{
    /// <summary>Always true.</summary>
    Always,

    /// <summary>Either value is missing.</summary>
    EitherMissing,

    /// <summary>The left value is missing.</summary>
    LeftMissing,

    /// <summary>The right value is missing.</summary>
    RightMissing,

    /// <summary>The two values are present and the same.</summary>
    Same,

    /// <summary>The two values, of different fields, are present and the same.</summary>
    SameAcross,

    /// <summary>A string similarity is at least the limit.</summary>
    SimilarityAtLeast,

    /// <summary>A string distance is at most the limit.</summary>
    DistanceAtMost,

    /// <summary>Two numbers or times differ by at most (or less than) the limit.</summary>
    DifferenceWithin,

    /// <summary>Two numbers differ, relative to the larger, by less than (or at most) the limit.</summary>
    RelativeDifferenceWithin,

    /// <summary>Two lists share at least the limit of values.</summary>
    OverlapAtLeast,

    /// <summary>Anything else: a tree.</summary>
    Tree,
}

/// <summary>One test of a level's condition, a conjunction of such tests, on two packed records.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Left">Lane of the left value.</param>
/// <param name="Right">Lane of the right value.</param>
/// <param name="Operand">Index of the measured operand pair, shared by tests that need the same measurement; -1: none.</param>
/// <param name="Limit">The threshold.</param>
/// <param name="Strict">True where equality with the limit is not enough.</param>
readonly record struct LevelTest(TestKind Kind, int Left, int Right, int Operand, double Limit, bool Strict)
{
    /// <summary>For one of the two tests of "two fields swapped": a lane that is equal wherever the swap holds; -1: none.</summary>
    public int SwapLane { get; init; } = -1;

    /// <summary>The tree, for <see cref="TestKind.Tree"/>.</summary>
    public ConditionTree? Tree { get; init; }
}

/// <summary>Two lanes and the measure taken of them, once a pair however many levels ask.</summary>
/// <param name="Kind">Which family of measures.</param>
/// <param name="Measure">The string measure.</param>
/// <param name="Left">Lane of the left value.</param>
/// <param name="Right">Lane of the right value.</param>
/// <param name="Unit">Bytes or scalars.</param>
sealed record Operand(TestKind Kind, Measure Measure, int Left, int Right, TextUnit Unit)
{
    /// <summary>The least similarity (or the greatest distance) any level still asks for: past it, the exact figure does not matter.</summary>
    public double Loosest { get; set; }

    /// <summary>Tells from two signatures whether the loosest similarity can be reached at all; null for other measures.</summary>
    public JaroThreshold? Quick { get; set; }
}
