using System.Buffers;
using System.Buffers.Binary;

namespace Muniment.Ledger.Tiles;

/// <summary>The bytes of a bundle: up to 256 entries, each after its length as two bytes, big-endian (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>Longest entry, in bytes.</summary>
    public const int LongestEntry = ushort.MaxValue;

    /// <summary>Longest bundle, in bytes.</summary>
    public const int MostBytes = TilePath.FullWidth * (LongestEntry + 2);

    /// <summary>Adds an entry.</summary>
    public static void Append(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        if (entry.Length > LongestEntry)
            throw new ArgumentException($"An entry has at most {LongestEntry} bytes, not {entry.Length}.", nameof(entry));
        var to = bundle.GetSpan(entry.Length + 2);
        BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)entry.Length);
        entry.CopyTo(to[2..]);
        bundle.Advance(entry.Length + 2);
    }

    /// <summary>Takes a bundle apart.</summary>
    /// <param name="bundle">The bytes; the entries are parts of them.</param>
    /// <param name="count">Entries it must hold, 1 to 256.</param>
    /// <exception cref="LedgerException">It holds another number of entries, or ends within one.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Parse(ReadOnlyMemory<byte> bundle, int count)
    {
        var entries = new List<ReadOnlyMemory<byte>>(count);
        var end = Read(bundle, count, entries);
        if (entries.Count < count)
            throw LedgerException.Malformed($"The bundle ends within its entry {entries.Count}, which begins at byte {end}; it should hold {count}.");
        if (end != bundle.Length)
            throw LedgerException.Malformed($"The bundle's {count} entries end at byte {end}, but it has {bundle.Length} bytes.");
        return entries;
    }

    /// <summary>Reads as many whole entries as there are, up to a number.</summary>
    /// <returns>Where the last one ends.</returns>
    internal static int Read(ReadOnlyMemory<byte> bundle, int count, List<ReadOnlyMemory<byte>> entries)
    {
        var at = 0;
        while (entries.Count < count && bundle.Length - at >= 2)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span[at..]);
            if (bundle.Length - at - 2 < length)
                break;
            entries.Add(bundle.Slice(at + 2, length));
            at += 2 + length;
        }
        return at;
    }
}
