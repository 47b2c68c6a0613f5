namespace Muniment.Linkage.Grouping;

/// <summary>Groups the records of a small component, best pair of groups first, over a full matrix of the evidence between groups.</summary>
/// <remarks>
/// Agglomerative clustering (Sokal and Michener, "A statistical method for evaluating systematic relationships", 1958) with each
/// row's best partner kept, so that n records cost about n² steps. Scratch memory is reused: one instance a thread.
/// </remarks>
sealed class MatrixAgglomeration(GroupingRules rules)
{
    Evidence[] _between = [];
    int[] _rows = [];
    int[] _group = [];
    int[] _size = [];
    int[] _best = [];
    double[] _bestScore = [];
    ulong[] _hash = [];
    int _count;

    /// <summary>Forgets the last component and takes a new one.</summary>
    /// <param name="rows">Its rows.</param>
    public void Begin(ReadOnlySpan<int> rows)
    {
        _count = rows.Length;
        if (_rows.Length < _count)
        {
            var room = Math.Max(16, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_count));
            _between = new Evidence[room * room];
            _rows = new int[room];
            _group = new int[room];
            _size = new int[room];
            _best = new int[room];
            _bestScore = new double[room];
            _hash = new ulong[room];
        }
        rows.CopyTo(_rows);
        _between.AsSpan(0, _count * _count).Fill(Evidence.Unknown);
        for (var i = 0; i < _count; i++)
        {
            _group[i] = i;
            _size[i] = 1;
            _hash[i] = 0;
        }
        if (rules.Refuses)
            Refuse();
    }

    /// <summary>Takes a scored pair; places are 0-based in the rows given.</summary>
    public void Add(int left, int right, double weightBits)
    {
        var weight = Evidence.Fixed(weightBits);
        At(left, right).Add(weight, rules);
        At(right, left).Add(weight, rules);
    }

    /// <summary>Scores the pairs nobody scored.</summary>
    public void Fill(PairWeight weight)
    {
        for (var i = 0; i < _count; i++)
        {
            for (var j = i + 1; j < _count; j++)
            {
                if (At(i, j).Known == 0)
                    Add(i, j, weight(_rows[i], _rows[j]));
            }
        }
    }

    /// <summary>Groups; element i is the smallest place in i's group.</summary>
    public ReadOnlySpan<int> Run()
    {
        JoinDecided();
        for (var i = 0; i < _count; i++)
        {
            if (_size[i] > 0)
                FindBest(i);
        }
        while (true)
        {
            var left = -1;
            for (var i = 0; i < _count; i++)
            {
                if (_size[i] > 0 && _best[i] >= 0 && (left < 0 || IsBetter(i, _best[i], _bestScore[i], left)))
                    left = i;
            }
            if (left < 0)
                break;
            var right = _best[left];
            if (rules.Options is { OneToOne: true, Ties: OneToOneTies.Drop } && DropTies(left, right, _bestScore[left]))
                continue;
            Join(left, right);
            Refresh(left, right);
        }
        for (var i = 0; i < _count; i++) // Groups point at smaller places, which are already settled.
            _group[i] = _group[_group[i]];
        return _group.AsSpan(0, _count);
    }

    ref Evidence At(int left, int right) => ref _between[(left * _count) + right];

    void Refuse()
    {
        for (var i = 0; i < _count; i++)
        {
            for (var j = i + 1; j < _count; j++)
            {
                if (rules.AreRefused(_rows[i], _rows[j]))
                    At(i, j) = At(j, i) = Evidence.Refused;
            }
        }
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
                var right = Settled(Array.BinarySearch(_rows, 0, _count, other)); // Decided rows share a component.
                if (left != right)
                    Join(left, right);
            }
        }
    }

    int Settled(int place)
    {
        while (_group[place] != place)
            place = _group[place];
        return place;
    }

    /// <summary>Makes two groups one, at the smaller place.</summary>
    void Join(int left, int right)
    {
        if (left > right)
            (left, right) = (right, left);
        _group[right] = left;
        _hash[left] = 0;
        for (var k = 0; k < _count; k++)
        {
            if (_size[k] > 0 && k != left && k != right)
                At(left, k) = At(k, left) = Evidence.Join(At(left, k), At(right, k));
        }
        _size[left] += _size[right];
        _size[right] = 0;
        for (var i = right + 1; i < _count; i++)
        {
            if (_group[i] == right)
                _group[i] = left;
        }
    }

    /// <summary>Brings every group's best partner up to date after two became one.</summary>
    void Refresh(int left, int right)
    {
        if (left > right)
            (left, right) = (right, left);
        FindBest(left);
        for (var k = 0; k < _count; k++)
        {
            if (_size[k] == 0 || k == left)
                continue;
            if (_best[k] == left || _best[k] == right)
                FindBest(k);
            else
                Offer(k, left);
        }
    }

    void FindBest(int i)
    {
        _best[i] = -1;
        for (var j = 0; j < _count; j++)
        {
            if (j != i && _size[j] > 0)
                Offer(i, j);
        }
    }

    void Offer(int i, int j)
    {
        var score = rules.Score(At(i, j), (long)_size[i] * _size[j]);
        if (!double.IsNegativeInfinity(score) && (_best[i] < 0 || IsBetter(i, j, score, i)))
        {
            _best[i] = j;
            _bestScore[i] = score;
        }
    }

    /// <summary>True: (i, j) with its score comes before the best pair of <paramref name="than"/>.</summary>
    bool IsBetter(int i, int j, double score, int than) =>
        score > _bestScore[than]
        || (score == _bestScore[than] && TieKey(i, j) < TieKey(than, _best[than]));

    ulong TieKey(int i, int j) => GroupingRules.TieKey(HashOf(i), HashOf(j));

    /// <summary>The sum of the members' hashes, made when a tie first asks for it: 0 = not yet.</summary>
    ulong HashOf(int group)
    {
        if (_hash[group] != 0)
            return _hash[group];
        var sum = 0UL;
        for (var i = group; i < _count; i++)
        {
            if (_group[i] == group)
                sum = unchecked(sum + rules.HashOf(_rows[i]));
        }
        return _hash[group] = sum;
    }

    /// <summary>True: another pair of one of the two is as good but excludes this one; then none of them is taken.</summary>
    bool DropTies(int left, int right, double score)
    {
        var dropped = false;
        for (var k = 0; k < _count; k++)
        {
            if (_size[k] == 0 || k == left || k == right)
                continue;
            dropped |= DropTie(left, right, k, score);
            dropped |= DropTie(right, left, k, score);
        }
        if (!dropped)
            return false;
        At(left, right) = At(right, left) = Evidence.Refused;
        for (var k = 0; k < _count; k++)
        {
            if (_size[k] > 0)
                FindBest(k);
        }
        return true;
    }

    bool DropTie(int shared, int other, int third, double score)
    {
        if (At(other, third).Known >= 0 || rules.Score(At(shared, third), (long)_size[shared] * _size[third]) != score)
            return false;
        At(shared, third) = At(third, shared) = Evidence.Refused;
        return true;
    }
}
