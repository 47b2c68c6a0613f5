using System.Collections;
using System.Collections.Concurrent;
using Muniment.Linkage.Looking;

namespace Muniment.Hub.Persons;

/// <summary>A published snapshot, mapped, with how many readers hold it: unmapped when it has been replaced and the last of them is done.</summary>
/// <remarks>Safe on any thread.</remarks>
sealed class OpenSnapshot
{
    readonly ConcurrentBag<LookupQuery> _queries = [];
    int _holders = 1; // The directory itself, until it has another.
    volatile BitArray? _hidden;

    public OpenSnapshot(string id, PersonSnapshot persons) => (Id, Persons) = (id, persons);

    public string Id { get; }

    public PersonSnapshot Persons { get; }

    /// <summary>[records] records that are passed over, as if they had never been linked; null: none. Replaced as a whole, never changed.</summary>
    public BitArray? Hidden => _hidden;

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

    /// <summary>Records that are to be passed over from now on. One caller at a time.</summary>
    public void Hide(IEnumerable<(string Source, string Record)> records)
    {
        var hidden = _hidden is { } before ? new BitArray(before) : new BitArray(Persons.Table.Count);
        foreach (var (source, record) in records)
        {
            if (Persons.FindRow(source, record) is >= 0 and var row)
                hidden[row] = true;
        }
        _hidden = hidden;
    }
}
