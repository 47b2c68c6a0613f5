using System.Text;
using Muniment.Linkage.Columns;

namespace Muniment.Tables;

/// <summary>A CSV file of our own kind (decisions, persons, findings), read whole and strictly: one faulty row refuses the file.</summary>
sealed class SmallTable : IDisposable
{
    readonly LoadResult? _loaded;
    readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for messages: "decisions", "persons".</param>
    /// <param name="needed">Columns it must have.</param>
    /// <param name="optional">Columns it may have; others are not read.</param>
    /// <exception cref="BadInputException">It cannot be read, a column is missing or a row is faulty.</exception>
    public SmallTable(string path, string what, string[] needed, params string[] optional)
    {
        if (!File.Exists(path))
            throw new BadInputException($"There is no file '{path}' to take {what} from.");
        // Only a header: no row is no fault here, though it is one in an extract.
        if (File.ReadLines(path).Skip(1).All(string.IsNullOrWhiteSpace))
            return;
        // Under other names none of the columns is taken for the record id, so that ids may come twice.
        using var header = ExtractLoader.Open(new Extract(path), new LoadOptions { Threads = 1 });
        if (needed.FirstOrDefault(name => !header.ColumnNames.Contains(name)) is { } missing)
            throw new BadInputException($"'{path}' has no column '{missing}'. A file of {what} has the columns {string.Join(", ", needed)}.");
        var rename = needed.Concat(optional).Where(header.ColumnNames.Contains).ToDictionary(name => name, name => "of " + name);
        _loaded = ExtractLoader.Load([new Extract(path, null, rename)], new LoadOptions { Threads = 1 });
        foreach (var name in needed.Concat(optional))
        {
            if (_loaded.Table.Find("of " + name) is { } column)
                _columns[name] = column;
        }
        if (_loaded.Rejects.First is not { } reject)
            return;
        _loaded.Dispose();
        throw new BadInputException($"'{path}', line {reject.LineNumber}: {reject.Reason} Mend the line; nothing of a file of {what} is passed over.");
    }

    /// <summary>Number of rows.</summary>
    public int Count => _loaded?.Table.Count ?? 0;

    /// <summary>The column of that name, or null.</summary>
    public Column? Find(string name) => _columns.GetValueOrDefault(name);

    /// <summary>A value as text; empty: missing, or there is no such column. The apostrophe that guards a formula is taken off.</summary>
    public string this[int row, string name]
    {
        get
        {
            if (Find(name) is not { } column || column.Codes[row] == 0)
                return "";
            return Encoding.UTF8.GetString(Unguarded(column.Values[column.Codes[row]]));
        }
    }

    /// <summary>A value as it was before the writer guarded it from being run as a formula.</summary>
    public static ReadOnlySpan<byte> Unguarded(ReadOnlySpan<byte> value) =>
        value.Length > 1 && value[0] == (byte)'\'' && value[1] is (byte)'=' or (byte)'@' or (byte)'+' or (byte)'-' or (byte)'\t' or (byte)'\r' ? value[1..] : value;

    /// <inheritdoc/>
    public void Dispose() => _loaded?.Dispose();
}
