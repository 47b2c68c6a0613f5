using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Scoring;

/// <summary>Pairs that wait to be scored together: the same scores as <see cref="PairScorer.TryScore"/> gives one by one.</summary>
/// <remarks>
/// In a large table the values of a pair are in no cache. So pairs go through in steps: what equal lanes say of every level, then what the signatures of texts
/// rule out, then the texts. Before each step what it reads is asked for, for all pairs still in question, and those that can no longer reach the
/// threshold leave after every comparison. One instance a thread.
/// </remarks>
sealed unsafe class ScoreQueue
{
    /// <summary>Most pairs that wait.</summary>
    public const int Size = 64;

    readonly PairScorer _scorer;
    readonly Lanes _lanes;
    readonly long _threshold;
    readonly Waiting[] _waiting = new Waiting[Size];
    readonly int[] _bounds; // [slots × comparisons] the most a pair can still score on each
    readonly uint[] _possible; // [slots × comparisons] its possible levels
    readonly int _comparisons;
    readonly int[] _read; // the comparisons that read texts, in the order that decides most pairs soonest
    readonly bool _isPlanned;

    /// <summary>An empty queue.</summary>
    /// <param name="scorer">Scores the pairs.</param>
    /// <param name="threshold">What a pair must reach, in integers of 2^-40 bit.</param>
    public ScoreQueue(PairScorer scorer, long threshold)
    {
        (_scorer, _lanes, _threshold) = (scorer, scorer.Prepared.Lanes, threshold);
        _comparisons = scorer.Prepared.Comparisons.Length;
        _bounds = new int[Size * _comparisons];
        _possible = new uint[Size * _comparisons];
        _isPlanned = _lanes.Stride <= EqualLanes.Most && !scorer.Prepared.Comparisons.ToArray().Any(kernel => !kernel.IsPlanned);
        _read = [.. scorer.Order.ToArray().Where(comparison => scorer.Prepared.Comparisons[comparison].ReadsValues)];
    }

    /// <summary>Number of pairs that wait; after <see cref="Score"/>, of those that reach the threshold.</summary>
    public int Count { get; private set; }

    /// <summary>The k-th pair and, after <see cref="Score"/>, its score.</summary>
    public (int Left, int Right, long Total) this[int k] => (_waiting[k].Left, _waiting[k].Right, _waiting[k].Total);

    /// <summary>Adds a pair, unless its bound already says that it cannot reach the threshold.</summary>
    /// <returns>True: the queue is full.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Its vectors cannot be compiled ahead of time, and its slow first version would see a million pairs.
    public bool Add(int left, int right)
    {
        ref var pair = ref _waiting[Count];
        int* a = _lanes[left], b = _lanes[right];
        fixed (int* bounds = &_bounds[Count * _comparisons])
        {
            if (_isPlanned)
            {
                pair.Equal = EqualLanes.Of(a, b, _lanes.Stride, out pair.Missing);
                pair.Upper = _scorer.Bound.Total(pair.Equal, pair.Missing, a, bounds);
            }
            else
            {
                pair.Upper = _scorer.Bound.Total(a, b, bounds);
            }
        }
        if (pair.Upper < _threshold)
            return false;
        (pair.Left, pair.Right, pair.Total, pair.Agreeing, pair.Slot) = (left, right, _scorer.Prior, 0, Count * _comparisons);
        return ++Count == Size;
    }

    /// <summary>Leaves the pairs that reach the threshold, in the order they came.</summary>
    public void Score()
    {
        if (_isPlanned)
        {
            foreach (var comparison in _read)
                RuleOut(comparison);
            foreach (var comparison in _read)
                PrefetchTexts(comparison, false);
            foreach (var comparison in _read)
                PrefetchTexts(comparison, true);
        }
        foreach (var comparison in _scorer.Order)
            Compare(comparison);
        var reached = 0;
        foreach (ref var pair in _waiting.AsSpan(0, Count))
        {
            pair.Total = _scorer.Capped(pair.Total, pair.Agreeing);
            if (pair.Total >= _threshold)
                _waiting[reached++] = pair;
        }
        Count = reached;
    }

    /// <summary>Forgets all pairs.</summary>
    public void Clear() => Count = 0;

    // The levels that signatures rule out, and with them the pairs that only those would have saved.
    void RuleOut(int comparison)
    {
        var kernel = _scorer.Prepared.Comparisons[comparison];
        foreach (ref readonly var pair in _waiting.AsSpan(0, Count))
        {
            var possible = _possible[pair.Slot + comparison] = kernel.Possible(pair.Equal, pair.Missing);
            if (!ComparisonKernel.IsOpen(possible))
                continue;
            kernel.Prefetch(_lanes[pair.Left]);
            kernel.Prefetch(_lanes[pair.Right]);
        }
        var left = 0;
        foreach (ref var pair in _waiting.AsSpan(0, Count))
        {
            ref var possible = ref _possible[pair.Slot + comparison];
            if (ComparisonKernel.IsOpen(possible))
            {
                possible = kernel.Possible(_lanes[pair.Left], _lanes[pair.Right], possible);
                ref var bound = ref _bounds[pair.Slot + comparison];
                var most = _scorer.Bound.Most(comparison, possible);
                if (most < bound)
                {
                    pair.Upper -= (long)(bound - most) << ScoreBound.Shift;
                    bound = most;
                }
            }
            if (pair.Upper >= _threshold)
                _waiting[left++] = pair;
        }
        Count = left;
    }

    void PrefetchTexts(int comparison, bool text)
    {
        var kernel = _scorer.Prepared.Comparisons[comparison];
        foreach (ref readonly var pair in _waiting.AsSpan(0, Count))
        {
            if (!ComparisonKernel.IsOpen(_possible[pair.Slot + comparison]))
                continue;
            kernel.PrefetchTexts(_lanes[pair.Left], text);
            kernel.PrefetchTexts(_lanes[pair.Right], text);
        }
    }

    void Compare(int comparison)
    {
        var kernel = _scorer.Prepared.Comparisons[comparison];
        var levels = _scorer.Levels[comparison];
        foreach (ref var pair in _waiting.AsSpan(0, Count))
        {
            int* a = _lanes[pair.Left], b = _lanes[pair.Right];
            pair.Level = !_isPlanned ? kernel.Level(a, b)
                : kernel.Level(a, b, kernel.ReadsValues ? _possible[pair.Slot + comparison] : kernel.Possible(pair.Equal, pair.Missing));
            levels[pair.Level].Prefetch(a, b);
        }
        var left = 0;
        foreach (ref var pair in _waiting.AsSpan(0, Count))
        {
            ref readonly var level = ref levels[pair.Level];
            var weight = level.Weight + level.Adjustment(_lanes[pair.Left], _lanes[pair.Right]);
            pair.Total += weight;
            pair.Agreeing += weight > 0 ? _scorer.EvidenceOf(comparison) : 0;
            pair.Upper += weight - ((long)_bounds[pair.Slot + comparison] << ScoreBound.Shift);
            if (pair.Upper >= _threshold)
                _waiting[left++] = pair;
        }
        Count = left;
    }

    struct Waiting
    {
        public int Left;
        public int Right;
        public int Slot;
        public int Level;
        public int Agreeing;
        public ulong Equal;
        public ulong Missing;
        public long Total;
        public long Upper;
    }
}
