using System.Diagnostics;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Writing;

/// <summary>Writes a log: tiles, bundles and checkpoint, in a folder that can be served as it lies.</summary>
/// <remarks>
/// Three steps, so that one database decides which tree is the log, whoever else writes into the folder:
/// <see cref="Stage"/> writes a batch where nobody sees it and says (size, root); the caller swaps (old size, old root) for these in its
/// database, and stops if that fails; <see cref="Publish"/> moves the files to their places and shows the checkpoint that was signed meanwhile.
/// A crash at any instant leaves a log that <see cref="Open"/> continues from what the database says. Two writers on one folder cannot damage each other: only
/// files of a tree that was decided on are ever moved, and their bytes follow from its root.
/// Not thread-safe: one at a time.
/// </remarks>
public sealed class TileLog
{
    readonly string _directory;
    readonly StagingArea _staging;
    TreeEdge _edge;
    readonly List<TilePath> _files = []; // of the staged batch
    TreeEdge? _staged;
    StagedBatch? _batch;

    TileLog(string directory, StagingArea staging, TreeEdge edge, TreeHash root) => (_directory, _staging, _edge, Root) = (directory, staging, edge, root);

    /// <summary>Entries in the tree that was last opened or published.</summary>
    public long Size => _edge.Size;

    /// <summary>Root hash of the tree that was last opened or published.</summary>
    public TreeHash Root { get; private set; }

    /// <summary>Opens a log where the database says it stands, and finishes what a crash left half moved.</summary>
    /// <param name="directory">The log's folder; made if it is missing.</param>
    /// <param name="size">Entries, as last decided; 0 for a new log.</param>
    /// <param name="root">Root hash, as last decided; <see cref="TreeHasher.Empty"/> for a new log.</param>
    /// <exception cref="LedgerException">
    /// <see cref="LedgerFault.Inconsistent"/>: the folder shows a checkpoint beyond, or beside, what the database says: it was restored from an older copy, or another
    /// writer went on meanwhile (read the database again). <see cref="LedgerFault.Missing"/>: files of this tree are gone; open the log at
    /// the published checkpoint (<see cref="ReadPublished"/>), stage the entries after it again from the database, and publish.
    /// </exception>
    public static TileLog Open(string directory, long size, TreeHash root)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        DurableFile.CreateFolder(full);
        if (ReadPublished(full) is { } note)
            CheckPublished(Checkpoint.Of(note), size, root);
        var staging = new StagingArea(full);
        staging.Place(size, root);
        var edge = TreeEdge.Load(size, path => ReadTile(full, path));
        if (edge.Root() != root)
            throw new LedgerException(LedgerFault.Inconsistent, $"The tiles of '{directory}' lead to the root {edge.Root()} for {size} entries, but it should be {root}.");
        staging.Clean(size);
        return new TileLog(full, staging, edge, root);
    }

    /// <summary>The checkpoint the folder shows, unverified; null where there is none.</summary>
    public static SignedNote? ReadPublished(string directory)
    {
        try
        {
            return SignedNote.Parse(File.ReadAllBytes(Path.Combine(directory, LogSource.CheckpointPath)));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes entries to disk where nobody sees them, and says what tree they make.</summary>
    /// <param name="entries">In their order, at least one, each at most 65,535 bytes.</param>
    /// <returns>What to swap in the database before anything is signed. On disk for good when this returns. An earlier batch not published yet is forgotten.</returns>
    public StagedBatch Stage(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count, nameof(entries));
        var edge = _edge.Copy();
        var part = _staging.Begin(edge.Size);
        _files.Clear();
        (_staged, _batch) = (null, null);
        void Write(TilePath path, ReadOnlySpan<byte> bytes)
        {
            _files.Add(path);
            StagingArea.Write(part, path, bytes);
        }
        foreach (var entry in entries)
            edge.Append(entry.Span, Write);
        edge.GivePartials(_edge.Size, Write);
        var root = edge.Root();
        _staging.End(part, edge.Size, root);
        _staged = edge;
        return _batch = new StagedBatch(_edge.Size, edge.Size, root);
    }

    /// <summary>Shows a checkpoint, and before that moves the staged batch it is about to its place.</summary>
    /// <param name="checkpoint">Signed; over the batch staged last, or over the tree as it stands (again, or with cosignatures).</param>
    /// <exception cref="LedgerException">
    /// <see cref="LedgerFault.Inconsistent"/>: it is about another tree, or the folder already shows a later checkpoint: another writer went on. Open the log anew.
    /// </exception>
    public void Publish(SignedNote checkpoint)
    {
        var stated = Checkpoint.Of(checkpoint);
        var published = ReadPublished(_directory) is { } note ? Checkpoint.Of(note) : null;
        if (published is not null)
            CheckPublished(published, stated.Size, stated.Root);
        if (published?.Size > Size && published.Size != stated.Size)
            throw new LedgerException(LedgerFault.Inconsistent, $"The log already shows a checkpoint over {published.Size} entries, but this writer knows {Size}: another writer went on.");
        if (_staged is { } edge && _batch is { } batch && (stated.Size, stated.Root) == (batch.Size, batch.Root))
        {
            _staging.Place(batch.Size, batch.Root);
            if (_files.Find(path => !File.Exists(Path.Combine(_directory, path.ToString()))) is { Width: > 0 } gone)
                throw new LedgerException(LedgerFault.Missing, $"'{_directory}' has no {gone}, which was staged: somebody removed it. Open the log at its published checkpoint and stage the entries again.");
            (_edge, Root, _staged, _batch) = (edge, batch.Root, null, null);
        }
        else if ((stated.Size, stated.Root) != (Size, Root))
        {
            throw new LedgerException(LedgerFault.Inconsistent, $"The checkpoint over {stated.Size} entries is about neither the tree of {Size} entries that is written nor the batch that is staged.");
        }
        DurableFile.Replace(Path.Combine(_directory, LogSource.CheckpointPath), checkpoint.ToBytes(), StagingArea.NewNonce());
        _staging.Clean(Size);
        RemovePartials(published?.Size ?? 0);
    }

    /// <summary>Partial tiles whose full tile is there serve nobody: a reader falls back to the full one.</summary>
    void RemovePartials(long before)
    {
        var old = TilePath.Edge(before).ToList();
        if ((before & 255) != 0)
            old.Add(TilePath.BundleOf(before, before + 1));
        foreach (var path in old.Where(path => path.Full.IsIn(Size)))
        {
            var folder = Path.Combine(_directory, path.Full + ".p");
            Debug.Assert(File.Exists(Path.Combine(_directory, path.Full.ToString())));
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    static void CheckPublished(Checkpoint published, long size, TreeHash root)
    {
        if (published.Size > size || (published.Size == size && published.Root != root))
            throw new LedgerException(LedgerFault.Inconsistent, $"The log already shows a checkpoint over {published.Size} entries with root {published.Root}; {size} entries with root {root} would take it back. Nothing was signed over or overwritten.");
    }

    static byte[] ReadTile(string directory, TilePath path)
    {
        foreach (var one in new[] { path, path.Full })
        {
            try
            {
                return File.ReadAllBytes(Path.Combine(directory, one.ToString()));
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                // The full one has the partial one as its beginning.
            }
        }
        throw new LedgerException(LedgerFault.Missing, $"'{directory}' has no {path}, which the log needs to grow.");
    }
}
