using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>Looks at every pair of a block of a few dozen records, as <see cref="PairSieve"/> does for large ones.</summary>
/// <remarks>
/// The records of a block stand in a ring: record k is paired with record k + s, for s from 1 to half of them, which meets every pair once. With each
/// lane written twice in a row, 8 such pairs are two loads and a comparison, and nothing has to be set up for a record, which is what most of
/// the time went into where a record has a dozen partners. A missing value is written as a negative number of its record's own, so it equals nothing.
/// One instance a thread.
/// </remarks>
sealed unsafe class RingSieve : IDisposable
{
    /// <summary>Most records of a block: its lanes, twice, stay in the nearest cache.</summary>
    public const int Most = 96;

    const int Step = 8; // pairs at a time: 256 bits, which blocks of a dozen records fill better than 512
    const int Capacity = (2 * Most) + Step;
    const int WeightCapacity = Most + Step;

    readonly int[] _lanes; // lane of the packed record behind each column of the ring
    readonly int[][] _rarity; // [weight columns] bound by code
    readonly int[] _rarityLane; // [weight columns] position in _lanes of the code
    readonly NativeArray<int> _ring;
    readonly NativeArray<int> _weights;
    readonly NativeArray<Bound> _bounds;
    readonly NativeArray<Case> _cases;
    readonly NativeArray<int> _earlier; // for each earlier rule: number of lanes, 1 if its pairs are made here, positions of its lanes
    readonly int _earlierRules;
    readonly int _base;
    readonly int _boundCount;
    int _count;

    /// <summary>A sieve for the pairs of one rule.</summary>
    /// <param name="bound">The bound; null: every pair passes.</param>
    /// <param name="own">Lanes in which all records of a block agree.</param>
    /// <param name="earlier">Key lanes of each rule whose pairs are not to be made again.</param>
    /// <param name="here">For each of them: its pairs are made here after all, and counted as its own.</param>
    public RingSieve(ScoreBound? bound, int[] own, IReadOnlyList<int[]> earlier, ReadOnlySpan<bool> here)
    {
        var lanes = new List<int>();
        var rarity = new List<(int[] ByCode, int Lane)>();
        var bounds = new List<Bound>();
        var cases = new List<Case>();
        _base = bound?.Prior ?? 0;
        foreach (var comparison in bound is null ? [] : bound.Comparisons.ToArray())
        {
            var step = new Bound { Rest = comparison.Rest, RestColumn = -1, Missing = comparison.Missing, MissingLane = -1, FirstCase = cases.Count };
            if (comparison.MissingLane >= 0 && !own.Contains(comparison.MissingLane))
                step.MissingLane = At(comparison.MissingLane);
            // Last case first: an earlier one overrides it.
            for (var k = comparison.Cases.Length - 1; k >= 0; k--)
            {
                var item = comparison.Cases[k];
                int[] asked = [.. new[] { item.Lane, item.SecondLane }.Where(lane => lane >= 0).Except(own)];
                var column = item.ByCode.Length == 0 ? -1 : rarity.Count;
                if (column >= 0)
                    rarity.Add((item.ByCode, At(item.Lane)));
                if (asked.Length == 0)
                {
                    // All pairs of the block are at least at this case: those after it are never asked.
                    cases.RemoveRange(step.FirstCase, cases.Count - step.FirstCase);
                    (step.Rest, step.RestColumn) = (item.Weight, column);
                }
                else
                {
                    cases.Add(new Case { Lane = At(asked[0]), SecondLane = asked.Length > 1 ? At(asked[1]) : -1, Weight = item.Weight, Column = column });
                }
            }
            step.CaseCount = cases.Count - step.FirstCase;
            if (step.CaseCount == 0 && step.MissingLane < 0 && step.RestColumn < 0)
                _base += step.Rest;
            else
                bounds.Add(step);
        }
        var flat = new List<int>();
        for (var rule = 0; rule < earlier.Count; rule++)
        {
            int[] asked = [.. earlier[rule].Except(own)];
            flat.AddRange([asked.Length, rule < here.Length && here[rule] ? 1 : 0, .. asked.Select(At)]);
        }
        _earlierRules = earlier.Count;
        _lanes = [.. lanes];
        (_rarity, _rarityLane) = ([.. rarity.Select(item => item.ByCode)], [.. rarity.Select(item => item.Lane)]);
        (_bounds, _cases, _earlier) = (Native(bounds), Native(cases), Native(flat));
        _boundCount = bounds.Count;
        _ring = new((long)Capacity * Math.Max(1, _lanes.Length));
        _weights = new((long)WeightCapacity * Math.Max(1, _rarity.Length));

        int At(int lane)
        {
            var position = lanes.IndexOf(lane);
            if (position < 0)
            {
                position = lanes.Count;
                lanes.Add(lane);
            }
            return position;
        }
    }

    /// <summary>Pairs looked at that no earlier rule is known to make.</summary>
    public long Made { get; private set; }

