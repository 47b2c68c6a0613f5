using System.Numerics;
using System.Runtime.CompilerServices;
using Muniment.Linkage.Comparing;

namespace Muniment.Linkage.Scoring;

/// <summary>An upper bound of a pair's score from equalities of codes alone: what each comparison can at most be worth, given which lanes are equal.</summary>
/// <remarks>
/// Only ever an upper bound: the exact scorer is the authority, and a test runs with and without. Bounds are integers of 2^-16 bit, rounded up.
/// Immutable; safe on any thread.
/// </remarks>
sealed unsafe class ScoreBound
{
    /// <summary>How far a bound is shifted to become a score (2^-16 against 2^-40 bit).</summary>
    public const int Shift = 24;

    readonly ComparisonBound[] _comparisons;
    readonly int[][] _ceilings;
    readonly BoundLevels[] _levels;
    readonly Lazy<uint[]>[] _bigrams; // [lanes]
    readonly int _prior;
    readonly int _stride;

    public ScoreBound(PreparedModel prepared, LevelWeight[][] levels, long prior)
    {
        _stride = prepared.Lanes.Stride;
        _prior = RoundUp(prior);
        _comparisons = [.. levels.Select((weights, index) => BoundOf(prepared.Comparisons[index], weights))];
        _levels = [.. levels.Select((weights, index) => BoundLevels.Of(prepared.Comparisons[index], weights))];
        _bigrams = [.. Enumerable.Range(0, prepared.Lanes.Fields.Count).Select(lane => new Lazy<uint[]>(() => BigramsOf(prepared, lane)))];
        _ceilings = [.. levels.Select(weights => weights.Select(weight => RoundUp(weight.Weight + weight.MostAdjustment)).ToArray())];
    }

    /// <summary>The prior, rounded up.</summary>
    public int Prior => _prior;

    /// <summary>The bound of each comparison.</summary>
    public ReadOnlySpan<ComparisonBound> Comparisons => _comparisons;

    /// <summary>The levels of each comparison.</summary>
    public ReadOnlySpan<BoundLevels> Levels => _levels;

    /// <summary>[codes] the neighbouring pairs of letters of each text of a lane; computed when first asked for.</summary>
    public uint[] BigramsOf(int lane) => _bigrams[lane].Value;

    /// <summary>The most a pair on which no equality holds can score on a comparison, as a score.</summary>
    public long Rest(int comparison) => (long)_comparisons[comparison].Rest << Shift;

    /// <summary>The most a pair can score on a comparison if only some levels are possible, 2^-16 bit.</summary>
    /// <param name="comparison">Which.</param>
    /// <param name="possible">Bit k: level k, at least one.</param>
    public int Most(int comparison, uint possible)
    {
        var (ceilings, most) = (_ceilings[comparison], int.MinValue);
        for (; possible != 0; possible &= possible - 1)
            most = Math.Max(most, ceilings[BitOperations.TrailingZeroCount(possible)]);
        return most;
    }

    /// <summary>The bound of the whole, as a score.</summary>
    /// <param name="equal">Bit k: lane k is present and equal.</param>
    /// <param name="missing">Bit k: lane k is missing in either record.</param>
    /// <param name="a">Left record.</param>
    /// <param name="each">[comparisons] receives the bound of each.</param>
    public long Total(ulong equal, ulong missing, int* a, int* each)
    {
        long total = _prior;
        for (var comparison = 0; comparison < _comparisons.Length; comparison++)
            total += each[comparison] = _comparisons[comparison].Of(a, equal, missing);
        return total << Shift;
    }

    /// <summary>The bound of the whole, as a score.</summary>
    /// <param name="a">Left record.</param>
    /// <param name="b">Right record.</param>
    /// <param name="each">[comparisons] receives the bound of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Its vectors cannot be compiled ahead of time, and its slow first version would see a million pairs.
    public long Total(int* a, int* b, int* each)
    {
        long total = _prior;
        if (_stride <= EqualLanes.Most)
            return Total(EqualLanes.Of(a, b, _stride, out var missing), missing, a, each);
        for (var comparison = 0; comparison < _comparisons.Length; comparison++)
            total += each[comparison] = _comparisons[comparison].Of(a, b);
        return total << Shift;
    }

    /// <summary>A score as a bound, rounded up.</summary>
    public static int RoundUp(long score) => (int)((score + (1L << Shift) - 1) >> Shift);

    static uint[] BigramsOf(PreparedModel prepared, int lane)
    {
        var values = prepared.Lanes.Fields[lane].Values;
        var bigrams = new uint[values.Count];
        for (var code = 1; code < bigrams.Length; code++)
            bigrams[code] = TextBigrams.Of(values[code], prepared.Model.Text);
        return bigrams;
    }

