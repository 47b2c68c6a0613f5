using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Verifying;

/// <summary>One way through a whole tree, from the root to the entries, in their order.</summary>
/// <remarks>
/// A tile is right if the hash above it is that of a tile known to be right, up to the tiles at the edge, which together are the root. Where they are not, every tile is
/// compared with what is below it until one disagrees.
/// </remarks>
sealed class TreeWalk(LogSource source, Checkpoint checkpoint, VerifyOptions options)
{
    const int TileBytes = TilePath.FullWidth * TreeHash.Length;

    readonly LogReader _reader = new(source);
    readonly Dictionary<int, byte[]> _edge = [];
    bool _rootHolds;

    public long Verified { get; private set; }

    public long Withheld { get; private set; }

    /// <summary>Where one hash stands, and what it is.</summary>
    readonly record struct Place(string File, int Offset, TreeHash Hash);

    public async Task<LogFinding?> FindAsync(CancellationToken cancellation)
    {
        var size = checkpoint.Size;
        var edge = TilePath.Edge(size).ToList();
        foreach (var path in edge)
        {
            var (bytes, finding) = await TileAsync(path, cancellation).ConfigureAwait(false);
            if (finding is not null)
                return finding;
            _edge.Add(path.Level, bytes[..(path.Width * TreeHash.Length)]);
        }
        var root = RootOfEdge();
        _rootHolds = root == checkpoint.Root;
        for (var i = edge.Count - 1; i >= 0; i--) // The highest level is the leftmost part of the tree.
        {
            var found = edge[i].Level == 0
                ? await EntriesAsync(edge[i], _edge[0], cancellation).ConfigureAwait(false)
                : await BelowAsync(edge[i], _edge[edge[i].Level], cancellation).ConfigureAwait(false);
            if ((found ?? OlderWidths(edge[i], _edge[edge[i].Level])) is { } finding)
                return finding;
        }
        options.Progress?.Invoke(size, size);
        return _rootHolds ? null : new LogFinding(LogSource.CheckpointPath, RootOffset(),
            $"The files agree with each other and lead to the root {root}, but the checkpoint states {checkpoint.Root}: entries were altered, added or taken away, and all above them computed again.");
    }

    /// <summary>Every full tile below the hashes of a tile.</summary>
    async Task<LogFinding?> BelowAsync(TilePath path, byte[] bytes, CancellationToken cancellation)
    {
        for (var i = 0; i < bytes.Length / TreeHash.Length; i++)
        {
            var child = new TilePath(path.Level - 1, (path.Index << 8) + i, TilePath.FullWidth);
            var place = new Place(path.ToString(), i * TreeHash.Length, TreeHasher.Of(bytes)[i]);
            if (await FullAsync(child, place, cancellation).ConfigureAwait(false) is { } finding)
                return finding;
        }
        return null;
    }

    async Task<LogFinding?> FullAsync(TilePath path, Place above, CancellationToken cancellation)
    {
        var (bytes, finding) = await TileAsync(path, cancellation).ConfigureAwait(false);
        if (finding is not null)
            return finding;
        if (TreeHasher.Above(TreeHasher.Of(bytes)) != above.Hash)
            return await BlameAsync(path, bytes, above, cancellation).ConfigureAwait(false);
        return OlderWidths(path, bytes) ?? (path.Level == 0
            ? await EntriesAsync(path, bytes, cancellation).ConfigureAwait(false)
            : await BelowAsync(path, bytes, cancellation).ConfigureAwait(false));
    }

    /// <summary>A tile and the hash above it disagree: the one that also disagrees with what is below is wrong.</summary>
    async Task<LogFinding> BlameAsync(TilePath path, byte[] bytes, Place above, CancellationToken cancellation)
    {
        var below = await HashesBelowAsync(path, cancellation).ConfigureAwait(false);
        for (var i = 0; i < below.Count; i++)
        {
            if (below[i] is { } hash && hash != TreeHasher.Of(bytes)[i])
            {
                var offset = (i * TreeHash.Length) + hash.AsSpan().CommonPrefixLength(bytes.AsSpan(i * TreeHash.Length, TreeHash.Length));
                return new LogFinding(path.ToString(), offset, $"{path} is wrong at byte {offset}: the hash of {What(path, i)} is {hash}, and the tile does not lead to the root without it.");
            }
        }
        var computed = TreeHasher.Above(TreeHasher.Of(bytes));
        if (!_rootHolds && (below.TrueForAll(hash => hash is not null) || LeadsToRoot(path.Level + 1, above.Offset, computed.ToArray())))
        {
            var offset = above.Offset + computed.AsSpan().CommonPrefixLength(above.Hash.AsSpan());
            return new LogFinding(above.File, offset, $"{above.File} is wrong at byte {offset}: the hash of {path} is {computed}.");
        }
        return new LogFinding(path.ToString(), 0, $"{path} does not lead to the root: {above.File} has another hash for it at byte {above.Offset}. What is below it agrees with it or is not given, so both may have been altered.");
    }

    async Task<List<TreeHash?>> HashesBelowAsync(TilePath path, CancellationToken cancellation)
    {
        if (path.Level == 0)
        {
            var entries = new List<ReadOnlyMemory<byte>>();
            if (await _reader.ReadAsync(path with { Level = TilePath.Entries }, EntryBundle.MostBytes, cancellation).ConfigureAwait(false) is { } bundle)
                EntryBundle.Read(bundle.Bytes, path.Width, entries);
            return [.. Enumerable.Range(0, path.Width).Select(i => i < entries.Count ? TreeHasher.Leaf(entries[i].Span) : (TreeHash?)null)];
        }
        var hashes = new List<TreeHash?>();
        for (var i = 0; i < path.Width; i++)
        {
            var (bytes, finding) = await TileAsync(new TilePath(path.Level - 1, (path.Index << 8) + i, TilePath.FullWidth), cancellation).ConfigureAwait(false);
            hashes.Add(finding is null ? TreeHasher.Above(TreeHasher.Of(bytes)) : null);
        }
        return hashes;
    }

