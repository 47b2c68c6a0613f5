using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Scoring;

/// <summary>An upper bound of a pair's score from equalities alone: for each comparison one lane, and what its outcome can at most be worth
/// where the two codes are equal, differ, or are missing.</summary>
/// <remarks>
/// Only ever an upper bound: the exact scorer is the authority, and a test runs with and without. Bounds are integers of 2^-16 bit, rounded up.
/// Immutable; safe on any thread.
/// </remarks>
sealed unsafe class ScoreBound
{
    /// <summary>How far a bound is shifted to become a score (2^-16 against 2^-40 bit).</summary>
    public const int Shift = 24;

    readonly LaneBound[] _comparisons;
    readonly int _prior;

    public ScoreBound(PreparedModel prepared, LevelWeight[][] levels, long prior)
    {
        _prior = RoundUp(prior);
        _comparisons = [.. levels.Select((weights, index) => LaneBoundOf(prepared.Comparisons[index], weights))];
    }

    /// <summary>The prior, rounded up.</summary>
    public int Prior => _prior;

    /// <summary>The bound of each comparison.</summary>
    public ReadOnlySpan<LaneBound> Comparisons => _comparisons;

    /// <summary>The most any pair whose lane differs can score on a comparison, as a score.</summary>
    public long NotEqual(int comparison) => (long)_comparisons[comparison].NotEqual << Shift;

    /// <summary>The bound of one comparison for a pair, as a score.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Of(int comparison, int* a, int* b) => (long)_comparisons[comparison].Of(a, b) << Shift;

    /// <summary>The bound of the whole, as a score.</summary>
    public long Total(int* a, int* b)
    {
        long total = _prior;
        foreach (ref readonly var comparison in _comparisons.AsSpan())
            total += comparison.Of(a, b);
        return total << Shift;
    }

    /// <summary>A score as a bound, rounded up.</summary>
    public static int RoundUp(long score) => (int)((score + (1L << Shift) - 1) >> Shift);

    // The lane is that of the first equality the levels ask for; a comparison without one has the same bound for every pair.
    static LaneBound LaneBoundOf(ComparisonKernel kernel, LevelWeight[] weights)
    {
        var lane = kernel.Levels.SelectMany(tests => tests).Where(test => test.Kind == TestKind.Same).Select(test => test.Left).DefaultIfEmpty(-1).First();
        if (lane < 0)
            return new LaneBound(-1, [], 0, Most(kernel, weights, -1, Equality.Unknown), 0);
        var rare = weights.Select(weight => weight.Rarity).Where((_, level) => weights[level].Lane == lane && CanHold(kernel.Levels[level], lane, Equality.Equal) != null).FirstOrDefault();
        return new LaneBound(
            lane,
            rare is null ? [] : [.. Enumerable.Range(0, rare.Length).Select(code => Most(kernel, weights, lane, Equality.Equal, code))],
            Most(kernel, weights, lane, Equality.Equal),
            Most(kernel, weights, lane, Equality.Different),
            Most(kernel, weights, lane, Equality.Missing));
    }

    static int Most(ComparisonKernel kernel, LevelWeight[] weights, int lane, Equality state, int code = -1)
    {
        var most = long.MinValue;
        for (var level = 0; level < weights.Length; level++)
        {
            if (CanHold(kernel.Levels[level], lane, state) is not { } certain)
                continue;
            var weight = weights[level];
            var adjustment = code >= 0 && weight.Lane == lane && state == Equality.Equal ? weight.ExactU + weight.Rarity[code] : weight.MostAdjustment;
            most = Math.Max(most, weight.Weight + adjustment);
            if (certain)
                break;
        }
        return RoundUp(most == long.MinValue ? 0 : most);
    }

    // null: the level cannot hold in this state; true: it is sure to; false: it may.
    static bool? CanHold(LevelTest[] tests, int lane, Equality state)
    {
        var certain = true;
        foreach (var test in tests)
        {
            var about = test.Left == lane && test.Right == lane;
            bool? holds = test.Kind switch
            {
                TestKind.Always => true,
                _ when !about || state == Equality.Unknown => false,
                TestKind.EitherMissing => state == Equality.Missing ? true : null,
                TestKind.LeftMissing or TestKind.RightMissing => state == Equality.Missing ? false : null,
                TestKind.Same => state == Equality.Equal ? true : null,
                TestKind.SimilarityAtLeast or TestKind.DistanceAtMost => state == Equality.Missing ? null : state == Equality.Equal && !test.Strict,
                _ => false,
            };
            if (holds is null)
                return null;
            certain &= holds.Value;
        }
        return certain;
    }

    enum Equality
    {
        Unknown,
        Equal,
        Different,
        Missing,
    }
}

/// <summary>The bound of one comparison, in integers of 2^-16 bit.</summary>
/// <param name="Lane">The lane whose codes are compared; -1: none, and <paramref name="NotEqual"/> holds for every pair.</param>
/// <param name="EqualByCode">[codes] bound where both records hold that code; empty: <paramref name="Equal"/> for all.</param>
/// <param name="Equal">Bound where the codes are equal.</param>
/// <param name="NotEqual">Bound where both are present and differ.</param>
/// <param name="Missing">Bound where one is missing.</param>
readonly unsafe record struct LaneBound(int Lane, int[] EqualByCode, int Equal, int NotEqual, int Missing)
{
    /// <summary>The bound where both records hold <paramref name="code"/>.</summary>
    public int EqualAt(int code) => EqualByCode.Length > 0 ? EqualByCode[code] : Equal;

    /// <summary>The bound for a pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(int* a, int* b)
    {
        if (Lane < 0)
            return NotEqual;
        int left = a[Lane], right = b[Lane];
        return left == 0 || right == 0 ? Missing : left == right ? EqualAt(left) : NotEqual;
    }
}
