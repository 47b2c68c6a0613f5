using System.Security.Cryptography;

namespace Muniment.Tables;

/// <summary>A folder of results that appears whole or not at all.</summary>
/// <remarks>
/// Files are written into a hidden folder beside it; <see cref="Commit"/> brings them to disk and gives the folder its name in one step.
/// Disposing without that leaves nothing. A folder of the same name is replaced only if it is empty or an earlier result: it
/// holds summary.json, and nothing that its list of files (<c>.muniment</c>) does not know. What a killed run left beside it is removed by the next.
/// Not thread-safe, but files that were opened may be written by different threads.
/// </remarks>
public sealed class OutputDirectory : IDisposable
{
    const string ListName = ".muniment";
    const string LockName = ".lock";

    readonly string _temporary;
    readonly FileStream _lock;
    readonly List<string> _names = [];
    bool _committed;

    OutputDirectory(string path, string temporary, FileStream locked) => (Path, _temporary, _lock) = (path, temporary, locked);

    /// <summary>The folder's full path, where results will be found after <see cref="Commit"/>.</summary>
    public string Path { get; }

    /// <summary>Checks that the folder may be written, before anything is computed, and makes the hidden one.</summary>
    /// <param name="path">The folder that is to appear; missing parents are made.</param>
    /// <exception cref="BadInputException">It is something else already, or cannot be written.</exception>
    public static OutputDirectory Create(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        var parent = System.IO.Path.GetDirectoryName(full);
        if (parent is null || full == Directory.GetCurrentDirectory())
            throw new BadInputException($"'{path}' cannot be the output folder. Name a folder of its own, such as --out result.");
        RefuseOthers(path, full);
        try
        {
            Directory.CreateDirectory(parent);
            RemoveLeftovers(full, parent);
            var temporary = $"{Prefix(full)}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
            Directory.CreateDirectory(temporary);
            // Held as long as this run lives, whatever ends it: the sign by which others know a leftover.
            var locked = new FileStream(System.IO.Path.Combine(temporary, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            return new(full, temporary, locked);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The output folder '{path}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Opens a new file of the folder for writing; the caller closes it before <see cref="Commit"/>.</summary>
    /// <param name="name">Its name, or a path below the folder with forward slashes.</param>
    public FileStream NewFile(string name)
    {
        var path = UnfinishedPath(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _names.Add(name.Split('/')[0]);
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
    }

    /// <summary>Where a file of the folder is until <see cref="Commit"/>, for reading what was just written.</summary>
    /// <param name="name">Its name, as given to <see cref="NewFile"/>.</param>
    public string UnfinishedPath(string name) => System.IO.Path.Combine(_temporary, name);

    /// <summary>Makes the folder appear, in place of an earlier result.</summary>
    /// <exception cref="BadInputException">Something else was put at its place meanwhile.</exception>
    public void Commit()
    {
        RefuseOthers(Path, Path);
        File.WriteAllLines(System.IO.Path.Combine(_temporary, ListName), _names.Append(ListName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        _lock.Dispose();
        foreach (var file in Directory.EnumerateFiles(_temporary, "*", SearchOption.AllDirectories))
            FileSystemCalls.Flush(file);
        foreach (var folder in Directory.EnumerateDirectories(_temporary, "*", SearchOption.AllDirectories).Append(_temporary))
            FileSystemCalls.Flush(folder);
        if (!Directory.Exists(Path))
            Directory.Move(_temporary, Path);
        else
            FileSystemCalls.Exchange(_temporary, Path);
        _committed = true;
        FileSystemCalls.Flush(System.IO.Path.GetDirectoryName(Path)!);
        if (Directory.Exists(_temporary)) // The earlier result, after the exchange.
            Directory.Delete(_temporary, recursive: true);
    }

    /// <summary>Removes everything, unless it was committed.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        if (!_committed && Directory.Exists(_temporary))
            Directory.Delete(_temporary, recursive: true);
    }

    static string Prefix(string full) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(full)!, $".{System.IO.Path.GetFileName(full)}.unfinished-");

    static void RefuseOthers(string path, string full)
    {
        if (File.Exists(full))
            throw new BadInputException($"'{path}' is a file. Name a folder for the output.");
        if (!Directory.Exists(full))
            return;
        var names = Directory.EnumerateFileSystemEntries(full).Select(entry => System.IO.Path.GetFileName(entry)!).Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
            return;
        if (!names.Contains("summary.json"))
            throw new BadInputException($"The folder '{path}' holds other things ('{names[0]}'). Name a new or empty folder for the output.");
        var list = System.IO.Path.Combine(full, ListName);
        var known = File.Exists(list) ? File.ReadAllLines(list) : null;
        if (known is not null && names.Find(name => !known.Contains(name)) is { } foreign)
            throw new BadInputException($"The folder '{path}' is an earlier result, but '{foreign}' in it is not. Move that away or name another folder for the output.");
    }

    static void RemoveLeftovers(string full, string parent)
    {
        foreach (var leftover in Directory.EnumerateDirectories(parent, System.IO.Path.GetFileName(Prefix(full)) + "*"))
        {
            var lockPath = System.IO.Path.Combine(leftover, LockName);
            try
            {
                if (File.Exists(lockPath))
                    File.Open(lockPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                Directory.Delete(leftover, recursive: true);
            }
            catch (IOException)
            {
                // Locked: another run is writing there. It is not ours to remove.
            }
        }
    }
}
