namespace Muniment.Tables;

/// <summary>One file a source delivered, and how its columns are named.</summary>
/// <param name="Path">The file: CSV, JSON lines or Parquet, told by its name and, failing that, by its first bytes; .gz is unpacked.</param>
/// <param name="SourceName">The source it came from; null = the file's name without extensions. Extracts given the same name are one source.</param>
/// <param name="Rename">Column of the file → name of the field in the table; null or absent = the column's own name.</param>
public sealed record Extract(string Path, string? SourceName = null, IReadOnlyDictionary<string, string>? Rename = null)
{
    static readonly string[] s_extensions = [".gz", ".csv", ".tsv", ".psv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet"];

    /// <summary>The source's name, given or taken from the file's name.</summary>
    public string Source => SourceName ?? NameOf(Path);

    /// <summary>The file's name alone, for messages.</summary>
    internal string FileName => System.IO.Path.GetFileName(Path);

    static string NameOf(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        while (s_extensions.FirstOrDefault(end => name.Length > end.Length && name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) is { } found)
            name = name[..^found.Length];
        return name;
    }
}
