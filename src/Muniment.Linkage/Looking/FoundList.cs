using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Looking;

/// <summary>The best persons of a query so far, each by its best record.</summary>
/// <remarks>Which persons it ends with does not depend on the order the records come in. Not thread-safe; allocates when it grows.</remarks>
sealed class FoundList
{
    int[] _persons = new int[8];
    int[] _rows = new int[8];
    long[] _scores = new long[8];
    FoundPerson[] _found = new FoundPerson[8];
    int _count;
    int _top;
    long _least;

    /// <summary>The least score that can still matter; the scorer's integers.</summary>
    public long Floor { get; private set; }

    /// <summary>The best score so far.</summary>
    public long Best { get; private set; }

    /// <summary>Starts a query.</summary>
    public void Clear(int top, long least)
    {
        (_count, _top, _least, Floor, Best) = (0, top, least, least, long.MinValue);
        if (_persons.Length >= top)
            return;
        Array.Resize(ref _persons, top);
        Array.Resize(ref _rows, top);
        Array.Resize(ref _scores, top);
        Array.Resize(ref _found, top);
    }

    /// <summary>A record and its score.</summary>
    public void Add(int person, int row, long score)
    {
        if (score < Floor)
            return;
        Best = Math.Max(Best, score);
        // In order, best first. The person's earlier record, if there is one, makes room, else the last person does.
        var place = Array.IndexOf(_persons, person, 0, _count);
        if (place >= 0 && !IsBefore(score, row, place))
            return;
        if (place < 0)
        {
            if (_count == _top && !IsBefore(score, row, _count - 1))
                return;
            place = _count == _top ? _count - 1 : _count++;
        }
        for (; place > 0 && IsBefore(score, row, place - 1); place--)
            (_persons[place], _rows[place], _scores[place]) = (_persons[place - 1], _rows[place - 1], _scores[place - 1]);
        (_persons[place], _rows[place], _scores[place]) = (person, row, score);
        if (_count == _top)
            Floor = Math.Max(_least, _scores[_count - 1]);
    }

    /// <summary>The persons, best first; valid until the next query.</summary>
    public ReadOnlySpan<FoundPerson> Found()
    {
        for (var i = 0; i < _count; i++)
            _found[i] = new(_persons[i], _rows[i], PairScorer.InBits(_scores[i]));
        return _found.AsSpan(0, _count);
    }

    bool IsBefore(long score, int row, int place) => score > _scores[place] || (score == _scores[place] && row < _rows[place]);
}