    /// <summary>The entries below a tile of leaves.</summary>
    async Task<LogFinding?> EntriesAsync(TilePath tile, byte[] bytes, CancellationToken cancellation)
    {
        var path = tile with { Level = TilePath.Entries };
        if ((tile.Index & 255) == 0)
            options.Progress?.Invoke(tile.FirstEntry, checkpoint.Size);
        if (await _reader.ReadAsync(path, EntryBundle.MostBytes, cancellation).ConfigureAwait(false) is not { } bundle)
        {
            Withheld += tile.Width;
            for (var i = 0; i < tile.Width; i++)
                options.Leaf?.Invoke(new LeafSeen(tile.FirstEntry + i, TreeHasher.Of(bytes)[i], null));
            return null;
        }
        var entries = new List<ReadOnlyMemory<byte>>(tile.Width);
        var end = EntryBundle.Read(bundle.Bytes, tile.Width, entries);
        var at = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            if (TreeHasher.Leaf(entries[i].Span) != TreeHasher.Of(bytes)[i])
                return _rootHolds || !LeadsToRoot(0, i * TreeHash.Length, TreeHasher.Leaf(entries[i].Span).ToArray())
                    ? new LogFinding(bundle.Path.ToString(), at, $"{bundle.Path} is wrong from byte {at} on: entry {tile.FirstEntry + i} is not the one the tree holds.")
                    : WrongHash(tile, bytes, i, TreeHasher.Leaf(entries[i].Span));
            options.Leaf?.Invoke(new LeafSeen(tile.FirstEntry + i, TreeHasher.Of(bytes)[i], entries[i]));
            at += 2 + entries[i].Length;
        }
        if (entries.Count < tile.Width)
            return new LogFinding(bundle.Path.ToString(), end, $"{bundle.Path} is wrong from byte {end} on: it ends within entry {tile.FirstEntry + entries.Count}.");
        if (bundle.Path == path && end != bundle.Bytes.Length)
            return new LogFinding(bundle.Path.ToString(), end, $"{bundle.Path} is wrong from byte {end} on: its {tile.Width} entries end there, but it goes on.");
        Verified += tile.Width;
        return OlderWidths(path, bundle.Bytes.AsSpan(0, end));
    }

    static LogFinding WrongHash(TilePath tile, byte[] bytes, int i, TreeHash leaf)
    {
        var offset = (i * TreeHash.Length) + leaf.AsSpan().CommonPrefixLength(bytes.AsSpan(i * TreeHash.Length, TreeHash.Length));
        return new LogFinding(tile.ToString(), offset, $"{tile} is wrong at byte {offset}: the hash of entry {tile.FirstEntry + i} is {leaf}.");
    }

    /// <summary>Whether a hash, put into the edge's tile of a level, leads to the signed root: then what stands there is wrong.</summary>
    bool LeadsToRoot(int level, int offset, byte[] hash)
    {
        if (!_edge.TryGetValue(level, out var bytes) || offset >= bytes.Length)
            return false;
        var given = bytes[offset..(offset + TreeHash.Length)];
        hash.CopyTo(bytes, offset);
        var holds = RootOfEdge() == checkpoint.Root;
        given.CopyTo(bytes, offset);
        return holds;
    }

    /// <summary>Narrower tiles of earlier checkpoints must be the beginning of this one.</summary>
    LogFinding? OlderWidths(TilePath path, ReadOnlySpan<byte> bytes)
    {
        foreach (var width in source.PartialWidths(path).Where(width => width < path.Width))
        {
            var older = path with { Width = width };
            if (source.ReadAsync(older.ToString(), EntryBundle.MostBytes).GetAwaiter().GetResult() is not { } given) // Only a folder knows of them, and answers at once.
                continue;
            var same = bytes.CommonPrefixLength(given);
            if (same < given.Length || (!path.IsBundle && given.Length != width * TreeHash.Length))
                return new LogFinding(older.ToString(), same, $"{older} is wrong at byte {same}: it is not the beginning of {path}.");
        }
        return null;
    }

    async Task<(byte[] Bytes, LogFinding? Finding)> TileAsync(TilePath path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (await _reader.ReadAsync(path, TileBytes * 2, cancellation).ConfigureAwait(false) is not { } read)
            return ([], new LogFinding(path.ToString(), null, $"{path} is missing."));
        var expected = read.Path.Width * TreeHash.Length;
        return read.Bytes.Length == expected ? (read.Bytes, null)
            : ([], new LogFinding(read.Path.ToString(), Math.Min(read.Bytes.Length, expected), $"{read.Path} has {read.Bytes.Length} bytes; it should have {expected}."));
    }

    TreeHash RootOfEdge()
    {
        if (checkpoint.Size == 0)
            return TreeHasher.Empty;
        var nodes = new List<TreeHash>();
        foreach (var (height, index) in new TreeRange(0, checkpoint.Size).Nodes())
        {
            var count = 1 << (height % 8);
            nodes.Add(TreeHasher.Above(TreeHasher.Of(_edge[height / 8]).Slice((int)((index * count) & 255), count)));
        }
        return TreeRange.Join(nodes.ToArray());
    }

    int RootOffset() => KeyName.Utf8.GetByteCount(checkpoint.Origin) + 2 + checkpoint.Size.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;

    static string What(TilePath path, int i) => path.Level == 0 ? $"entry {path.FirstEntry + i}" : new TilePath(path.Level - 1, (path.Index << 8) + i, TilePath.FullWidth).ToString();
}
