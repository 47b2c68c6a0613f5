using System.Text;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Grouping;

/// <summary>The stable id of each person: kept from run to run, or made from the person's content.</summary>
/// <remarks>
/// A person keeps the id that most of its records had; where two ids have as many, the older one. An id goes to one person: the one
/// that holds most of its records. A new id is P and 13 letters and digits: a 64-bit FNV-1a hash, mixed, of the smallest (source, record id)
/// among the person's records, in base 32. The same inputs give the same ids in any row order. Immutable; safe on any thread.
/// </remarks>
public sealed class PersonIds
{
    const int NewIdLength = 14;
    readonly ulong[] _made;
    readonly int[] _kept;
    readonly ValueDictionary? _previous;

    PersonIds(ulong[] made, int[] kept, ValueDictionary? previous) => (_made, _kept, _previous) = (made, kept, previous);

    /// <summary>Number of persons.</summary>
    public int Count => _made.Length;

    /// <summary>Number of this run: 0, or one more than the previous one's.</summary>
    public int Run { get; private init; }

    /// <summary>What happened to persons in all runs so far, in order of run and id; empty without a previous run.</summary>
    public IReadOnlyList<PersonChange> Changes { get; private init; } = [];

    /// <summary>The id of a person as text.</summary>
    public string this[int person] => Encoding.ASCII.GetString(Get(person, stackalloc byte[NewIdLength]));

    /// <summary>The id of a person as UTF-8, without allocating.</summary>
    /// <param name="person">0-based.</param>
    /// <param name="room">14 bytes or more, used if the id is not of the previous run.</param>
    public ReadOnlySpan<byte> Get(int person, Span<byte> room)
    {
        if (_kept[person] != 0)
            return _previous![_kept[person]];
        Write(_made[person], room);
        return room[..NewIdLength];
    }

    /// <summary>Gives every person an id.</summary>
    /// <param name="table">The records.</param>
    /// <param name="personOfRecord">[records] 0-based dense persons, as <see cref="Persons.Group"/> gives them.</param>
    /// <param name="previous">The earlier run whose ids are kept; null: there is none.</param>
    public static PersonIds Assign(RecordTable table, int[] personOfRecord, PreviousPersons? previous)
    {
        var persons = PersonIndex.Build(personOfRecord);
        var made = new ulong[persons.Count];
        var order = new RecordOrder(table);
        for (var person = 0; person < made.Length; person++)
            made[person] = order.HashOfSmallest(persons.RowsOf(person));
        if (previous is null)
        {
            MakeUnique(made, new int[made.Length], []);
            return new(made, new int[made.Length], null);
        }
        var life = new PersonLives(previous, persons, order);
        var kept = life.Keep();
        MakeUnique(made, kept, life.EverUsed());
        var ids = new PersonIds(made, kept, previous.Ids);
        return new(made, kept, previous.Ids) { Run = previous.Run + 1, Changes = life.Changes(ids) };
    }

    /// <summary>The text of a made id.</summary>
    internal static string Text(ulong made)
    {
        Span<byte> room = stackalloc byte[NewIdLength];
        Write(made, room);
        return Encoding.ASCII.GetString(room);
    }

    /// <summary>Crockford's base 32, as it has no letters that look like digits.</summary>
    static void Write(ulong made, Span<byte> room)
    {
        room[0] = (byte)'P';
        for (var place = NewIdLength - 1; place > 0; place--, made >>= 5)
            room[place] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"u8[(int)(made & 31)];
    }

    /// <summary>Gives another number to a new person whose number is another's already.</summary>
    static void MakeUnique(ulong[] made, int[] kept, HashSet<string> everUsed)
    {
        var slots = new ulong[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, made.Length * 2L))];
        for (var person = 0; person < made.Length; person++)
        {
            if (kept[person] != 0)
                continue;
            while (!TryTake(slots, made[person]) || (everUsed.Count > 0 && everUsed.Contains(Text(made[person]))))
                made[person] = RecordOrder.Mix(unchecked(made[person] + 1));
        }
    }

    static bool TryTake(ulong[] slots, ulong value)
    {
        value |= 1; // 0 marks a free slot; one bit of 64 is not missed.
        var at = (int)(value >> 1) & (slots.Length - 1);
        while (slots[at] != 0)
        {
            if (slots[at] == value)
                return false;
            at = (at + 1) & (slots.Length - 1);
        }
        slots[at] = value;
        return true;
    }
}
