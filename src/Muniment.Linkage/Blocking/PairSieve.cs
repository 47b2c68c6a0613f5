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

    readonly LaneBound[] _bounds;
    readonly int[] _boundLane; // position in _lanes of each bound's lane
    readonly int[] _lanes; // lane of the packed record behind each column of the block
    readonly int[][] _earlier; // for each earlier rule, positions in _lanes of its keys
    readonly int _prior;
    readonly VectorWidth _width;
    readonly Columns.NativeArray<Step> _steps;
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
        _bounds = bound is null ? [] : [.. bound.Comparisons.ToArray().Where(comparison => comparison.Lane >= 0)];
        _prior = bound is null ? 0 : bound.Prior + bound.Comparisons.ToArray().Where(comparison => comparison.Lane < 0).Sum(comparison => comparison.NotEqual);
        _lanes = [.. _bounds.Select(comparison => comparison.Lane).Concat(earlier.SelectMany(keys => keys)).Distinct().Order()];
        _boundLane = [.. _bounds.Select(comparison => Array.IndexOf(_lanes, comparison.Lane))];
        _earlier = [.. earlier.Select(keys => keys.Select(lane => Array.IndexOf(_lanes, lane)).ToArray())];
        _width = width != VectorWidth.Widest ? width
            : Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
            : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
            : VectorWidth.Scalar;
        _steps = new(Math.Max(1, _bounds.Length));
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
        for (var k = 0; k < _bounds.Length; k++)
        {
            ref readonly var bound = ref _bounds[k];
            var code = _values[_boundLane[k]];
            if (code == 0)
                work.Base += bound.Missing;
            else
                _steps[work.StepCount++] = new Step { Lane = _block.Pointer + ((long)_boundLane[k] * _capacity), Code = code, Equal = bound.EqualAt(code), NotEqual = bound.NotEqual, Missing = bound.Missing };
        }
        return _width switch
        {
            VectorWidth.Bits512 => Sift512(ref work, i, from, made, doubtful, rows),
            VectorWidth.Bits256 => Sift256(ref work, i, from, made, doubtful, rows),
            _ => SiftScalar(ref work, i, from, made, doubtful, rows),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
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
                var other = Vector512.Load(step.Lane + j);
                var unequal = Vector512.ConditionalSelect(Vector512.Equals(other, Vector512<int>.Zero), Vector512.Create(step.Missing), Vector512.Create(step.NotEqual));
                sum += Vector512.ConditionalSelect(Vector512.Equals(other, Vector512.Create(step.Code)), Vector512.Create(step.Equal), unequal);
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
                var other = Vector256.Load(step.Lane + j);
                var unequal = Vector256.ConditionalSelect(Vector256.Equals(other, Vector256<int>.Zero), Vector256.Create(step.Missing), Vector256.Create(step.NotEqual));
                sum += Vector256.ConditionalSelect(Vector256.Equals(other, Vector256.Create(step.Code)), Vector256.Create(step.Equal), unequal);
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
                var other = step.Lane[j];
                sum += other == step.Code ? step.Equal : other == 0 ? step.Missing : step.NotEqual;
            }
            if (sum >= work.Threshold)
                made[count++] = j;
        }
        return count;
    }

    struct Step
    {
        public int* Lane;
        public int Code;
        public int Equal;
        public int NotEqual;
        public int Missing;
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
