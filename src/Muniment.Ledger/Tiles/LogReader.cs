using System.Runtime.InteropServices;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Receipts;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Tiles;

/// <summary>Reads a log and makes proofs from its tiles. What it makes leads to the root it was asked for, or is an error. Safe on any thread.</summary>
/// <param name="source">Where the log is.</param>
public sealed class LogReader(LogSource source)
{
    /// <summary>Where the log is.</summary>
    public LogSource Source { get; } = source;

    /// <summary>The latest checkpoint as it lies there: to be verified by the caller.</summary>
    /// <exception cref="LedgerException">There is none, or it is no note.</exception>
    public async Task<SignedNote> ReadCheckpointAsync(CancellationToken cancellation = default) =>
        SignedNote.Parse(await Source.ReadAsync(LogSource.CheckpointPath, SignedNote.MostBytes, cancellation).ConfigureAwait(false)
            ?? throw new LedgerException(LedgerFault.Missing, $"{Source.Name} holds no log: there is no checkpoint."));

    /// <summary>An entry's bytes, checked against the tree.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="checkpoint">A verified checkpoint that covers it.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Null where the bundle is not given out.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReadEntryAsync(long index, Checkpoint checkpoint, CancellationToken cancellation = default)
    {
        CheckIndex(index, checkpoint);
        var path = TilePath.BundleOf(index, checkpoint.Size);
        if (await ReadAsync(path, EntryBundle.MostBytes, cancellation).ConfigureAwait(false) is not { } read)
            return null;
        var entry = EntryBundle.Parse(read.Bytes, read.Path.Width)[(int)(index & 255)];
        var proof = await ProveInclusionAsync(index, checkpoint, cancellation).ConfigureAwait(false);
        return InclusionProof.Verify(TreeHasher.Leaf(entry.Span), index, checkpoint.Size, proof, checkpoint.Root) ? entry
            : throw new LedgerException(LedgerFault.Inconsistent, $"Entry {index} in {read.Path} is not the one the tree holds.");
    }

    /// <summary>Proof that an entry is in the tree.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="checkpoint">A verified checkpoint that covers it.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="LedgerException">A tile is missing, or the tiles do not lead to the checkpoint's root.</exception>
    public async Task<TreeHash[]> ProveInclusionAsync(long index, Checkpoint checkpoint, CancellationToken cancellation = default)
    {
        CheckIndex(index, checkpoint);
        var tiles = new TileCache(this, checkpoint.Size);
        var proof = await tiles.HashesAsync(InclusionProof.Ranges(index, checkpoint.Size), cancellation).ConfigureAwait(false);
        var leaf = await tiles.NodeAsync(0, index, cancellation).ConfigureAwait(false);
        return InclusionProof.Verify(leaf, index, checkpoint.Size, proof, checkpoint.Root) ? proof
            : throw new LedgerException(LedgerFault.Inconsistent, $"The tiles of {Source.Name} do not lead from entry {index} to the root of the checkpoint over {checkpoint.Size} entries. 'muniment ledger verify' finds the file.");
    }

    /// <summary>Proof that an earlier checkpoint's tree is the beginning of a later one's. Empty where the earlier tree is empty or both are the same size.</summary>
    /// <exception cref="LedgerException">A tile is missing, or the tiles do not lead to both roots: the log was rewritten.</exception>
    public async Task<TreeHash[]> ProveConsistencyAsync(Checkpoint earlier, Checkpoint later, CancellationToken cancellation = default)
    {
        if (earlier.Size > later.Size)
            throw new LedgerException(LedgerFault.Inconsistent, $"The log has shrunk: the earlier checkpoint covers {earlier.Size} entries, the later one {later.Size}.");
        var proof = earlier.Size == 0 ? [] : await ProveConsistencyAsync(earlier.Size, later.Size, cancellation).ConfigureAwait(false);
        var good = earlier.Size == 0 ? earlier.Root == TreeHasher.Empty : ConsistencyProof.Verify(earlier.Size, later.Size, proof, earlier.Root, later.Root);
        return good ? proof
            : throw new LedgerException(LedgerFault.Inconsistent, $"The log was rewritten: its first {earlier.Size} entries are no longer those of the earlier checkpoint.");
    }

