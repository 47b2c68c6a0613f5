namespace Muniment.Cli.Generating;

/// <summary>Which record of whom stands in which row of a file, shuffled so that neither row order nor record number tells who belongs together.</summary>
/// <remarks>Filled by one thread, then safe on any. Four bytes a record.</remarks>
sealed class Roll(ulong seed)
{
    const int CopyBits = 3;
    uint[] _entries = new uint[1024];
    int _halfBits = 1;

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
        while (1L << (2 * _halfBits) < Count)
            _halfBits++;
    }

    /// <summary>The record of a row, from 0.</summary>
    public (long Person, int Copy) At(int row)
    {
        var entry = _entries[Shuffled(row)];
        return (entry >> CopyBits, (int)(entry & ((1 << CopyBits) - 1)));
    }

    /// <summary>A permutation of [0, Count): four Feistel rounds on the next even power of two, walked until inside (Black and Rogaway, CT-RSA 2002).</summary>
    int Shuffled(int row)
    {
        var mask = (1u << _halfBits) - 1;
        var value = (uint)row;
        do
        {
            var (left, right) = (value >> _halfBits, value & mask);
            for (var round = 0u; round < 4; round++)
                (left, right) = (right, left ^ ((uint)Draw.Mix(seed ^ ((ulong)round << 32) ^ right) & mask));
            value = (left << _halfBits) | right;
        }
        while (value >= Count);
        return (int)value;
    }
}