    /// <summary>Copies a block's records into the ring.</summary>
    /// <param name="lanes">The packed records.</param>
    /// <param name="rows">The block's rows, 2 to <see cref="Most"/>.</param>
    public void Load(Lanes lanes, ReadOnlySpan<int> rows)
    {
        var count = _count = rows.Length;
        fixed (int* positions = _lanes)
        {
            for (var i = 0; i < count; i++)
            {
                var record = lanes[rows[i]];
                var to = _ring.Pointer + i;
                for (var k = 0; k < _lanes.Length; k++, to += Capacity)
                {
                    var code = record[positions[k]];
                    to[0] = to[count] = code == 0 ? -1 - i : code;
                }
            }
        }
        for (var column = 0; column < _rarity.Length; column++)
        {
            var byCode = _rarity[column];
            int* codes = _ring.Pointer + (_rarityLane[column] * Capacity), weights = _weights.Pointer + (column * WeightCapacity);
            for (var i = 0; i < count; i++)
                weights[i] = byCode[Math.Max(codes[i], 0)];
        }
    }

    /// <summary>The pairs of the block that no earlier rule makes and whose bound reaches the threshold.</summary>
    /// <param name="threshold">Bound (2^-16 bit) a pair must reach.</param>
    /// <param name="found">[pairs of the block] receives the pairs: the smaller index × 65,536 + the larger one.</param>
    /// <param name="rules">Receives the pairs made for other rules, and is asked where there is doubt.</param>
    /// <param name="doubt">True where agreeing on an earlier rule's keys may not be enough.</param>
    /// <param name="rows">The block's rows.</param>
    /// <returns>How many pairs were found.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Sift(int threshold, int* found, EarlierRules rules, bool doubt, ReadOnlySpan<int> rows)
    {
        var (count, written, passes) = (_count, 0, 0L);
        var limit = Vector256.Create(threshold);
        for (var apart = 1; apart <= count / 2; apart++)
        {
            var pairs = 2 * apart == count ? apart : count;
            for (var k = 0; k < pairs; k += Step)
            {
                var valid = pairs - k >= Step ? 0xFFU : (1U << (pairs - k)) - 1;
                var decided = 0U;
                int* first = _ring.Pointer + k, second = first + apart, rule = _earlier.Pointer;
                for (var r = 0; r < _earlierRules; r++)
                {
                    var lanes = rule[0];
                    var here = rule[1];
                    rule += 2;
                    var same = valid & ~decided;
                    for (var lane = 0; lane < lanes; lane++, rule++)
                        same &= Vector256.Equals(Vector256.Load(first + (*rule * Capacity)), Vector256.Load(second + (*rule * Capacity))).ExtractMostSignificantBits();
                    if (same == 0)
                        continue;
                    if (here != 0)
                    {
                        decided |= same;
                        rules.Made[r] += BitOperations.PopCount(same);
                    }
                    else
                    {
                        valid &= ~(doubt ? (uint)rules.Confirm(r, rows, k, 1, k + apart < count ? k + apart : k + apart - count, same) : same);
                    }
                }
                passes += BitOperations.PopCount(valid & ~decided);
                if (valid == 0)
                    continue;
                for (var kept = valid & Vector256.GreaterThanOrEqual(Sum(first, second, k), limit).ExtractMostSignificantBits(); kept != 0; kept &= kept - 1)
                {
                    var i = k + BitOperations.TrailingZeroCount(kept);
                    var j = i + apart;
                    found[written++] = j < count ? (i << 16) | j : ((j - count) << 16) | i;
                }
            }
        }
        Made += passes;
        return written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ring.Dispose();
        _weights.Dispose();
        _bounds.Dispose();
        _cases.Dispose();
        _earlier.Dispose();
    }

    // The bound of 8 pairs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector256<int> Sum(int* first, int* second, int k)
    {
        var sum = Vector256.Create(_base);
        var weights = _weights.Pointer + k;
        var cases = _cases.Pointer;
        var bounds = _bounds.Pointer;
        for (var end = bounds + _boundCount; bounds < end; bounds++)
        {
            var value = bounds->RestColumn < 0 ? Vector256.Create(bounds->Rest) : Vector256.Load(weights + (bounds->RestColumn * WeightCapacity));
            for (var last = cases + bounds->CaseCount; cases < last; cases++)
            {
                var equal = Vector256.Equals(Vector256.Load(first + (cases->Lane * Capacity)), Vector256.Load(second + (cases->Lane * Capacity)));
                if (cases->SecondLane >= 0)
                    equal &= Vector256.Equals(Vector256.Load(first + (cases->SecondLane * Capacity)), Vector256.Load(second + (cases->SecondLane * Capacity)));
                value = Vector256.ConditionalSelect(equal, cases->Column < 0 ? Vector256.Create(cases->Weight) : Vector256.Load(weights + (cases->Column * WeightCapacity)), value);
            }
            if (bounds->MissingLane >= 0)
            {
                var either = Vector256.Load(first + (bounds->MissingLane * Capacity)) | Vector256.Load(second + (bounds->MissingLane * Capacity));
                value = Vector256.ConditionalSelect(Vector256.LessThan(either, Vector256<int>.Zero), Vector256.Create(bounds->Missing), value);
            }
            sum += value;
        }
        return sum;
    }

    static NativeArray<T> Native<T>(List<T> items)
        where T : unmanaged
    {
        var array = new NativeArray<T>(Math.Max(1, items.Count));
        for (var k = 0; k < items.Count; k++)
            array[k] = items[k];
        return array;
    }

    struct Bound
    {
        public int Rest;
        public int RestColumn;
        public int Missing;
        public int MissingLane;
        public int FirstCase;
        public int CaseCount;
    }

    struct Case
    {
        public int Lane;
        public int SecondLane;
        public int Weight;
        public int Column;
    }
}
