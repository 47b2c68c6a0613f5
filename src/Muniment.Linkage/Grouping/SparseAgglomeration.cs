namespace Muniment.Linkage.Grouping;

/// <summary>Groups the records of a large component, best pair of groups first, over the pairs that were scored alone.</summary>
/// <remarks>
/// The same result as <see cref="MatrixAgglomeration"/> without filled pairs: a queue of candidate joins, out-of-date entries
/// skipped, the smaller group's pairs moved into the larger's, so e edges cost about e log² e steps. One instance a thread.
/// </remarks>
sealed class SparseAgglomeration(GroupingRules rules)
{
    readonly PriorityQueue<Candidate, (double NegativeScore, ulong TieKey, long Places)> _queue = new();
    Dictionary<int, Evidence>?[] _near = [];
    int[] _rows = [];
    int[] _group = [];
    int[] _size = [];
    int[] _version = [];
    ulong[] _hash = [];
    GroupRefusals? _refusals;
    int _count;

    record struct Candidate(int Left, int Right, int LeftVersion, int RightVersion);

    /// <summary>Forgets the last component and takes a new one.</summary>
    public void Begin(ReadOnlySpan<int> rows)
    {
        _count = rows.Length;
        _rows = rows.ToArray();
        _near = new Dictionary<int, Evidence>?[_count];
        _group = new int[_count];
        _size = new int[_count];
        _version = new int[_count];
        _hash = new ulong[_count];
        for (var i = 0; i < _count; i++)
        {
            _near[i] = [];
            _group[i] = i;
            _size[i] = 1;
            _hash[i] = rules.HashOf(_rows[i]);
        }
        _refusals = rules.Refuses ? new GroupRefusals(rules, _rows) : null;
        _queue.Clear();
    }

    /// <summary>Takes a scored pair; places are 0-based in the rows given.</summary>
    public void Add(int left, int right, double weightBits)
    {
        var evidence = Evidence.Unknown;
        evidence.Add(Evidence.Fixed(weightBits), rules);
        _near[left]![right] = _near[right]![left] = evidence;
    }

    /// <summary>Groups; element i is the smallest place in i's group.</summary>
    public ReadOnlySpan<int> Run()
    {
        JoinDecided();
        for (var i = 0; i < _count; i++)
        {
            foreach (var (j, evidence) in _near[i] ?? [])
            {
                if (i < j)
                    Offer(i, j, evidence);
            }
        }
        while (_queue.TryDequeue(out var pair, out var priority))
        {
            if (_version[pair.Left] != pair.LeftVersion || _version[pair.Right] != pair.RightVersion)
                continue;
            if (_refusals is not null && _refusals.AreRefused(pair.Left, pair.Right))
                continue;
            if (rules.Options is { OneToOne: true, Ties: OneToOneTies.Drop } && DropTies(pair.Left, pair.Right, -priority.NegativeScore))
                continue;
            var joined = Join(pair.Left, pair.Right);
            foreach (var (k, evidence) in _near[joined]!)
                Offer(joined, k, evidence);
        }
        for (var i = 0; i < _count; i++)
            _group[i] = Settled(i);
        return Smallest();
    }

    void JoinDecided()
    {
        for (var i = 0; i < _count; i++)
        {
            if (!rules.IsDecided(_rows[i]))
                continue;
            foreach (var other in rules.SameAs(_rows[i]))
            {
                var left = Settled(i);
                var right = Settled(Array.BinarySearch(_rows, other)); // Decided rows share a component.
                if (left != right)
                    Join(left, right);
            }
        }
    }

    int Settled(int place)
    {
        while (_group[place] != place)
            place = _group[place] = _group[_group[place]];
        return place;
    }

    void Offer(int i, int j, in Evidence evidence)
    {
        var score = rules.Score(evidence, (long)_size[i] * _size[j]);
        if (double.IsNegativeInfinity(score))
            return;
        var places = ((long)Math.Min(i, j) << 32) | (uint)Math.Max(i, j);
        _queue.Enqueue(new(i, j, _version[i], _version[j]), (-score, GroupingRules.TieKey(_hash[i], _hash[j]), places));
    }

    int Join(int left, int right)
    {
        if (_near[left]!.Count < _near[right]!.Count)
            (left, right) = (right, left);
        _group[right] = left;
        _hash[left] = unchecked(_hash[left] + _hash[right]);
        _size[left] += _size[right];
        _version[left]++;
        _version[right] = int.MinValue; // No candidate holds it: versions begin at 0.
        _refusals?.Join(left, right);
        var kept = _near[left]!;
        foreach (var (k, moved) in _near[right]!)
        {
            _near[k]!.Remove(right);
            if (k == left)
                continue;
            var evidence = kept.TryGetValue(k, out var own) ? Evidence.Join(own, moved) : moved;
            kept[k] = evidence;
            _near[k]![left] = evidence;
        }
        kept.Remove(right);
        _near[right] = null;
        return left;
    }

    /// <summary>True: another pair of one of the two is as good but excludes this one; then none of them is taken.</summary>
    bool DropTies(int left, int right, double score)
    {
        var dropped = DropTies(left, right, score, out var first) | DropTies(right, left, score, out var second);
        foreach (var k in first)
            Refuse(left, k);
        foreach (var k in second)
            Refuse(right, k);
        if (dropped)
            Refuse(left, right);
        return dropped;
    }

    bool DropTies(int shared, int other, double score, out List<int> thirds)
    {
        thirds = [];
        foreach (var (k, evidence) in _near[shared]!)
        {
            if (k != other && _refusals!.AreRefused(other, k) && !_refusals.AreRefused(shared, k)
                && rules.Score(evidence, (long)_size[shared] * _size[k]) == score)
                thirds.Add(k);
        }
        return thirds.Count > 0;
    }

    void Refuse(int left, int right) => _near[left]![right] = _near[right]![left] = Evidence.Refused;

    ReadOnlySpan<int> Smallest()
    {
        var smallest = new int[_count];
        Array.Fill(smallest, -1);
        for (var i = 0; i < _count; i++)
        {
            ref var first = ref smallest[_group[i]];
            if (first < 0)
                first = i;
        }
        for (var i = 0; i < _count; i++)
            _group[i] = smallest[_group[i]];
        return _group;
    }
}
