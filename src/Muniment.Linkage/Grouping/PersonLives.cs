using System.Text;

namespace Muniment.Linkage.Grouping;

/// <summary>Which earlier id goes to which person of today, and what became of the others.</summary>
sealed class PersonLives
{
    readonly PreviousPersons _previous;
    readonly PersonIndex _persons;
    readonly RecordOrder _order;
    readonly Dictionary<string, int> _born = new(StringComparer.Ordinal);
    readonly List<(int Person, int Code, int Votes)> _claims = [];
    readonly int[] _keeper;

    public PersonLives(PreviousPersons previous, PersonIndex persons, RecordOrder order)
    {
        _previous = previous;
        _persons = persons;
        _order = order;
        _keeper = new int[previous.Ids.Count];
        Array.Fill(_keeper, -1);
        foreach (var change in previous.Changes)
        {
            if (change.State == PersonState.Active)
                _born[change.PersonId] = change.Run;
        }
        var votes = new Dictionary<int, int>();
        for (var person = 0; person < persons.Count; person++)
        {
            votes.Clear();
            foreach (var row in persons.RowsOf(person))
            {
                if (previous.OfRecord[row] is > 0 and var code)
                    votes[code] = votes.GetValueOrDefault(code) + 1;
            }
            foreach (var (code, count) in votes)
                _claims.Add((person, code, count));
        }
    }

    /// <summary>[persons] the code of the earlier id each keeps, 0 = a new id.</summary>
    public int[] Keep()
    {
        var kept = new int[_persons.Count];
        _claims.Sort(CompareClaims);
        foreach (var (person, code, _) in _claims)
        {
            if (kept[person] != 0 || _keeper[code] >= 0)
                continue;
            kept[person] = code;
            _keeper[code] = person;
        }
        return kept;
    }

    /// <summary>Every id that any run gave.</summary>
    public HashSet<string> EverUsed()
    {
        var used = _previous.Changes.SelectMany(change => change.Others.Append(change.PersonId)).ToHashSet(StringComparer.Ordinal);
        for (var code = 1; code < _previous.Ids.Count; code++)
            used.Add(IdOf(code));
        return used;
    }

    /// <summary>The changes of all runs so far, today's last.</summary>
    public List<PersonChange> Changes(PersonIds ids)
    {
        var run = _previous.Run + 1;
        var holders = new Dictionary<int, List<int>>();
        foreach (var (person, code, _) in _claims)
            (holders.TryGetValue(code, out var list) ? list : holders[code] = []).Add(person);
        var today = new List<PersonChange>();
        for (var code = 1; code < _previous.Ids.Count; code++)
        {
            var held = holders.GetValueOrDefault(code) ?? [];
            var others = held.Where(person => person != _keeper[code]).Select(person => ids[person]).Order(StringComparer.Ordinal).ToArray();
            if (held.Count == 0)
                today.Add(new(run, IdOf(code), PersonState.Retired, []));
            else if (others.Length > 0)
                today.Add(new(run, IdOf(code), _keeper[code] < 0 ? PersonState.Merged : PersonState.Split, others));
        }
        var keeps = _keeper.Where(person => person >= 0).ToHashSet();
        for (var person = 0; person < _persons.Count; person++)
        {
            if (!keeps.Contains(person))
                today.Add(new(run, ids[person], PersonState.Active, []));
        }
        today.Sort((first, second) => string.CompareOrdinal(first.PersonId, second.PersonId));
        return [.. _previous.Changes, .. today];
    }

    string IdOf(int code) => Encoding.UTF8.GetString(_previous.Ids[code]);

    /// <summary>Most records first; then the older id, then the smaller id; then the person with the smallest record.</summary>
    int CompareClaims((int Person, int Code, int Votes) first, (int Person, int Code, int Votes) second)
    {
        if (first.Votes != second.Votes)
            return second.Votes.CompareTo(first.Votes);
        if (first.Code != second.Code)
        {
            var born = Born(first.Code).CompareTo(Born(second.Code));
            return born != 0 ? born : _previous.Ids[first.Code].SequenceCompareTo(_previous.Ids[second.Code]);
        }
        return first.Person == second.Person ? 0 : _order.Compare(_order.Smallest(_persons.RowsOf(first.Person)), _order.Smallest(_persons.RowsOf(second.Person)));
    }

    int Born(int code) => _born.Count == 0 ? 0 : _born.GetValueOrDefault(IdOf(code));
}
