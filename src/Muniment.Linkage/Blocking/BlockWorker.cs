using System.Numerics;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>One thread's share of a rule: cuts sorted entries into blocks, refines large ones, sifts and scores their pairs.</summary>
sealed unsafe class BlockWorker : IDisposable
{
    // Up to so many records pairs are compared one by one; measured on blocks of names and dates.
    const int SmallBlock = 6;

    readonly PairScorer _scorer;
    readonly PreparedModel _prepared;
    readonly Lanes _lanes;
    readonly List<PairSource> _earlier;
    readonly PairSource[] _own;
    readonly PairSieve[] _sieves; // for each chain of the rule
    readonly PairSource[][] _groups; // what the sieves look for: the sources of each earlier rule, then the rule's own earlier chains
    readonly PairSource[] _asked; // earlier sources that read different lanes on the two sides: asked pair by pair
    readonly bool _anyDoubt;
    readonly bool _oriented;
    readonly bool _bounded;
    readonly int _threshold;
    readonly long _keep;
    readonly int _cap;
    readonly bool _link;
    readonly int[] _firstRows;
    int[] _rows = new int[256];
    int[] _kept = new int[256];
    long _madeOneByOne;
    int _chain;

    public BlockWorker(PairScorer scorer, PairRunOptions options, List<PairSource> earlier, PairSource[] own)
    {
        _scorer = scorer;
        _prepared = scorer.Prepared;
        _lanes = _prepared.Lanes;
        _earlier = earlier;
        _own = own;
        _keep = options.KeepBits is { } bits ? PairScorer.Fixed(bits) : long.MinValue;
        var bound = options.KeepBits is null || !options.EarlyExit ? null : scorer.Bound;
        _bounded = bound is not null;
        _cap = own.Length > 0 && own[0].Chain.Length > 0 ? _prepared.Model.BlockCap ?? int.MaxValue : int.MaxValue;
        _link = _prepared.Model.LinkType == LinkType.Link;
        _firstRows = [.. _prepared.Table.Sources.Select(source => source.FirstRow)];
        var groups = earlier.GroupBy(source => source.Rule).Select(group => group.ToArray()).ToArray();
        _asked = [.. groups.Where(group => !group[0].Prepared.IsSymmetric).SelectMany(group => group)];
        groups = [.. groups.Where(group => group[0].Prepared.IsSymmetric)];
        _oriented = _prepared.Model.Faithful || _asked.Length > 0 || earlier.Concat(own).Any(source => source.Prepared.Rest is not null || !source.Prepared.IsSymmetric);
        _anyDoubt = groups.Any(group => group.Length > 1 || !group[0].IsPlain);
        // Pairs that must be asked one by one all have to come through the sieve, or they could not be counted.
        _threshold = bound is null || _asked.Length > 0 || (own.Length > 0 && own[0].Prepared.Rest is not null) ? int.MinValue : ScoreBound.RoundUp(_keep);
        var keys = groups.Select(group => group[0].Keys).ToArray();
        _groups = [.. groups, .. own.Take(Math.Max(0, own.Length - 1)).Select(source => new[] { source })];
        _sieves = [.. Enumerable.Range(0, Math.Max(1, own.Length)).Select(chain =>
            new PairSieve(bound, [.. keys, .. own.Take(chain).Select(source => new[] { source.Chain[0] })], options.Width))];
    }

    public ulong[] Scratch = [];

    public EdgeBuffer Edges { get; } = new();

    public long Made => _sieves.Sum(sieve => sieve.Made) + _madeOneByOne;

    public long LargeBlocks { get; private set; }

    public long DroppedBlocks { get; private set; }

    public long DroppedPairs { get; private set; }

    /// <summary>The pairs of a partition's sorted entries.</summary>
    public void Blocks(ReadOnlySpan<ulong> entries)
    {
        for (var start = 0; start < entries.Length;)
        {
            var hash = entries[start] >> 32;
            var end = start + 1;
            while (end < entries.Length && entries[end] >> 32 == hash)
                end++;
            if (end - start > 1)
            {
                if (_rows.Length < end - start)
                    _rows = new int[BitOperations.RoundUpToPowerOf2((uint)(end - start))];
                for (var k = start; k < end; k++)
                    _rows[k - start] = (int)(uint)entries[k];
                SplitByKey(_rows.AsSpan(0, end - start));
            }
            start = end;
        }
    }

    /// <summary>The pairs of records [from, to) of a block with every later one of the block.</summary>
    public void Pairs(ReadOnlySpan<int> rows, int from, int to)
    {
        if (_kept.Length < rows.Length)
            _kept = new int[BitOperations.RoundUpToPowerOf2((uint)rows.Length)];
        var sieve = _sieves[_chain];
        if (rows.Length <= SmallBlock && !_link)
        {
            FewPairs(sieve, rows);
            return;
        }
        sieve.Load(_lanes, rows);
        var doubt = _anyDoubt || _chain > 0;
        fixed (int* kept = _kept)
        {
            for (var i = from; i < to; i++)
            {
                var next = _link ? NextSource(rows, i) : i + 1;
                if (next >= rows.Length)
                    continue;
                var count = sieve.Sift(i, next, _threshold, kept, doubt ? this : null, rows);
                for (var k = 0; k < count; k++)
                    ScorePair(rows[i], rows[kept[k]]);
            }
        }
    }

