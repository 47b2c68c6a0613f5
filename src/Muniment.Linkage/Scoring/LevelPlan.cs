using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>What can be said of a level before any text is read: from which lanes are equal and missing, and from signatures.</summary>
enum LevelKind : byte
{
    /// <summary>Holds where all lanes of the mask are equal, and only there.</summary>
    Equal,

    /// <summary>Holds where the lane of the mask is missing in either record, and only there.</summary>
    Missing,

    /// <summary>Holds always.</summary>
    Always,

    /// <summary>May hold where all lanes of the mask are equal and every text test can be passed.</summary>
    Texts,
}

/// <summary>One level of a comparison, read for <see cref="ComparisonKernel.Possible(ulong, ulong)"/>.</summary>
/// <param name="Kind">What the mask and the tests say.</param>
/// <param name="Mask">Lanes, one bit each.</param>
/// <param name="Texts">Measures of texts that the level asks for.</param>
readonly record struct LevelPlan(LevelKind Kind, ulong Mask, TextTest[] Texts)
{
    /// <summary>Bit k: level k, before this one, asks the same texts to be more alike, so it fails where this one fails.</summary>
    public uint Stricter { get; private init; }

    /// <summary>The plans of a comparison's levels.</summary>
    public static LevelPlan[] Of(LevelTest[][] levels, Operand[] operands)
    {
        LevelPlan[] plans = [.. levels.Select(tests => Of(tests, operands))];
        for (var level = 0; level < Math.Min(plans.Length, 32); level++)
        {
            if (plans[level].Texts is [var test])
                plans[level] = plans[level] with { Stricter = plans.Take(level).Select((other, k) => other.Texts.Any(more => test.IsLooserThan(more)) ? 1u << k : 0).Aggregate(0u, (bits, bit) => bits | bit) };
        }
        return plans;
    }

    /// <summary>Reads a level's tests, all of which must hold.</summary>
    public static LevelPlan Of(LevelTest[] tests, Operand[] operands)
    {
        if (tests is [{ Kind: TestKind.Always }])
            return new(LevelKind.Always, 0, []);
        if (tests is [{ Kind: TestKind.EitherMissing } missing] && missing.Left == missing.Right)
            return new(LevelKind.Missing, Bit(missing.Left), []);
        var equal = tests.Where(test => test.Kind == TestKind.Same).Aggregate(0UL, (mask, test) => mask | Bit(test.Left));
        if (tests.All(test => test.Kind == TestKind.Same))
            return new(LevelKind.Equal, equal, []);
        equal = tests.Where(test => test.SwapLane >= 0).Aggregate(equal, (mask, test) => mask | Bit(test.SwapLane));
        return new(LevelKind.Texts, equal, [.. tests.Where(test => test.Kind is TestKind.SimilarityAtLeast or TestKind.DistanceAtMost).Select(test => TextTest.Of(in test, operands[test.Operand])).OfType<TextTest>()]);
    }

    static ulong Bit(int lane) => lane < EqualLanes.Most ? 1UL << lane : 0;
}

/// <summary>A measure of two texts and the limit that a level sets it, asked of their signatures.</summary>
/// <param name="Left">Lane of the left text.</param>
/// <param name="Right">Lane of the right text.</param>
/// <param name="Similarity">Tells whether the similarity can be reached; null: a distance.</param>
/// <param name="MostEdits">Greatest distance, where it is one.</param>
sealed record TextTest(int Left, int Right, JaroThreshold? Similarity, double MostEdits)
{
    /// <summary>True for Jaro-Winkler, false for Jaro and for distances.</summary>
    public bool IsWinkler { get; private init; }

    /// <summary>The test, or null where signatures say nothing of the measure.</summary>
    public static TextTest? Of(in LevelTest test, Operand operand) => operand.Measure switch
    {
        Measure.JaroWinkler when test.Limit is >= 0 and <= 1 => new(test.Left, test.Right, JaroThreshold.ForJaroWinkler(test.Limit), 0) { IsWinkler = true },
        Measure.Jaro when test.Limit is >= 0 and <= 1 => new(test.Left, test.Right, JaroThreshold.ForJaro(test.Limit), 0),
        Measure.Levenshtein or Measure.DamerauLevenshtein => new(test.Left, test.Right, null, test.Limit),
        _ => null,
    };

    /// <summary>True where the other asks the same texts to be at least as alike.</summary>
    public bool IsLooserThan(TextTest other) => (Left, Right, IsWinkler) == (other.Left, other.Right, other.IsWinkler)
        && (Similarity is null ? other.Similarity is null && other.MostEdits <= MostEdits : other.Similarity is { } more && more.Similarity >= Similarity.Similarity);

    /// <summary>False: the level cannot hold.</summary>
    public bool CanHold(in TextSignature first, in TextSignature second) => Similarity is { } similarity
        ? similarity.CanReach(in first, in second)
        : Levenshtein.LowerBound(in first, in second) <= MostEdits;
}
