namespace Muniment.Cli.Generating;

/// <summary>Which record of whom stands in which row of a file, shuffled so that neither row order nor record number tells who belongs together.</summary>
/// <remarks>Filled by one thread, then safe on any. Four bytes a record.</remarks>
sealed class Roll(ulong seed)
{
    const int CopyBits = 3;
    uint[] _entries = new uint[1024];
    Permutation _shuffle;

    /// <summary>How many records.</summary>
    public int Count { get; private set; }

    /// <summary>The most people a roll can name.</summary>
    public static long MostPeople => uint.MaxValue >> CopyBits;

    /// <summary>Adds a record: the copy (0 to 7) of a person.</summary>
    public void Add(long person, int copy)
    {
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        _entries[Count++] = ((uint)person << CopyBits) | (uint)copy;
    }

    /// <summary>Ends the adding; only then can rows be asked for.</summary>
    public void Close() => _shuffle = new Permutation(seed, Math.Max(1, Count));

    /// <summary>The record of a row, from 0.</summary>
    public (long Person, int Copy) At(int row)
    {
        var entry = _entries[(int)_shuffle.Of(row)];
        return (entry >> CopyBits, (int)(entry & ((1 << CopyBits) - 1)));
    }
}
