using System.Text;

namespace Muniment.Linkage.Columns;

/// <summary>Collects one field of record after record and ends as a <see cref="Column"/>.</summary>
/// <remarks>Not thread-safe: one thread at a time owns a builder. Codes come out in order of first appearance.</remarks>
public sealed unsafe class ColumnBuilder : IDisposable
{
    readonly ValueDictionaryBuilder _values = new();
    readonly NativeBuffer<int> _codes = new(1 << 10);

    /// <summary>An empty column.</summary>
    /// <param name="name">The field's name, unique in its table.</param>
    public ColumnBuilder(string name) => Name = name;

    /// <summary>The field's name.</summary>
    public string Name { get; }

    /// <summary>Number of records so far.</summary>
    public long Count => _codes.Count;

    /// <summary>Number of distinct values so far, "missing" (code 0) included.</summary>
    public int ValueCount => _values.Count;

    /// <summary>Adds the next record's value.</summary>
    /// <param name="value">UTF-8, copied; empty = missing.</param>
    public void Add(ReadOnlySpan<byte> value) => _codes.Add(_values.Code(value));

    /// <summary>Adds the next record's value as text; null or empty = missing.</summary>
    public void Add(string? value) => Add(value is null ? default : Encoding.UTF8.GetBytes(value).AsSpan());

    /// <summary>Adds <paramref name="count"/> records without a value.</summary>
    public void AddMissing(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _codes.Reserve(count);
        for (long i = 0; i < count; i++)
            _codes.Pointer[_codes.Count + i] = 0;
        _codes.Count += count;
    }

    /// <summary>Adds a batch of records' values: the fast way in.</summary>
    /// <param name="bytes">What the cells' starts count from; 16 bytes after the last value's end must be readable.</param>
    /// <param name="cells">One for each record, in order; length 0 = missing.</param>
    public void AddCells(byte* bytes, ReadOnlySpan<Cell> cells)
    {
        _codes.Reserve(cells.Length);
        _values.Codes(bytes, cells, new Span<int>(_codes.Pointer + _codes.Count, cells.Length));
        _codes.Count += cells.Length;
    }

    /// <summary>The column; the builder is spent afterwards.</summary>
    public Column Build() => new(Name, _codes.Detach(), _values.Build());

    /// <summary>The codes and what they stand for, apart; the builder is spent afterwards.</summary>
    internal NativeArray<int> Detach(out ValueDictionary values)
    {
        values = _values.Build();
        return _codes.Detach();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        _codes.Dispose();
    }
}
