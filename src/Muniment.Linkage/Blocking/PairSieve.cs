using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>Which vector width a <see cref="PairSieve"/> uses. All give the same answers.</summary>
public enum VectorWidth
{
    /// <summary>The widest the processor has.</summary>
    Widest,

    /// <summary>512 bits: 16 pairs at a time.</summary>
    Bits512,

    /// <summary>256 bits: 8 pairs at a time.</summary>
    Bits256,

    /// <summary>One pair at a time.</summary>
    Scalar,
}

/// <summary>Looks at every pair of one block and keeps those whose bound reaches the threshold and that no earlier rule has made.</summary>
/// <remarks>
/// The block's records are held lane by lane ([lanes × capacity]), so one record is compared with 16 others at a time: one equality mask a lane
/// gives both the bound (what each comparison can at most be worth) and, and-ed over a rule's key lanes, whether an earlier rule makes the pair.
/// One instance a thread.
/// </remarks>
sealed unsafe class PairSieve : IDisposable
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
    public long Made { get; set; }

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
    /// <param name="doubtful">Tells whether a pair on the keys of an earlier rule was really made by it; null: always.</param>
    /// <param name="rows">The block's rows, for <paramref name="doubtful"/>.</param>
    /// <returns>How many indices were written.</returns>
    public int Sift(int i, int from, int threshold, int* made, BlockWorker? doubtful, ReadOnlySpan<int> rows)
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
            VectorWidth.Bits512 => Sift512(ref work, i, from, made, doubtful, rows),
            VectorWidth.Bits256 => Sift256(ref work, i, from, made, doubtful, rows),
            _ => SiftScalar(ref work, i, from, made, doubtful, rows),
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

    // 16 pairs a step. Lanes past the end hold whatever an earlier block left: `valid` masks them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Sift512(ref Work work, int i, int from, int* made, BlockWorker? doubtful, ReadOnlySpan<int> rows)
    {
        var count = 0;
        var passes = 0L;
        var limit = Vector512.Create(work.Threshold);
        for (var j = from; j < work.Count; j += 16)
        {
            var valid = work.Count - j >= 16 ? 0xFFFFUL : (1UL << (work.Count - j)) - 1;
            var rule = work.Earlier;
            for (var r = 0; r < work.EarlierRules && valid != 0; r++)
            {
                var keys = *rule++;
                var same = valid;
                for (var k = 0; k < keys; k++, rule++)
                {
                    var code = work.Values[*rule];
                    same = code == 0 ? 0 : same & Vector512.Equals(Vector512.Load(work.Block + ((long)*rule * work.Capacity) + j), Vector512.Create(code)).ExtractMostSignificantBits();
                }
                if (same != 0)
                    valid &= ~(doubtful is null ? same : doubtful.Confirm(r, rows, i, j, same));
            }
            passes += BitOperations.PopCount(valid);
            var sum = Vector512.Create(work.Base);
            for (var k = 0; k < work.StepCount; k++)
            {
                ref var step = ref work.Steps[k];
                var value = Vector512.Create(step.Rest);
                for (var c = 0; c < step.CaseCount; c++)
                {
                    ref var item = ref step.Cases[c];
                    var equal = Vector512.Equals(Vector512.Load(item.Lane + j), Vector512.Create(item.Code));
                    if (item.SecondLane != null)
                        equal &= Vector512.Equals(Vector512.Load(item.SecondLane + j), Vector512.Create(item.SecondCode));
                    value = Vector512.ConditionalSelect(equal, Vector512.Create(item.Weight), value);
                }
                if (step.MissingLane != null)
                    value = Vector512.ConditionalSelect(Vector512.Equals(Vector512.Load(step.MissingLane + j), Vector512<int>.Zero), Vector512.Create(step.Missing), value);
                sum += value;
            }
            for (var kept = valid & Vector512.GreaterThanOrEqual(sum, limit).ExtractMostSignificantBits(); kept != 0; kept &= kept - 1)
                made[count++] = j + BitOperations.TrailingZeroCount(kept);
        }
        Made += passes;
        return count;
    }

    // The same, 8 pairs a step.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Sift256(ref Work work, int i, int from, int* made, BlockWorker? doubtful, ReadOnlySpan<int> rows)
    {
        var count = 0;
        var passes = 0L;
        var limit = Vector256.Create(work.Threshold);
        for (var j = from; j < work.Count; j += 8)
        {
            var valid = work.Count - j >= 8 ? 0xFFUL : (1UL << (work.Count - j)) - 1;
            var rule = work.Earlier;
            for (var r = 0; r < work.EarlierRules && valid != 0; r++)
            {
                var keys = *rule++;
                var same = valid;
                for (var k = 0; k < keys; k++, rule++)
                {
                    var code = work.Values[*rule];
                    same = code == 0 ? 0 : same & Vector256.Equals(Vector256.Load(work.Block + ((long)*rule * work.Capacity) + j), Vector256.Create(code)).ExtractMostSignificantBits();
                }
                if (same != 0)
                    valid &= ~(doubtful is null ? same : doubtful.Confirm(r, rows, i, j, same));
            }
            passes += BitOperations.PopCount(valid);
            var sum = Vector256.Create(work.Base);
            for (var k = 0; k < work.StepCount; k++)
            {
                ref var step = ref work.Steps[k];
                var value = Vector256.Create(step.Rest);
                for (var c = 0; c < step.CaseCount; c++)
                {
                    ref var item = ref step.Cases[c];
                    var equal = Vector256.Equals(Vector256.Load(item.Lane + j), Vector256.Create(item.Code));
                    if (item.SecondLane != null)
                        equal &= Vector256.Equals(Vector256.Load(item.SecondLane + j), Vector256.Create(item.SecondCode));
                    value = Vector256.ConditionalSelect(equal, Vector256.Create(item.Weight), value);
                }
                if (step.MissingLane != null)
                    value = Vector256.ConditionalSelect(Vector256.Equals(Vector256.Load(step.MissingLane + j), Vector256<int>.Zero), Vector256.Create(step.Missing), value);
                sum += value;
            }
            for (var kept = valid & Vector256.GreaterThanOrEqual(sum, limit).ExtractMostSignificantBits(); kept != 0; kept &= kept - 1)
                made[count++] = j + BitOperations.TrailingZeroCount(kept);
        }
        Made += passes;
        return count;
    }

    int SiftScalar(ref Work work, int i, int from, int* made, BlockWorker? doubtful, ReadOnlySpan<int> rows)
    {
        var count = 0;
        for (var j = from; j < work.Count; j++)
        {
            var known = false;
            var rule = work.Earlier;
            for (var r = 0; r < work.EarlierRules; r++)
            {
                var keys = *rule++;
                var same = true;
                for (var k = 0; k < keys; k++, rule++)
                    same &= work.Values[*rule] != 0 && work.Values[*rule] == work.Block[((long)*rule * work.Capacity) + j];
                known |= same && !known && (doubtful is null || doubtful.Confirm(r, rows, i, j, 1) != 0);
            }
            if (known)
                continue;
            Made++;
            var sum = work.Base;
            for (var k = 0; k < work.StepCount; k++)
            {
                ref var step = ref work.Steps[k];
                var value = step.Rest;
                for (var c = 0; c < step.CaseCount; c++)
                {
                    ref var item = ref step.Cases[c];
                    if (item.Lane[j] == item.Code && (item.SecondLane == null || item.SecondLane[j] == item.SecondCode))
                        value = item.Weight;
                }
                sum += step.MissingLane != null && step.MissingLane[j] == 0 ? step.Missing : value;
            }
            if (sum >= work.Threshold)
                made[count++] = j;
        }
        return count;
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
