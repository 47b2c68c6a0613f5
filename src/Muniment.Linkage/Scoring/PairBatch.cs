using System.Numerics;
using System.Runtime.CompilerServices;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>Pairs of records compared in full, some dozen at a time.</summary>
/// <remarks>
/// Records drawn from a large table, their values and the values' weights are in no cache. What all pairs of a batch need is asked for first and
/// read afterwards, comparison by comparison, so that the waiting of one pair is the work of the others. The levels are those of
/// <see cref="ComparisonKernel.Level(int*, int*)"/> for the pair or its mirror image. One instance a thread.
/// </remarks>
sealed unsafe class PairBatch
{
    /// <summary>Pairs of a batch: their records and signatures stay in the nearest cache.</summary>
    public const int Size = 64;

    readonly PreparedModel _prepared;
    readonly bool[]? _asked;
    readonly (int Left, int Right)[] _pairs = new (int, int)[Size];
    readonly byte[] _levels;
    readonly ulong[] _equal = new ulong[Size], _missing = new ulong[Size];
    readonly uint[] _possible = new uint[Size];
    readonly int[] _open = new int[Size];

    /// <summary>An empty batch.</summary>
    /// <param name="prepared">The comparisons on lanes.</param>
    /// <param name="asked">[comparisons] false: not compared; null: all are.</param>
    public PairBatch(PreparedModel prepared, bool[]? asked = null)
    {
        _prepared = prepared;
        _asked = asked;
        _levels = new byte[Size * prepared.Comparisons.Length];
    }

    /// <summary>Pairs added.</summary>
    public int Count { get; private set; }

    /// <summary>The pairs added.</summary>
    public ReadOnlySpan<(int Left, int Right)> Pairs => _pairs.AsSpan(0, Count);

    /// <summary>Adds a pair of rows.</summary>
    /// <returns>True: the batch is full, compare it.</returns>
    public bool Add(int left, int right)
    {
        var (lanes, stride) = (_prepared.Lanes, _prepared.Lanes.Stride);
        EqualLanes.Prefetch(lanes[left], stride);
        EqualLanes.Prefetch(lanes[right], stride);
        _pairs[Count++] = (left, right);
        return Count == Size;
    }

    /// <summary>Forgets the pairs.</summary>
    public void Clear() => Count = 0;

    /// <summary>[comparisons] the level of each for one pair, after <see cref="Compare()"/>; <see cref="AgreementPatterns.NotAsked"/> where it was not asked.</summary>
    public ReadOnlySpan<byte> LevelsOf(int pair)
    {
        var comparisons = _prepared.Comparisons.Length;
        return _levels.AsSpan(pair * comparisons, comparisons);
    }

    /// <summary>Compares the pairs added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Its vectors cannot be compiled ahead of time, and its slow first version would see a million pairs.
    public void Compare()
    {
        var kernels = _prepared.Comparisons;
        var lanes = _prepared.Lanes;
        for (var pair = 0; pair < Count; pair++)
            _equal[pair] = lanes.Stride > EqualLanes.Most ? 0 : EqualLanes.Of(lanes[_pairs[pair].Left], lanes[_pairs[pair].Right], lanes.Stride, out _missing[pair]);
        for (var k = 0; k < kernels.Length; k++)
        {
            if (_asked is not null && !_asked[k])
                Fill(k, AgreementPatterns.NotAsked);
            else if (lanes.Stride > EqualLanes.Most || !kernels[k].IsPlanned)
                CompareOneByOne(k);
            else
                Compare(k);
        }
    }

    // First what equal lanes tell, then what signatures rule out, then the texts: few pairs come so far.
    void Compare(int comparison)
    {
        var (kernel, lanes, stride) = (_prepared.Comparisons[comparison], _prepared.Lanes, _prepared.Comparisons.Length);
        var to = comparison;
        var open = 0;
        for (var pair = 0; pair < Count; pair++, to += stride)
        {
            var possible = _possible[pair] = kernel.Possible(_equal[pair], _missing[pair]);
            _levels[to] = (byte)BitOperations.TrailingZeroCount(possible);
            if (!ComparisonKernel.IsOpen(possible))
                continue;
            _open[open++] = pair;
            kernel.Prefetch(lanes[_pairs[pair].Left]);
            kernel.Prefetch(lanes[_pairs[pair].Right]);
        }
        var read = 0;
        foreach (var pair in _open.AsSpan(0, open))
        {
            var possible = _possible[pair] = kernel.Possible(lanes[_pairs[pair].Left], lanes[_pairs[pair].Right], _possible[pair]);
            _levels[(pair * stride) + comparison] = (byte)BitOperations.TrailingZeroCount(possible);
            if (!ComparisonKernel.IsOpen(possible))
                continue;
            _open[read++] = pair;
            kernel.PrefetchTexts(lanes[_pairs[pair].Left], false);
            kernel.PrefetchTexts(lanes[_pairs[pair].Right], false);
        }
        foreach (var pair in _open.AsSpan(0, read))
        {
            kernel.PrefetchTexts(lanes[_pairs[pair].Left], true);
            kernel.PrefetchTexts(lanes[_pairs[pair].Right], true);
        }
        foreach (var pair in _open.AsSpan(0, read))
        {
            var (left, right) = _pairs[pair];
            if (kernel.IsMirrored(lanes[left], lanes[right]))
                (left, right) = (right, left);
            _levels[(pair * stride) + comparison] = (byte)kernel.Level(lanes[left], lanes[right], _possible[pair]);
        }
    }

    void CompareOneByOne(int comparison)
    {
        for (var pair = 0; pair < Count; pair++)
            _levels[(pair * _prepared.Comparisons.Length) + comparison] = (byte)_prepared.Comparisons[comparison].Level(_prepared.Lanes[_pairs[pair].Left], _prepared.Lanes[_pairs[pair].Right]);
    }

    void Fill(int comparison, byte level)
    {
        for (var pair = 0; pair < Count; pair++)
            _levels[(pair * _prepared.Comparisons.Length) + comparison] = level;
    }
}
