namespace Muniment.Linkage.Scoring;

/// <summary>Pairs that wait to be scored together: the same scores as <see cref="PairScorer.TryScore"/> gives one by one.</summary>
/// <remarks>
/// In a large table the values of a pair are in no cache. Comparison by comparison, what the pairs still in question need is asked for before the first
/// of them is compared, and those that can no longer reach the threshold leave. One instance a thread.
/// </remarks>
sealed unsafe class ScoreQueue
{
    /// <summary>Most pairs that wait.</summary>
    public const int Size = 64;

    readonly PairScorer _scorer;
    readonly Lanes _lanes;
    readonly long _threshold;
    readonly Waiting[] _waiting = new Waiting[Size];
    readonly int[] _bounds;

    /// <summary>An empty queue.</summary>
    /// <param name="scorer">Scores the pairs.</param>
    /// <param name="threshold">What a pair must reach, in integers of 2^-40 bit.</param>
    public ScoreQueue(PairScorer scorer, long threshold)
    {
        (_scorer, _lanes, _threshold) = (scorer, scorer.Prepared.Lanes, threshold);
        _bounds = new int[Size * scorer.Prepared.Comparisons.Length];
    }

    /// <summary>Number of pairs that wait; after <see cref="Score"/>, of those that reach the threshold.</summary>
    public int Count { get; private set; }

    /// <summary>The k-th pair and, after <see cref="Score"/>, its score.</summary>
    public (int Left, int Right, long Total) this[int k] => (_waiting[k].Left, _waiting[k].Right, _waiting[k].Total);

    /// <summary>Adds a pair, unless its bound already says that it cannot reach the threshold.</summary>
    /// <returns>True: the queue is full.</returns>
    public bool Add(int left, int right)
    {
        ref var pair = ref _waiting[Count];
        var comparisons = _scorer.Prepared.Comparisons.Length;
        fixed (int* bounds = &_bounds[Count * comparisons])
        {
            pair.Upper = _scorer.Bound.Total(_lanes[left], _lanes[right], bounds);
        }
        if (pair.Upper < _threshold)
            return false;
        (pair.Left, pair.Right, pair.Total, pair.Agreeing, pair.Slot) = (left, right, _scorer.Prior, 0, Count * comparisons);
        return ++Count == Size;
    }

    /// <summary>Leaves the pairs that reach the threshold, in the order they came.</summary>
    public void Score()
    {
        foreach (var comparison in _scorer.Order)
        {
            var kernel = _scorer.Prepared.Comparisons[comparison];
            var levels = _scorer.Levels[comparison];
            if (kernel.ReadsValues)
            {
                foreach (ref readonly var pair in _waiting.AsSpan(0, Count))
                {
                    kernel.Prefetch(_lanes[pair.Left]);
                    kernel.Prefetch(_lanes[pair.Right]);
                }
            }
            foreach (ref var pair in _waiting.AsSpan(0, Count))
            {
                int* a = _lanes[pair.Left], b = _lanes[pair.Right];
                pair.Level = kernel.Level(a, b);
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

    struct Waiting
    {
        public int Left;
        public int Right;
        public int Slot;
        public int Level;
        public int Agreeing;
        public long Total;
        public long Upper;
    }
}