    // A few records are compared one pair at a time: setting up the lanes would cost more than it saves.
    void FewPairs(PairSieve sieve, ReadOnlySpan<int> rows)
    {
        var groups = _groups.AsSpan(0, _groups.Length - Math.Max(0, _own.Length - 1) + _chain);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = i + 1; j < rows.Length; j++)
            {
                var (left, right) = Ordered(rows[i], rows[j]);
                if (MadeByAny(groups, left, right))
                    continue;
                sieve.Made++;
                ScoreOrdered(left, right);
            }
        }
    }

    bool MadeByAny(ReadOnlySpan<PairSource[]> groups, int left, int right)
    {
        foreach (var group in groups)
        {
            if (MadeBy(group, left, right))
                return true;
        }
        return false;
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
    }

    /// <summary>Of the pairs (i, j + bit) that agree on an earlier rule's keys, those that it really made.</summary>
    public ulong Confirm(int rule, ReadOnlySpan<int> rows, int i, int j, ulong pairs)
    {
        var group = _groups[rule];
        if (group.Length == 1 && group[0].IsPlain)
            return pairs;
        var confirmed = 0UL;
        for (var rest = pairs; rest != 0; rest &= rest - 1)
        {
            var bit = BitOperations.TrailingZeroCount(rest);
            var (left, right) = Ordered(rows[i], rows[j + bit]);
            if (MadeBy(group, left, right))
                confirmed |= 1UL << bit;
        }
        return confirmed;
    }

    bool MadeBy(PairSource[] sources, int left, int right)
    {
        int* a = _lanes[left], b = _lanes[right];
        foreach (var source in sources)
        {
            if (source.Makes(a, b, left, right))
                return true;
        }
        return false;
    }

    // Which record is the left one matters where a rule or another program's measures tell the two sides apart; else it is asked of kept edges alone.
    (int Left, int Right) Ordered(int first, int second) => !_oriented || _prepared.IsLeft(first, second) ? (first, second) : (second, first);

    // Two keys may share a hash: records whose keys differ from the first one's are blocks of their own.
    void SplitByKey(Span<int> rows)
    {
        var first = _lanes[rows[0]];
        var same = 1;
        while (same < rows.Length && SameKeys(first, _lanes[rows[same]]))
            same++;
        if (same == rows.Length)
        {
            Block(rows);
            return;
        }
        for (var k = same + 1; k < rows.Length; k++)
        {
            if (SameKeys(first, _lanes[rows[k]]))
                (rows[same], rows[k]) = (rows[k], rows[same++]);
        }
        rows[..same].Sort();
        rows[same..].Sort();
        if (same > 1)
            Block(rows[..same]);
        if (rows.Length - same > 1)
            SplitByKey(rows[same..]);
    }

    bool SameKeys(int* first, int* second)
    {
        foreach (var lane in _own[0].Keys)
        {
            if (first[lane] != second[lane])
                return false;
        }
        return true;
    }

    void Block(ReadOnlySpan<int> rows)
    {
        if (rows.Length <= _cap)
        {
            _chain = 0;
            Pairs(rows, 0, rows.Length);
            return;
        }
        LargeBlocks++;
        foreach (var source in _own)
        {
            _chain = source.ChainIndex;
            Refine(source, rows, 0);
        }
    }

    void Refine(PairSource source, ReadOnlySpan<int> rows, int depth)
    {
        var lane = source.Chain[depth];
        var codes = new int[rows.Length];
        var sorted = rows.ToArray();
        for (var k = 0; k < rows.Length; k++)
            codes[k] = _lanes[rows[k]][lane];
        Array.Sort(codes, sorted);
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && codes[end] == codes[start])
                end++;
            var part = sorted.AsSpan(start, end - start);
            part.Sort();
            var small = part.Length <= _cap;
            var last = depth + 1 == source.Chain.Length;
            if (codes[start] == 0 || (!small && last))
            {
                foreach (var row in part)
                    source.Note(row, null, _lanes.Count);
                if (codes[start] != 0)
                {
                    DroppedBlocks++;
                    DroppedPairs += (long)part.Length * (part.Length - 1) / 2;
                }
            }
            else if (small)
            {
                foreach (var row in part)
                    source.Note(row, depth + 1, _lanes.Count);
                if (part.Length > 1)
                    Pairs(part, 0, part.Length);
            }
            else
            {
                Refine(source, part, depth + 1);
            }
            start = end;
        }
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
        var (left, right) = Ordered(first, second);
        ScoreOrdered(left, right);
    }

    void ScoreOrdered(int left, int right)
    {
        int* a = _lanes[left], b = _lanes[right];
        var rule = 0;
        if (_own.Length > 0)
        {
            rule = _own[0].Rule;
            if ((_own[0].Prepared.Rest is { } rest && rest.Level(a, b) != 0) || (_asked.Length > 0 && MadeBy(_asked, left, right)))
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
        foreach (var source in _earlier)
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
        else if (!_bounded)
        {
            var score = _scorer.Score(a, b);
            if (score >= _keep)
                Add(left, right, score, rule);
        }
        else if (_scorer.TryScore(a, b, _keep, out var total))
            Add(left, right, total, rule);
    }

    void Add(int left, int right, long score, int rule)
    {
        if (_oriented || _prepared.IsLeft(left, right))
            Edges.Add(left, right, score, rule);
        else
            Edges.Add(right, left, score, rule);
    }
}
