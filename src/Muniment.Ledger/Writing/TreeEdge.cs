using System.Buffers;
using System.Runtime.InteropServices;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Writing;

/// <summary>What a growing tree needs of its past: the partial tile of each level and the partial bundle.</summary>
sealed class TreeEdge
{
    readonly List<List<TreeHash>> _levels = [];
    readonly ArrayBufferWriter<byte> _bundle = new();

    /// <summary>Entries so far.</summary>
    public long Size { get; private set; }

    /// <summary>The root of the tree so far.</summary>
    public TreeHash Root()
    {
        if (Size == 0)
            return TreeHasher.Empty;
        var nodes = new List<TreeHash>();
        foreach (var (height, index) in new TreeRange(0, Size).Nodes())
        {
            var count = 1 << (height % 8);
            nodes.Add(TreeHasher.Above(CollectionsMarshal.AsSpan(_levels[height / 8]).Slice((int)((index * count) & 255), count)));
        }
        return TreeRange.Join(CollectionsMarshal.AsSpan(nodes));
    }

    /// <summary>A copy that can grow by itself.</summary>
    public TreeEdge Copy()
    {
        var copy = new TreeEdge { Size = Size };
        foreach (var level in _levels)
            copy._levels.Add([.. level]);
        copy._bundle.Write(_bundle.WrittenSpan);
        return copy;
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="entry">Its bytes.</param>
    /// <param name="full">Receives each tile and bundle that became full.</param>
    public void Append(ReadOnlySpan<byte> entry, Action<TilePath, ReadOnlySpan<byte>> full)
    {
        EntryBundle.Append(_bundle, entry);
        if ((Size & 255) == 255)
        {
            full(new TilePath(TilePath.Entries, Size >> 8, TilePath.FullWidth), _bundle.WrittenSpan);
            _bundle.ResetWrittenCount();
        }
        Append(0, TreeHasher.Leaf(entry), full);
        Size++;
    }

    void Append(int level, TreeHash hash, Action<TilePath, ReadOnlySpan<byte>> full)
    {
        if (level == _levels.Count)
            _levels.Add(new List<TreeHash>(TilePath.FullWidth));
        var row = _levels[level];
        row.Add(hash);
        if (row.Count < TilePath.FullWidth)
            return;
        full(new TilePath(level, Size >> (8 * (level + 1)), TilePath.FullWidth), MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(row)));
        var above = TreeHasher.Above(CollectionsMarshal.AsSpan(row));
        row.Clear();
        Append(level + 1, above, full);
    }

    /// <summary>Gives out the partial tiles and the partial bundle that a tree of <paramref name="before"/> entries did not have.</summary>
    public void GivePartials(long before, Action<TilePath, ReadOnlySpan<byte>> partial)
    {
        foreach (var tile in TilePath.Edge(Size).Where(tile => !tile.IsIn(before)))
            partial(tile, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_levels[tile.Level])));
        if ((Size & 255) != 0)
            partial(new TilePath(TilePath.Entries, Size >> 8, (int)(Size & 255)), _bundle.WrittenSpan);
    }

    /// <summary>Reads the edge of a tree of a size back from its files.</summary>
    /// <param name="size">Entries.</param>
    /// <param name="read">Gives a tile's or bundle's bytes, which may be those of the full one.</param>
    public static TreeEdge Load(long size, Func<TilePath, byte[]> read)
    {
        var edge = new TreeEdge { Size = size };
        foreach (var tile in TilePath.Edge(size))
        {
            while (edge._levels.Count <= tile.Level)
                edge._levels.Add(new List<TreeHash>(TilePath.FullWidth));
            var bytes = read(tile);
            var length = tile.Width * TreeHash.Length;
            if (bytes.Length < length)
                throw LedgerException.Malformed($"{tile} has {bytes.Length} bytes; it should have {length}.");
            edge._levels[tile.Level].AddRange(TreeHasher.Of(bytes.AsSpan(0, length)));
        }
        if ((size & 255) is > 0 and var width)
        {
            var entries = new List<ReadOnlyMemory<byte>>();
            var bundle = new TilePath(TilePath.Entries, size >> 8, (int)width);
            var bytes = read(bundle);
            var end = EntryBundle.Read(bytes, (int)width, entries);
            if (entries.Count < width)
                throw LedgerException.Malformed($"{bundle} ends within its entry {entries.Count}, at byte {end}.");
            edge._bundle.Write(bytes.AsSpan(0, end));
            for (var i = 0; i < entries.Count; i++)
            {
                if (TreeHasher.Leaf(entries[i].Span) != edge._levels[0][i])
                    throw new LedgerException(LedgerFault.Inconsistent, $"Entry {(size & ~255L) + i} in {bundle} is not the one the tree holds.");
            }
        }
        return edge;
    }
}
