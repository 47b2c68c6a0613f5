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
/// One instance a thread. Partial: one other file sets it up, one asks whether texts can be alike.
/// </remarks>
sealed unsafe partial class RingSieve : IDisposable
{
    /// <summary>Most records of a block: its lanes, twice, stay in the second cache.</summary>
    public const int Most = 400;

    const int Step = 8; // pairs at a time: 256 bits, which blocks of a dozen records fill better than 512
    const int Capacity = (2 * Most) + Step;
    const int WeightCapacity = Most + Step;

    readonly int[] _lanes; // lane of the packed record behind each column of the ring; behind them the columns of texts
    readonly TextLane[] _texts;
    readonly int[][] _rarity; // [weight columns] what is added, by code
    readonly int[] _rarityLane; // [weight columns] position in _lanes of the code
    readonly NativeArray<int> _ring;
    readonly NativeArray<int> _weights;
    readonly NativeArray<Bound> _bounds;
    readonly NativeArray<Level> _levels;
    readonly NativeArray<int> _earlier; // for each earlier rule: number of lanes, 1 if its pairs are made here, positions of its lanes
    readonly int _earlierRules;
    readonly int _base;
    readonly int _boundCount;
    int _count;

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
                foreach (ref readonly var text in _texts.AsSpan())
                    text.Prefetch(record);
                var to = _ring.Pointer + i;
                for (var k = 0; k < _lanes.Length; k++, to += Capacity)
                {
                    var code = record[positions[k]];
                    to[0] = to[count] = code == 0 ? -1 - i : code;
                }
            }
        }
        var column = _ring.Pointer + (_lanes.Length * Capacity);
        foreach (ref readonly var text in _texts.AsSpan())
        {
            text.Load(column, Capacity, lanes, rows);
            column += TextLane.Columns * Capacity;
        }
        for (var rarity = 0; rarity < _rarity.Length; rarity++)
        {
            var byCode = _rarity[rarity];
            int* codes = _ring.Pointer + (_rarityLane[rarity] * Capacity), weights = _weights.Pointer + (rarity * WeightCapacity);
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
        _levels.Dispose();
        _earlier.Dispose();
    }

    // The bound of 8 pairs, comparison by comparison, the last level first: a plain one that holds overrides those behind it, any other that may hold
    // raises the bound.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector256<int> Sum(int* first, int* second, int k)
    {
        var sum = Vector256.Create(_base);
        var weights = _weights.Pointer + k;
        var level = _levels.Pointer;
        var bounds = _bounds.Pointer;
        for (var end = bounds + _boundCount; bounds < end; bounds++)
        {
            var value = Vector256.Create(bounds->Rest);
            if (bounds->RestColumn >= 0)
                value += Vector256.Load(weights + (bounds->RestColumn * WeightCapacity)) ^ Vector256.Create(bounds->RestSign);
            for (var last = level + bounds->LevelCount; level < last; level++)
            {
                var holds = Vector256<int>.AllBitsSet;
                if (level->Lane >= 0)
                    holds = Vector256.Equals(Vector256.Load(first + (level->Lane * Capacity)), Vector256.Load(second + (level->Lane * Capacity)));
                if (level->SecondLane >= 0)
                    holds &= Vector256.Equals(Vector256.Load(first + (level->SecondLane * Capacity)), Vector256.Load(second + (level->SecondLane * Capacity)));
                var worth = Vector256.Create(level->Weight);
                if (level->Column >= 0)
                    worth += Vector256.Load(weights + (level->Column * WeightCapacity)) ^ Vector256.Create(level->Sign);
                if (level->IsPlain == 0)
                {
                    if (level->LeftText >= 0)
                        holds &= level->MostLacking >= 0 ? Near(first, second, level) : Alike(first, second, level);
                    worth = Vector256.Max(worth, value);
                }
                value = Vector256.ConditionalSelect(holds, worth, value);
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
}
