using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Words and what they become, looked up by their UTF-8 bytes without allocating.</summary>
/// <remarks>Immutable after construction; safe on any thread. Open addressing, at most half full.</remarks>
sealed class WordTable
{
    readonly byte[]?[] _words;
    readonly byte[][] _values;
    readonly ulong[] _lengths = new ulong[256]; // [first byte] bit n: a word begins with it and has n bytes; bit 63: 63 or more
    readonly int _mask;

    /// <summary>Reads rows such as <c>william: bill billy will</c>, split by semicolons or line ends: each later word becomes the first.</summary>
    /// <param name="rows">The first word of a row maps to itself. A word may hold underscores for blanks. The first row to claim a word keeps it, and draws the rest of a later row that begins with it.</param>
    public WordTable(string rows)
    {
        var entries = Read(rows);
        var size = 16;
        while (size < 2 * entries.Count)
            size *= 2;
        _words = new byte[]?[size];
        _values = new byte[size][];
        _mask = size - 1;
        foreach (var (word, value) in entries)
        {
            var slot = SlotOf(word);
            _lengths[word[0]] |= 1UL << Math.Min(word.Length, 63);
            _words[slot] = word;
            _values[slot] = value;
            Count++;
        }
    }

    /// <summary>Number of words.</summary>
    public int Count { get; }

    /// <summary>True: the word is there, on any side.</summary>
    public bool Contains(ReadOnlySpan<byte> word) => MayHold(word) && _words[SlotOf(word)] is not null;

    /// <summary>What the word becomes; false: it is not in the table.</summary>
    public bool TryGet(ReadOnlySpan<byte> word, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!MayHold(word))
            return false;
        var slot = SlotOf(word);
        value = _values[slot];
        return _words[slot] is not null;
    }

    static List<(byte[] Word, byte[] Value)> Read(string rows)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<(byte[], byte[])>();
        foreach (var row in rows.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = row.Split([':', ' ', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            var value = values.GetValueOrDefault(words[0], words[0]); // So that a value's value is itself.
            foreach (var word in words)
            {
                if (values.TryAdd(word, value))
                    entries.Add((Bytes(word), Bytes(value)));
            }
        }
        return entries;
    }

    static byte[] Bytes(string word) => Encoding.UTF8.GetBytes(word.Replace('_', ' '));

    // Most words that are asked about are not there: their first byte and length say so without a hash.
    bool MayHold(ReadOnlySpan<byte> word) => !word.IsEmpty && ((_lengths[word[0]] >> Math.Min(word.Length, 63)) & 1) != 0;

    // The word's slot, or the empty one where it would go.
    int SlotOf(ReadOnlySpan<byte> word)
    {
        var hash = 2166136261u; // FNV-1a, 32 bits: short words, and the same in every process.
        foreach (var b in word)
            hash = unchecked((hash ^ b) * 16777619u);
        var slot = (int)(hash ^ (hash >> 15)) & _mask;
        while (_words[slot] is { } there && !word.SequenceEqual(there))
            slot = (slot + 1) & _mask;
        return slot;
    }
}
