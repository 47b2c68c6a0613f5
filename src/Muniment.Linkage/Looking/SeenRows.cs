using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Looking;

/// <summary>The rows a query has looked at: emptied by counting up, so that a query of three rows costs three slots.</summary>
/// <remarks>Slot: | number of the query | row |, linear probing, at most half full; grows and stays grown. Not thread-safe.</remarks>
sealed class SeenRows
{
    ulong[] _slots = new ulong[1024];
    uint _query;
    int _count;

    /// <summary>Forgets every row.</summary>
    public void Clear()
    {
        _count = 0;
        if (++_query != 0)
            return;
        Array.Clear(_slots);
        _query = 1;
    }

    /// <summary>True if the row was not there, and is now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(int row)
    {
        var entry = ((ulong)_query << 32) | (uint)row;
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var slot = SlotOf(row) & mask; ; slot = (slot + 1) & mask)
        {
            if (slots[slot] == entry)
                return false;
            if (slots[slot] >> 32 == _query)
                continue;
            slots[slot] = entry;
            if (++_count * 2 > slots.Length)
                Grow();
            return true;
        }
    }

    /// <summary>True if the row is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(int row)
    {
        var entry = ((ulong)_query << 32) | (uint)row;
        var mask = _slots.Length - 1;
        for (var slot = SlotOf(row) & mask; _slots[slot] >> 32 == _query; slot = (slot + 1) & mask)
        {
            if (_slots[slot] == entry)
                return true;
        }
        return false;
    }

    // Rows of one bucket lie far apart; Fibonacci hashing spreads the near ones of a scan too.
    static int SlotOf(int row) => (int)(unchecked((uint)row * 2654435769u) >> 8);

    void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 4];
        var mask = _slots.Length - 1;
        foreach (var entry in old)
        {
            if (entry >> 32 != _query)
                continue;
            var slot = SlotOf((int)(uint)entry) & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = entry;
        }
    }
}
