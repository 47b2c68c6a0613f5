using System.Numerics;
using System.Runtime.Intrinsics;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>One thread's share of a rule: sifts and scores the pairs of blocks.</summary>
/// <remarks>Partial: the other file cuts entries into blocks and refines large ones.</remarks>
sealed unsafe partial class BlockWorker : IDisposable
{
    // Up to so many records pairs are compared one by one; measured on blocks of names and dates.
    const int SmallBlock = 2;

    readonly PairScorer _scorer;
    readonly PreparedModel _prepared;
    readonly Lanes _lanes;
    readonly List<PairSource> _earlierSources;
    readonly PairSource[] _own;
    readonly EarlierRules _earlier;
    readonly PairSieve[] _sieves; // for each chain of the rule
    readonly RingSieve? _ring; // for the first chain
    readonly ScoreQueue? _queue; // where a bound lets pairs go before they are scored
    readonly int _threshold;
    readonly long _keep;
    readonly int _cap;
    readonly bool _link;
    readonly bool _anyHere;
    readonly int[] _firstRows;
    readonly int[] _found = new int[RingSieve.Most * (RingSieve.Most - 1) / 2];
    int[] _rows = new int[256];
    int[] _kept = new int[256];
    long _madeOneByOne;
    int _chain;

    public BlockWorker(PairScorer scorer, PairRunOptions options, List<PairSource> earlier, PairSource[] own, Func<int, bool> leftHere)
    {
        _scorer = scorer;
        _prepared = scorer.Prepared;
        _lanes = _prepared.Lanes;
        _earlierSources = earlier;
        _own = own;
        _earlier = new EarlierRules(_prepared, earlier, own, leftHere);
        _anyHere = _earlier.Here.Contains(true);
        _keep = options.KeepBits is { } bits ? PairScorer.Fixed(bits) : long.MinValue;
        var bound = options.KeepBits is null || !options.EarlyExit ? null : scorer.Bound;
        _queue = bound is null ? null : new ScoreQueue(scorer, _keep);
        _cap = own.Length > 0 && own[0].Chain.Length > 0 ? _prepared.Model.BlockCap ?? int.MaxValue : int.MaxValue;
        _link = _prepared.Model.LinkType == LinkType.Link;
        _firstRows = [.. _prepared.Table.Sources.Select(source => source.FirstRow)];
        // Pairs that must be asked one by one all have to come through the sieve, or they could not be counted.
        _threshold = bound is null || _earlier.AnyAsked || (own.Length > 0 && own[0].Prepared.Rest is not null) ? int.MinValue : ScoreBound.RoundUp(_keep);
        _sieves = [.. Enumerable.Range(0, Math.Max(1, own.Length)).Select(chain =>
            new PairSieve(bound, [.. _earlier.Keys, .. own.Take(chain).Select(source => new[] { source.Chain[0] })], options.Width) { Here = _earlier.Here })];
        if (own.Length > 0 && options.Width != VectorWidth.Scalar && Vector256.IsHardwareAccelerated)
            _ring = new RingSieve(bound, _prepared.Data, own[0].Keys, _earlier.Keys, _earlier.Here);
    }

    public EdgeBuffer Edges { get; } = new();

    /// <summary>Pairs of the rule's own.</summary>
    public long Made => _sieves.Sum(sieve => sieve.Made) + (_ring?.Made ?? 0) + _madeOneByOne;

    /// <summary>Pairs made for a rule that was left to this one.</summary>
    public long MadeFor(int rule) => _earlier.MadeFor(rule);

    /// <summary>The pairs of records [from, to) of a block with every later one of the block.</summary>
    public void Pairs(ReadOnlySpan<int> rows, int from, int to)
    {
        if (!_link && rows.Length <= SmallBlock)
            FewPairs(rows);
        else if (!_link && _chain == 0 && rows.Length <= RingSieve.Most && _ring is not null)
            RingPairs(_ring, rows);
        else
            ManyPairs(rows, from, to);
    }

