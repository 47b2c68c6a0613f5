using System.Security.Cryptography;
using Muniment.Hub.Hosting;
using Muniment.Linkage.Columns;
using Muniment.Tables;

namespace Muniment.Hub.Sources;

/// <summary>The extracts the hub keeps: a folder a source, a file a load, named by the SHA-256 of its content and readable by the hub's account alone.</summary>
/// <remarks>CSV under standard field names, with the source's own record ids; only mapped columns are ever written here. Safe on any thread.</remarks>
public sealed class ExtractFiles
{
    readonly string _folder;

    /// <summary>In the hub's folder.</summary>
    public ExtractFiles(HubOptions options) => _folder = Path.Combine(options.DataFolder, "extracts");

    /// <summary>Path of a file that is there.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="content">SHA-256 of the content, hexadecimal.</param>
    public string PathOf(string sourceId, string content) => Path.Combine(_folder, sourceId, content + ".csv");

    /// <summary>Writes rows into a new file; where the content is there already, nothing changes.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="columns">Standard field names; the first is the record id.</param>
    /// <param name="write">Writes the rows.</param>
    /// <returns>The content's SHA-256.</returns>
    public string Add(string sourceId, IReadOnlyList<string> columns, Action<CsvOutput> write)
    {
        var folder = Path.Combine(_folder, sourceId);
        HubFolder.Make(_folder);
        HubFolder.Make(folder);
        var unfinished = Path.Combine(folder, $".unfinished-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
        try
        {
            string content;
            using (var file = HubFolder.NewFile(unfinished))
            using (var sha = SHA256.Create())
            {
                using (var hashed = new CryptoStream(file, sha, CryptoStreamMode.Write, leaveOpen: true))
                using (var csv = new CsvOutput(hashed, columns, escapeFormulas: false))
                    write(csv);
                file.Flush(flushToDisk: true);
                content = Convert.ToHexStringLower(sha.Hash!);
            }
            File.Move(unfinished, PathOf(sourceId, content), overwrite: true);
            return content;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Writes a file again without some of its rows.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="content">The file.</param>
    /// <param name="rule">The file's records → which rows are left out.</param>
    /// <returns>The new content's SHA-256, null if no row is left; and the record ids that were left out.</returns>
    public (string? Content, IReadOnlyList<string> Dropped) Rewrite(string sourceId, string content, Func<RecordTable, Func<int, bool>> rule)
    {
        using var loaded = Load([(sourceId, content)], 1);
        var table = loaded.Table;
        var drop = rule(table);
        var dropped = new List<int>();
        for (var row = 0; row < table.Count; row++)
        {
            if (drop(row))
                dropped.Add(row);
        }
        if (dropped.Count == 0)
            return (content, []);
        IReadOnlyList<string> ids = [.. dropped.Select(table.IdOf)];
        if (dropped.Count == table.Count)
            return (null, ids);
        var left = dropped.ToHashSet();
        return (Add(sourceId, [StandardFields.RecordId, .. table.Columns.Select(column => column.Name)], csv => WriteRows(csv, table, row => !left.Contains(row))), ids);
    }

    /// <summary>Writes a table's rows: the record id, then each column.</summary>
    public static void WriteRows(CsvOutput csv, RecordTable table, Func<int, bool> keep)
    {
        for (var row = 0; row < table.Count; row++)
        {
            if (!keep(row))
                continue;
            csv.Write(table.Ids[row + 1]);
            foreach (var column in table.Columns)
                csv.Write(column.Values[column.Codes[row]]);
            csv.EndRow();
        }
    }

    /// <summary>The files as extracts for the engine.</summary>
    public IReadOnlyList<Extract> AsExtracts(IEnumerable<(string SourceId, string Content)> files) => [.. files.Select(file => new Extract(PathOf(file.SourceId, file.Content), file.SourceId))];

    /// <summary>Reads files back.</summary>
    public LoadResult Load(IEnumerable<(string SourceId, string Content)> files, int threads) =>
        ExtractLoader.Load(AsExtracts(files), new LoadOptions { IdColumn = StandardFields.RecordId, Threads = threads });

    /// <summary>Says whether a file is still what its name says.</summary>
    /// <exception cref="BadInputException">It is gone, or was changed.</exception>
    public void Verify(string sourceId, string content)
    {
        var path = PathOf(sourceId, content);
        if (!File.Exists(path))
            throw new BadInputException($"The hub's copy of an extract of source '{sourceId}' is gone: '{path}'. Restore it from a backup, or load the extract again.");
        using var file = File.OpenRead(path);
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != content)
            throw new BadInputException($"The hub's copy of an extract of source '{sourceId}' is not as it was written: '{path}'. Restore it from a backup, or load the extract again.");
    }

    /// <summary>Removes what no load holds: leftovers of a load or an erasure that was cut off.</summary>
    /// <param name="held">The files that loads hold.</param>
    /// <param name="before">Files written after this instant stay: their load may be under way.</param>
    /// <returns>How many were removed.</returns>
    public int RemoveOthers(IReadOnlySet<(string SourceId, string Content)> held, DateTimeOffset before)
    {
        var removed = 0;
        foreach (var path in Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories) : [])
        {
            var source = Path.GetFileName(Path.GetDirectoryName(path)!);
            if (File.GetLastWriteTimeUtc(path) >= before.UtcDateTime || held.Contains((source, Path.GetFileNameWithoutExtension(path))))
                continue;
            File.Delete(path);
            removed++;
        }
        return removed;
    }

    /// <summary>Removes a file, if it is there.</summary>
    public void Delete(string sourceId, string content) => File.Delete(PathOf(sourceId, content));
}