    /// <summary>Hashes of a consistency proof as the tiles give them, not checked against any root.</summary>
    /// <param name="from">Earlier size, at least 1.</param>
    /// <param name="to">Later size, for which the log has tiles.</param>
    /// <param name="cancellation">Ends it early.</param>
    public Task<TreeHash[]> ProveConsistencyAsync(long from, long to, CancellationToken cancellation = default) =>
        new TileCache(this, to).HashesAsync(ConsistencyProof.Ranges(from, to), cancellation);

    /// <summary>The root hash of the tree of a size, from the tiles.</summary>
    public async Task<TreeHash> RootAsync(long size, CancellationToken cancellation = default) =>
        size == 0 ? TreeHasher.Empty : (await new TileCache(this, size).HashesAsync([new TreeRange(0, size)], cancellation).ConfigureAwait(false))[0];

    /// <summary>A receipt for an entry, to be verified offline.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="checkpoint">The note of a verified checkpoint that covers it; taken over as it is, with its cosignatures.</param>
    /// <param name="extra">Bytes for the receipt's extra line, such as the entry itself; null for none. Nothing authenticates them but the application.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<Receipt> MakeReceiptAsync(long index, SignedNote checkpoint, byte[]? extra = null, CancellationToken cancellation = default) =>
        new(index, await ProveInclusionAsync(index, Checkpoint.Of(checkpoint), cancellation).ConfigureAwait(false), checkpoint.ToString()) { Extra = extra };

    /// <summary>Reads a tile or bundle; where a partial one is gone, the full one, whose beginning it is.</summary>
    internal async Task<(TilePath Path, byte[] Bytes)?> ReadAsync(TilePath path, int mostBytes, CancellationToken cancellation)
    {
        if (await Source.ReadAsync(path.ToString(), mostBytes, cancellation).ConfigureAwait(false) is { } bytes)
            return (path, bytes);
        return path.IsPartial && await Source.ReadAsync(path.Full.ToString(), mostBytes, cancellation).ConfigureAwait(false) is { } whole ? (path.Full, whole) : null;
    }

    static void CheckIndex(long index, Checkpoint checkpoint)
    {
        if (index < 0 || index >= checkpoint.Size)
            throw new LedgerException(LedgerFault.Missing, $"There is no entry {index}: the checkpoint covers {checkpoint.Size}, counted from 0.");
    }

    /// <summary>The tiles that were read for one question.</summary>
    sealed class TileCache(LogReader reader, long size)
    {
        readonly Dictionary<TilePath, byte[]> _tiles = [];

        public async Task<TreeHash[]> HashesAsync(IReadOnlyList<TreeRange> ranges, CancellationToken cancellation)
        {
            var hashes = new TreeHash[ranges.Count];
            for (var i = 0; i < hashes.Length; i++)
            {
                var nodes = new List<TreeHash>();
                foreach (var (height, index) in ranges[i].Nodes())
                    nodes.Add(await NodeAsync(height, index, cancellation).ConfigureAwait(false));
                hashes[i] = TreeRange.Join(CollectionsMarshal.AsSpan(nodes));
            }
            return hashes;
        }

        /// <summary>The hash of a complete subtree of 2^height entries.</summary>
        public async Task<TreeHash> NodeAsync(int height, long index, CancellationToken cancellation)
        {
            var (level, count) = (height / 8, 1 << (height % 8));
            var first = index * count; // In the row of hashes of that level.
            var path = TilePath.Of(level, first >> 8, size);
            if (!_tiles.TryGetValue(path, out var bytes))
                _tiles.Add(path, bytes = await TileAsync(path, cancellation).ConfigureAwait(false));
            return TreeHasher.Above(TreeHasher.Of(bytes).Slice((int)(first & 255), count));
        }

        async Task<byte[]> TileAsync(TilePath path, CancellationToken cancellation)
        {
            var (found, bytes) = await reader.ReadAsync(path, TilePath.FullWidth * TreeHash.Length, cancellation).ConfigureAwait(false)
                ?? throw new LedgerException(LedgerFault.Missing, $"{reader.Source.Name} has no {path}.");
            return bytes.Length == found.Width * TreeHash.Length ? bytes
                : throw LedgerException.Malformed($"{found} has {bytes.Length} bytes; it should have {found.Width * TreeHash.Length}.");
        }
    }
}
