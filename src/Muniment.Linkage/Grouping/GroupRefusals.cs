namespace Muniment.Linkage.Grouping;

/// <summary>Which groups of a large component must not become one, from what each group holds: sources, numbers, decisions.</summary>
/// <remarks>For components too large to keep an answer for each pair of records.</remarks>
sealed class GroupRefusals
{
    readonly ulong[] _sources;
    readonly int[] _codes;
    readonly Dictionary<int, HashSet<int>> _different = [];
    readonly int _words;
    readonly int _vetoes;

    public GroupRefusals(GroupingRules rules, int[] rows)
    {
        _words = rules.Options.OneToOne ? (rules.SourceCount + 63) / 64 : 0;
        _vetoes = rules.Vetoes.Length;
        _sources = new ulong[rows.Length * _words];
        _codes = new int[rows.Length * _vetoes];
        for (var i = 0; i < rows.Length; i++)
        {
            if (_words > 0)
            {
                var source = rules.SourceOf(rows[i]);
                _sources[(i * _words) + (source >> 6)] = 1UL << (source & 63);
            }
            for (var veto = 0; veto < _vetoes; veto++)
                _codes[(i * _vetoes) + veto] = rules.Vetoes[veto][rows[i]];
            if (!rules.IsDecided(rows[i]))
                continue;
            foreach (var other in rules.DifferentFrom(rows[i]))
            {
                var place = Array.BinarySearch(rows, other);
                if (place >= 0)
                    (_different.TryGetValue(i, out var places) ? places : _different[i] = []).Add(place);
            }
        }
    }

    /// <summary>True: these two groups must not become one.</summary>
    public bool AreRefused(int left, int right)
    {
        for (var word = 0; word < _words; word++)
        {
            if ((_sources[(left * _words) + word] & _sources[(right * _words) + word]) != 0)
                return true;
        }
        for (var veto = 0; veto < _vetoes; veto++)
        {
            var first = _codes[(left * _vetoes) + veto];
            var second = _codes[(right * _vetoes) + veto];
            if (first != second && first != 0 && second != 0)
                return true;
        }
        return _different.TryGetValue(left, out var places) && places.Contains(right);
    }

    /// <summary>Tells that the right group went into the left one.</summary>
    public void Join(int left, int right)
    {
        for (var word = 0; word < _words; word++)
            _sources[(left * _words) + word] |= _sources[(right * _words) + word];
        for (var veto = 0; veto < _vetoes; veto++)
            _codes[(left * _vetoes) + veto] = Math.Max(_codes[(left * _vetoes) + veto], _codes[(right * _vetoes) + veto]);
        if (!_different.Remove(right, out var moved))
            return;
        foreach (var place in moved)
        {
            _different[place].Remove(right);
            _different[place].Add(left);
            (_different.TryGetValue(left, out var places) ? places : _different[left] = []).Add(place);
        }
    }
}
