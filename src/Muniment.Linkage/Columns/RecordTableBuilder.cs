using System.Text;

namespace Muniment.Linkage.Columns;

/// <summary>Makes a <see cref="RecordTable"/> row by row: for tests, samples and small inputs. Extracts are loaded by Muniment.Tables.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class RecordTableBuilder : IDisposable
{
    readonly ColumnBuilder[] _columns;
    readonly ValueDictionaryBuilder _ids = new();
    readonly List<RecordSource> _sources = [];
    readonly HashSet<string> _idsOfSource = new(StringComparer.Ordinal);

    /// <summary>A table without rows.</summary>
    /// <param name="columns">The fields' names, each once; the record id is not among them.</param>
    public RecordTableBuilder(params IReadOnlyList<string> columns) => _columns = [.. columns.Select(name => new ColumnBuilder(name))];

    /// <summary>What follows belongs to a source of that name, new in this table.</summary>
    public RecordTableBuilder Source(string name)
    {
        if (_sources.Any(source => source.Name == name))
            throw new ArgumentException($"The source '{name}' is there already.", nameof(name));
        _sources.Add(new(name, _ids.Count - 1, 0));
        _idsOfSource.Clear();
        return this;
    }

    /// <summary>Adds a record to the last named source.</summary>
    /// <param name="id">The record id: not empty, new in this source.</param>
    /// <param name="values">One for each column; null or empty = missing; taken as it is, blanks included.</param>
    public RecordTableBuilder Add(string id, params ReadOnlySpan<string?> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (_sources.Count == 0)
            Source("records");
        if (values.Length != _columns.Length)
            throw new ArgumentException($"Record '{id}' has {values.Length} values for {_columns.Length} columns.", nameof(values));
        if (!_idsOfSource.Add(id))
            throw new ArgumentException($"The record id '{id}' is in source '{_sources[^1].Name}' already.", nameof(id));
        _ids.Append(Encoding.UTF8.GetBytes(id));
        for (var column = 0; column < values.Length; column++)
            _columns[column].Add(values[column]);
        _sources[^1] = _sources[^1] with { RowCount = _sources[^1].RowCount + 1 };
        return this;
    }

    /// <summary>The table; the builder is spent afterwards.</summary>
    public RecordTable Build() => new([.. _sources], _ids.Build(), [.. _columns.Select(column => column.Build())]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ids.Dispose();
        foreach (var column in _columns)
            column.Dispose();
    }
}
