using System.Numerics;
using System.Runtime.Intrinsics;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>Looks at every pair of one block and keeps those whose bound reaches the threshold and that no earlier rule has made.</summary>
/// <remarks>
/// The block's records are held lane by lane ([lanes × capacity]), so one record is compared with 16 others at a time: one equality mask a lane
/// gives both the bound (what each comparison can at most be worth) and, and-ed over a rule's key lanes, whether an earlier rule makes the pair.
/// One instance a thread. Partial: the other file holds the kernels, one a vector width.
/// </remarks>
sealed unsafe partial class PairSieve : IDisposable
{
    const int Padding = 16;

    readonly ComparisonBound[] _bounds;
    readonly int[] _position; // of each lane in _lanes
    readonly int[] _lanes; // lane of the packed record behind each column of the block
    readonly int[][] _earlier; // for each earlier rule, positions in _lanes of its keys
    readonly int _prior;
    readonly VectorWidth _width;
    readonly Columns.NativeArray<Step> _steps;
    readonly Columns.NativeArray<Case> _cases;
    readonly Columns.NativeArray<int> _flatEarlier;
    readonly Columns.NativeArray<int> _values;
    Columns.NativeArray<int> _block;
    int _capacity;

    /// <summary>A sieve for the pairs of one rule.</summary>
    /// <param name="bound">The bound; null: every pair passes.</param>
    /// <param name="earlier">Key lanes of each rule whose pairs are not to be made again.</param>
    /// <param name="width">Which vectors to use.</param>
    public PairSieve(ScoreBound? bound, IReadOnlyList<int[]> earlier, VectorWidth width)
    {
        _bounds = bound is null ? [] : bound.Comparisons.ToArray();
        _prior = bound?.Prior ?? 0;
        _lanes = [.. _bounds.SelectMany(comparison => comparison.Lanes).Concat(earlier.SelectMany(keys => keys)).Distinct().Order()];
        _position = new int[_lanes.Length == 0 ? 0 : _lanes[^1] + 1];
        foreach (var (position, lane) in _lanes.Index())
            _position[lane] = position;
        _earlier = [.. earlier.Select(keys => keys.Select(lane => _position[lane]).ToArray())];
        _width = width != VectorWidth.Widest ? width
            : Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
            : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
            : VectorWidth.Scalar;
        _steps = new(Math.Max(1, _bounds.Length));
        _cases = new(Math.Max(1, _bounds.Sum(comparison => comparison.Cases.Length)));
        _values = new(Math.Max(1, _lanes.Length));
        _flatEarlier = new(Math.Max(1, _earlier.Sum(keys => keys.Length + 1)));
        var at = 0;
        foreach (var keys in _earlier)
        {
            _flatEarlier[at++] = keys.Length;
            foreach (var key in keys)
                _flatEarlier[at++] = key;
        }
        _block = new(0);
    }

    /// <summary>Number of records in the block.</summary>
    public int Count { get; private set; }

    /// <summary>Pairs looked at that no earlier rule is known to have made.</summary>
    public long Made { get; private set; }

    /// <summary>[earlier rules] true where its pairs are made here after all, and counted as its own.</summary>
    public bool[] Here { get; init; } = [];

    /// <summary>Copies a block's records into lanes.</summary>
    /// <param name="lanes">The packed records.</param>
    /// <param name="rows">The block's rows.</param>
    public void Load(Lanes lanes, ReadOnlySpan<int> rows)
    {
        Count = rows.Length;
        if (rows.Length + Padding > _capacity)
        {
            _capacity = (int)BitOperations.RoundUpToPowerOf2((uint)(rows.Length + Padding));
            _block.Dispose();
            _block = new((long)_capacity * Math.Max(1, _lanes.Length));
        }
        for (var i = 0; i < rows.Length; i++)
        {
            var record = lanes[rows[i]];
            var to = _block.Pointer + i;
            foreach (var lane in _lanes)
            {
                *to = record[lane];
                to += _capacity;
            }
        }
    }

    /// <summary>The records that record <paramref name="i"/> of the block makes a pair with.</summary>
    /// <param name="i">Index in the block.</param>
    /// <param name="from">First index to pair it with, above <paramref name="i"/>.</param>
    /// <param name="threshold">Bound (2^-16 bit) a pair must reach.</param>
    /// <param name="made">[Count] receives the indices.</param>
    /// <param name="rules">Receives the pairs made for other rules, and is asked where there is doubt.</param>
    /// <param name="doubt">True where agreeing on an earlier rule's keys may not be enough.</param>
    /// <param name="rows">The block's rows, for <paramref name="rules"/>.</param>
    /// <returns>How many indices were written.</returns>
    public int Sift(int i, int from, int threshold, int* made, EarlierRules rules, bool doubt, ReadOnlySpan<int> rows)
    {
        var work = new Work { Base = _prior, Threshold = threshold, Steps = _steps.Pointer, Earlier = _flatEarlier.Pointer, EarlierRules = _earlier.Length, Values = _values.Pointer, Block = _block.Pointer, Capacity = _capacity, Count = Count };
        for (var lane = 0; lane < _lanes.Length; lane++)
            _values[lane] = _block[((long)lane * _capacity) + i];
        var cases = _cases.Pointer;
        foreach (var bound in _bounds)
        {
            if (bound.MissingLane >= 0 && _values[_position[bound.MissingLane]] == 0)
            {
                work.Base += bound.Missing;
                continue;
            }
            var step = new Step { Rest = bound.Rest, Missing = bound.Missing, MissingLane = bound.MissingLane < 0 ? null : LanePointer(bound.MissingLane), Cases = cases };
            // Last case first: an earlier one overrides it.
            for (var k = bound.Cases.Length - 1; k >= 0; k--)
            {
                ref readonly var item = ref bound.Cases[k];
                var code = _values[_position[item.Lane]];
                if (code == 0 || (item.SecondLane >= 0 && _values[_position[item.SecondLane]] == 0))
                    continue;
                *cases++ = new Case
                {
                    Lane = LanePointer(item.Lane),
                    Code = code,
                    SecondLane = item.SecondLane < 0 ? null : LanePointer(item.SecondLane),
                    SecondCode = item.SecondLane < 0 ? 0 : _values[_position[item.SecondLane]],
                    Weight = item.At(code),
                };
                step.CaseCount++;
            }
            if (step.CaseCount == 0 && step.MissingLane == null)
                work.Base += step.Rest;
            else
                _steps[work.StepCount++] = step;
        }
        return _width switch
        {
            VectorWidth.Bits512 => Sift512(ref work, i, from, made, rules, doubt, rows),
            VectorWidth.Bits256 => Sift256(ref work, i, from, made, rules, doubt, rows),
            _ => SiftScalar(ref work, i, from, made, rules, doubt, rows),
        };
    }

    int* LanePointer(int lane) => _block.Pointer + ((long)_position[lane] * _capacity);

    /// <inheritdoc/>
    public void Dispose()
    {
        _cases.Dispose();
        _steps.Dispose();
        _values.Dispose();
        _flatEarlier.Dispose();
        _block.Dispose();
    }

    struct Step
    {
        public int Rest;
        public int Missing;
        public int CaseCount;
        public int* MissingLane;
        public Case* Cases;
    }

    struct Case
    {
        public int* Lane;
        public int* SecondLane;
        public int Code;
        public int SecondCode;
        public int Weight;
    }

    struct Work
    {
        public int Base;
        public int Threshold;
        public int StepCount;
        public int EarlierRules;
        public int Capacity;
        public int Count;
        public int* Block;
        public int* Values;
        public int* Earlier;
        public Step* Steps;
    }
}
