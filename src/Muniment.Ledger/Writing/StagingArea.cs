using System.Globalization;
using System.Security.Cryptography;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Writing;

/// <summary>Files that wait, out of sight, until the tree they belong to is decided on: a folder for each batch below ".staging".</summary>
/// <remarks>
/// A folder is called "part-FIRST-NONCE" while it is written and "SIZE-ROOT-NONCE" once all of it is on disk, so whoever opens the log at (size, root) can
/// finish what another began. It is removed only when the log has reached its size, since until then somebody may still decide on it.
/// </remarks>
sealed class StagingArea(string log)
{
    const char Separator = '!'; // Instead of the slash: one folder holds a whole batch.

    readonly string _folder = Path.Combine(log, ".staging");

    /// <summary>A word nobody else uses.</summary>
    public static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>Begins a batch.</summary>
    public string Begin(long first)
    {
        var part = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"part-{first}-{NewNonce()}"));
        DurableFile.CreateFolder(part);
        return part;
    }

    /// <summary>Writes a file of a batch. It is on disk for good only after <see cref="End"/>.</summary>
    public static void Write(string part, TilePath path, ReadOnlySpan<byte> bytes) =>
        File.WriteAllBytes(Path.Combine(part, path.ToString().Replace('/', Separator)), bytes);

    /// <summary>Ends a batch: from here on it is whole.</summary>
    public void End(string part, long size, TreeHash root)
    {
        DurableFile.FlushAll(Directory.GetFiles(part), [part]);
        Directory.Move(part, Path.Combine(_folder, $"{NameOf(size, root)}{NewNonce()}"));
        DurableFile.FlushFolder(_folder);
    }

    /// <summary>Moves what was staged for a tree to where it belongs. Two may do so at once: they move the same bytes.</summary>
    public void Place(long size, TreeHash root)
    {
        if (!Directory.Exists(_folder))
            return;
        foreach (var batch in Directory.GetDirectories(_folder, NameOf(size, root) + "*"))
        {
            var folders = new HashSet<string>(StringComparer.Ordinal);
            foreach (var file in FilesOf(batch))
            {
                var path = Path.GetFileName(file).Replace(Separator, Path.DirectorySeparatorChar);
                if (!TilePath.TryParse(path.Replace(Path.DirectorySeparatorChar, '/'), out _))
                    continue;
                var target = Path.Combine(log, path);
                var folder = Path.GetDirectoryName(target)!;
                DurableFile.CreateFolder(folder);
                folders.Add(folder);
                Move(file, target);
            }
            DurableFile.FlushAll([], folders);
        }
    }

    /// <summary>Removes batches that nobody can decide on any more, because the log has gone past them.</summary>
    public void Clean(long size)
    {
        if (!Directory.Exists(_folder))
            return;
        foreach (var batch in Directory.GetDirectories(_folder))
        {
            var parts = Path.GetFileName(batch).Split('-');
            var isPart = parts[0] == "part" && parts.Length > 1;
            if (Decimals.TryParse(isPart ? parts[1] : parts[0], out var number) && (isPart ? number < size : number <= size))
                Remove(batch);
        }
    }

    static void Move(string file, string target)
    {
        try
        {
            if (!File.Exists(target))
            {
                File.Move(file, target, overwrite: true);
                return;
            }
            if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(target)))
                throw new LedgerException(LedgerFault.Inconsistent, $"'{target}' holds other bytes than the tree that was decided on. It was altered, or two logs share this folder; nothing was overwritten.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException && File.Exists(target))
        {
            // Another writer that finished the same batch was faster.
        }
    }

    static string[] FilesOf(string batch)
    {
        try
        {
            return Directory.GetFiles(batch);
        }
        catch (DirectoryNotFoundException)
        {
            return []; // Placed and removed by another writer meanwhile; what is missing will be noticed when the edge is read.
        }
    }

    static void Remove(string batch)
    {
        try
        {
            Directory.Delete(batch, recursive: true);
        }
        catch (IOException)
        {
            // In use, or being removed by another writer: the next one removes it.
        }
    }

    static string NameOf(long size, TreeHash root) => string.Create(CultureInfo.InvariantCulture, $"{size}-{Convert.ToHexStringLower(root.AsSpan())}-");
}
