using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>Pairs of records compared in full, some dozen at a time.</summary>
/// <remarks>
/// Records drawn from a large table, their values and the values' weights are in no cache. What all pairs of a batch need is asked for first and
/// read afterwards, comparison by comparison, so that the waiting of one pair is the work of the others. The levels are those of
/// <see cref="ComparisonKernel.Level"/>. One instance a thread.
/// </remarks>
sealed unsafe class PairBatch
{
    /// <summary>Pairs of a batch: their records and signatures stay in the nearest cache.</summary>
    public const int Size = 64;

    readonly PreparedModel _prepared;
    readonly bool[]? _asked;
    readonly (int Left, int Right)[] _pairs = new (int, int)[Size];
    readonly byte[] _levels;

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

    /// <summary>[comparisons] the level of each for one pair, after <see cref="Compare"/>; <see cref="AgreementPatterns.NotAsked"/> where it was not asked.</summary>
    public ReadOnlySpan<byte> LevelsOf(int pair)
    {
        var comparisons = _prepared.Comparisons.Length;
        return _levels.AsSpan(pair * comparisons, comparisons);
    }

    /// <summary>Compares the pairs added.</summary>
    public void Compare()
    {
        var kernels = _prepared.Comparisons;
        var lanes = _prepared.Lanes;
        for (var k = 0; k < kernels.Length; k++)
        {
            var asked = _asked is null || _asked[k];
            if (asked && kernels[k].ReadsValues)
            {
                foreach (var (left, right) in Pairs)
                {
                    kernels[k].Prefetch(lanes[left]);
                    kernels[k].Prefetch(lanes[right]);
                }
            }
            var to = k;
            foreach (var (left, right) in Pairs)
            {
                _levels[to] = asked ? (byte)kernels[k].Level(lanes[left], lanes[right]) : AgreementPatterns.NotAsked;
                to += kernels.Length;
            }
        }
    }
}
