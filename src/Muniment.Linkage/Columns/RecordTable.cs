using System.Text;

namespace Muniment.Linkage.Columns;

/// <summary>A source's records in a table: rows [FirstRow, FirstRow + RowCount).</summary>
/// <param name="Name">The source's name, as written to outputs.</param>
/// <param name="FirstRow">0-based row of its first record.</param>
/// <param name="RowCount">Number of its records.</param>
public sealed record RecordSource(string Name, int FirstRow, int RowCount);

/// <summary>The records of one run: every source's rows one after the other, column by column.</summary>
/// <remarks>Immutable after loading; safe on any thread.</remarks>
public sealed class RecordTable : IDisposable
{
    readonly Dictionary<string, Column> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes ownership of ids and columns.</summary>
    /// <param name="sources">In row order, without gaps.</param>
    /// <param name="ids">[records] the record ids; a dictionary without sharing: code = row + 1.</param>
    /// <param name="columns">Each as long as the table.</param>
    public RecordTable(IReadOnlyList<RecordSource> sources, ValueDictionary ids, IReadOnlyList<Column> columns)
    {
        Sources = sources;
        Ids = ids;
        Columns = columns;
        Count = ids.Count - 1;
        foreach (var column in columns)
        {
            if (column.Codes.Length != Count)
                throw new ArgumentException($"Column '{column.Name}' has {column.Codes.Length} values for {Count} records.", nameof(columns));
            if (!_byName.TryAdd(column.Name, column))
                throw new ArgumentException($"Two columns are called '{column.Name}'.", nameof(columns));
        }
    }

    /// <summary>A table of one source, "records", for tests and samples.</summary>
    /// <param name="columns">The fields' names; the record id is not among them.</param>
    /// <param name="rows">Each the values of one record, null or empty = missing; record ids are "1", "2", ...</param>
    public static RecordTable FromRows(IReadOnlyList<string> columns, params IEnumerable<IReadOnlyList<string?>> rows)
    {
        using var builder = new RecordTableBuilder(columns);
        var id = 0;
        foreach (var row in rows)
            builder.Add((++id).ToString(System.Globalization.CultureInfo.InvariantCulture), [.. row]);
        return builder.Build();
    }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>The sources, in row order.</summary>
    public IReadOnlyList<RecordSource> Sources { get; }

    /// <summary>Record ids: code = row + 1. Unique inside a source, not across sources.</summary>
    public ValueDictionary Ids { get; }

    /// <summary>The fields; the record id is not among them.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The column of that name, or null.</summary>
    public Column? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The record id of a row as text.</summary>
    public string IdOf(int row) => Encoding.UTF8.GetString(Ids[row + 1]);

    /// <summary>0-based index in <see cref="Sources"/> of the source a row came from.</summary>
    public int SourceOf(int row)
    {
        var source = Sources.Count - 1;
        while (row < Sources[source].FirstRow)
            source--;
        return source;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Ids.Dispose();
        foreach (var column in Columns)
            column.Dispose();
    }
}