    // A few records are compared one pair at a time: setting up the lanes would cost more than it saves.
    void FewPairs(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = i + 1; j < rows.Length; j++)
            {
                var (left, right) = _earlier.Ordered(rows[i], rows[j]);
                if (_earlier.IsMade(left, right, _chain, out var own))
                    continue;
                _madeOneByOne += own ? 1 : 0;
                ScoreOrdered(left, right);
            }
        }
    }

    void RingPairs(RingSieve ring, ReadOnlySpan<int> rows)
    {
        ring.Load(_lanes, rows);
        fixed (int* found = _found)
        {
            var count = ring.Sift(_threshold, found, _earlier, _earlier.AnyDoubt, rows);
            for (var k = 0; k < count; k++)
                ScorePair(rows[found[k] >> 16], rows[found[k] & 0xFFFF]);
        }
    }

    void ManyPairs(ReadOnlySpan<int> rows, int from, int to)
    {
        if (_kept.Length < rows.Length)
            _kept = new int[BitOperations.RoundUpToPowerOf2((uint)rows.Length)];
        var sieve = _sieves[_chain];
        sieve.Load(_lanes, rows);
        var doubt = _earlier.AnyDoubt || _chain > 0;
        fixed (int* kept = _kept)
        {
            for (var i = from; i < to; i++)
            {
                var next = _link ? NextSource(rows, i) : i + 1;
                if (next >= rows.Length)
                    continue;
                var count = sieve.Sift(i, next, _threshold, kept, _earlier, doubt, rows);
                for (var k = 0; k < count; k++)
                    ScorePair(rows[i], rows[kept[k]]);
            }
        }
    }

    /// <summary>The pairs of a rule that reads different lanes on the left and on the right.</summary>
    public void Join(ReadOnlySpan<ulong> lefts, ReadOnlySpan<ulong> rights)
    {
        int l = 0, r = 0;
        while (l < lefts.Length && r < rights.Length)
        {
            ulong left = lefts[l] >> 32, right = rights[r] >> 32;
            if (left != right)
            {
                _ = left < right ? l++ : r++;
                continue;
            }
            var end = r;
            while (end < rights.Length && rights[end] >> 32 == left)
                end++;
            for (; l < lefts.Length && lefts[l] >> 32 == left; l++)
            {
                for (var k = r; k < end; k++)
                    JoinPair((int)(uint)lefts[l], (int)(uint)rights[k]);
            }
            r = end;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sieve in _sieves)
            sieve.Dispose();
        _ring?.Dispose();
    }

    int NextSource(ReadOnlySpan<int> rows, int i)
    {
        var source = _prepared.Table.SourceOf(rows[i]);
        if (source + 1 == _firstRows.Length)
            return rows.Length;
        var next = rows[(i + 1)..].BinarySearch(_firstRows[source + 1]);
        return i + 1 + (next < 0 ? ~next : next);
    }

    void ScorePair(int first, int second)
    {
        var (left, right) = _earlier.Ordered(first, second);
        ScoreOrdered(left, right);
    }

    void ScoreOrdered(int left, int right)
    {
        int* a = _lanes[left], b = _lanes[right];
        var rule = 0;
        if (_own.Length > 0)
        {
            rule = _own[0].Rule;
            if ((_own[0].Prepared.Rest is { } rest && rest.Level(a, b) != 0) || _earlier.IsMadeByAsked(left, right))
            {
                _madeOneByOne--;
                return;
            }
        }
        Keep(a, b, left, right, rule);
    }

    void JoinPair(int left, int right)
    {
        if (left == right || !_prepared.IsLeft(left, right) || (_link && _prepared.Table.SourceOf(left) == _prepared.Table.SourceOf(right)))
            return;
        int* a = _lanes[left], b = _lanes[right];
        if (!_own[0].Makes(a, b, left, right))
            return;
        foreach (var source in _earlierSources)
        {
            if (source.Makes(a, b, left, right))
                return;
        }
        _madeOneByOne++;
        Keep(a, b, left, right, _own[0].Rule);
    }

    void Keep(int* a, int* b, int left, int right, int rule)
    {
        if (_keep == long.MinValue)
            Add(left, right, _scorer.Score(a, b), rule);
        else if (_queue is null)
        {
            var score = _scorer.Score(a, b);
            if (score >= _keep)
                Add(left, right, score, rule);
        }
        else if (_queue.Add(left, right))
        {
            Finish();
        }
    }

    /// <summary>Scores the pairs that wait; to be called when a piece of work is done.</summary>
    public void Finish()
    {
        if (_queue is null)
            return;
        _queue.Score();
        for (var k = 0; k < 2 * _queue.Count; k++)
        {
            var (left, right, _) = _queue[k % _queue.Count];
            _prepared.PrefetchId(left, k >= _queue.Count);
            _prepared.PrefetchId(right, k >= _queue.Count);
        }
        for (var k = 0; k < _queue.Count; k++)
        {
            var (left, right, total) = _queue[k];
            Add(left, right, total, _own.Length > 0 ? _own[0].Rule : 0);
        }
        _queue.Clear();
    }

    void Add(int left, int right, long score, int rule)
    {
        if (_anyHere && _earlier.FirstHere(left, right) is >= 0 and var other)
            rule = other;
        if (_earlier.IsOriented || _prepared.IsLeft(left, right))
            Edges.Add(left, right, score, rule);
        else
            Edges.Add(right, left, score, rule);
    }
}