    // Levels that are equalities alone are known from the lanes; any other may hold or not. So where the k-th equality is the first to hold, the
    // pair is at that level or at one before it that is no equality.
    static ComparisonBound BoundOf(ComparisonKernel kernel, LevelWeight[] weights)
    {
        var cases = new List<BoundCase>();
        var (missingLane, missing) = (-1, 0);
        var open = long.MinValue; // the most any level passed so far that may hold is worth
        var unsure = new List<int>(); // cases that are true of more pairs than their level
        for (var level = 0; level < weights.Length; level++)
        {
            var (tests, weight) = (kernel.Levels[level], weights[level]);
            if (level == 0 && tests is [{ Kind: TestKind.EitherMissing } test] && test.Left == test.Right)
            {
                (missingLane, missing) = (test.Left, RoundUp(weight.Weight + weight.MostAdjustment));
            }
            else if (tests.Length is 1 or 2 && tests.All(part => part.Kind == TestKind.Same))
            {
                cases.Add(BoundCase.Of(tests[0].Left, tests.Length == 2 ? tests[1].Left : -1, weight, open == long.MinValue ? int.MinValue : RoundUp(open)));
            }
            else
            {
                if (tests.FirstOrDefault(part => part.SwapLane >= 0) is { SwapLane: > 0 } swap)
                {
                    unsure.Add(cases.Count);
                    cases.Add(new BoundCase(swap.SwapLane, -1, null, false, 0, int.MinValue, Most(open, weight)));
                }
                else
                {
                    open = Math.Max(open, weight.Weight + weight.MostAdjustment);
                }
                if (tests is [{ Kind: TestKind.Always }])
                    break;
            }
        }
        var rest = RoundUp(open == long.MinValue ? 0 : open);
        foreach (var index in unsure)
            cases[index] = cases[index] with { Weight = cases.Skip(index).Select(later => later.Weight).Append(rest).Max() };
        return new ComparisonBound([.. cases], missingLane, missing, rest);
    }

    static int Most(long open, LevelWeight weight) => RoundUp(Math.Max(open, weight.Weight + weight.MostAdjustment));
}

/// <summary>The bound of one comparison, in integers of 2^-16 bit: the first case whose lanes are equal counts.</summary>
/// <param name="Cases">In order.</param>
/// <param name="MissingLane">Lane whose absence decides before any case; -1: none.</param>
/// <param name="Missing">Bound where that lane is missing in either record.</param>
/// <param name="Rest">Bound where no case holds.</param>
sealed unsafe record ComparisonBound(BoundCase[] Cases, int MissingLane, int Missing, int Rest)
{
    /// <summary>The lanes it reads.</summary>
    public IEnumerable<int> Lanes => Cases.SelectMany(item => new[] { item.Lane, item.SecondLane }).Append(MissingLane).Where(lane => lane >= 0);

    /// <summary>The bound for a pair.</summary>
    /// <param name="a">Left record.</param>
    /// <param name="equal">Bit k: lane k is present and equal.</param>
    /// <param name="missing">Bit k: lane k is missing in either record.</param>
    public int Of(int* a, ulong equal, ulong missing)
    {
        if (MissingLane >= 0 && ((missing >> MissingLane) & 1) != 0)
            return Missing;
        foreach (ref readonly var item in Cases.AsSpan())
        {
            var lanes = (1UL << item.Lane) | (item.SecondLane < 0 ? 0 : 1UL << item.SecondLane);
            if ((equal & lanes) == lanes)
                return item.At(a[item.Lane]);
        }
        return Rest;
    }

    /// <summary>The bound for a pair of records of more lanes than a mask can tell of.</summary>
    public int Of(int* a, int* b)
    {
        if (MissingLane >= 0 && (a[MissingLane] == 0 || b[MissingLane] == 0))
            return Missing;
        foreach (ref readonly var item in Cases.AsSpan())
        {
            var code = a[item.Lane];
            if (code == b[item.Lane] && code != 0 && (item.SecondLane < 0 || (a[item.SecondLane] == b[item.SecondLane] && a[item.SecondLane] != 0)))
                return item.At(code);
        }
        return Rest;
    }
}

/// <summary>One case of a <see cref="ComparisonBound"/>: one or two lanes whose codes are present and equal.</summary>
/// <param name="Lane">The first lane.</param>
/// <param name="SecondLane">The second; -1: none.</param>
/// <param name="Rarity">What each code of the first lane adds; null: nothing.</param>
/// <param name="TakesBack">True: rarity is taken off.</param>
/// <param name="Own">Bound of the level without rarity.</param>
/// <param name="Open">The most that a level before it is worth which may hold; the smallest number: there is none.</param>
/// <param name="Weight">Bound for any code.</param>
readonly record struct BoundCase(int Lane, int SecondLane, Rarity? Rarity, bool TakesBack, int Own, int Open, int Weight)
{
    /// <summary>The case of a level.</summary>
    public static BoundCase Of(int lane, int secondLane, LevelWeight level, int open) => new(
        lane,
        secondLane,
        level.Lane == lane ? level.Rarity : null, // Both records hold the same code, so its own rarity counts.
        level.TakesBack,
        ScoreBound.RoundUp(level.Weight + level.ExactU),
        open,
        Math.Max(open, ScoreBound.RoundUp(level.Weight + level.MostAdjustment)));

    /// <summary>The bound where both records hold that code.</summary>
    public int At(int code) => Rarity is null ? Weight : Math.Max(Open, Own + (TakesBack ? 1 - Rarity.Bound[code] : Rarity.Bound[code]));
}
