using System.Collections;
using System.Collections.Concurrent;
using Muniment.Linkage.Looking;

namespace Muniment.Hub.Persons;

/// <summary>A published snapshot, mapped, with how many readers hold it: unmapped when it has been replaced and the last of them is done.</summary>
/// <remarks>Safe on any thread.</remarks>
sealed class OpenSnapshot
{
    readonly ConcurrentBag<LookupQuery> _queries = [];
    readonly Lock _changing = new();
    readonly BitArray _erased;
    int _holders = 1; // The directory itself, until it has another.
    IReadOnlyDictionary<string, DateTimeOffset> _usableUntil = new Dictionary<string, DateTimeOffset>();
    volatile SnapshotView _view;

    public OpenSnapshot(string id, PersonSnapshot persons)
    {
        (Id, Persons) = (id, persons);
        _erased = new BitArray(persons.Table.Count);
        _view = new SnapshotView(this, null, DateTimeOffset.MaxValue);
    }

    public string Id { get; }

    public PersonSnapshot Persons { get; }

    /// <summary>True once nobody may read it any more.</summary>
    public bool IsClosed => Volatile.Read(ref _holders) == 0;

    /// <summary>Takes a hold; false: it is being closed, take the one that came after it.</summary>
    public bool TryHold()
    {
        for (var holders = Volatile.Read(ref _holders); holders > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
                return true;
            holders = seen;
        }
        return false;
    }

    /// <summary>Gives a hold back; the last closes the files.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
            return;
        while (_queries.TryTake(out var query))
            query.Dispose();
        Persons.Dispose();
    }

    public LookupQuery Rent() => _queries.TryTake(out var query) ? query : Persons.Index.NewQuery();

    public void Return(LookupQuery query)
    {
        query.Clear(); // What was asked is personal data: it does not stay.
        _queries.Add(query);
    }

    /// <summary>What may be read of it at an instant.</summary>
    public SnapshotView ViewAt(DateTimeOffset now)
    {
        var view = _view;
        if (now < view.Until)
            return view;
        lock (_changing)
            return now < _view.Until ? _view : _view = NewView(now);
    }

    /// <summary>Records that are passed over from now on.</summary>
    public void Hide(IEnumerable<(string Source, string Record)> records, DateTimeOffset now)
    {
        lock (_changing)
        {
            foreach (var (source, record) in records)
            {
                if (Persons.FindRow(source, record) is >= 0 and var row)
                    _erased[row] = true;
            }
            _view = NewView(now);
        }
    }

    /// <summary>Until when each source may be used; one that is not named may be used for ever.</summary>
    public void Limit(IReadOnlyDictionary<string, DateTimeOffset> usableUntil, DateTimeOffset now)
    {
        lock (_changing)
        {
            _usableUntil = usableUntil;
            _view = NewView(now);
        }
    }

    SnapshotView NewView(DateTimeOffset now)
    {
        var hidden = new BitArray(_erased);
        var until = DateTimeOffset.MaxValue;
        foreach (var source in Persons.Table.Sources)
        {
            if (!_usableUntil.TryGetValue(source.Name, out var end))
                continue;
            if (end > now)
                until = end < until ? end : until;
            else
                hidden.HideRows(source);
        }
        return new SnapshotView(this, hidden.HasAnySet() ? hidden : null, until);
    }
}
