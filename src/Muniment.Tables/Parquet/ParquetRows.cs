using System.Text.Unicode;
using Muniment.Tables.Parquet.DuckDb;

namespace Muniment.Tables.Parquet;

/// <summary>The rows of one batch while it is filled. Columns and rows are 0-based.</summary>
/// <remarks>Valid only inside the call that gave it.</remarks>
public readonly unsafe ref struct ParquetRows
{
    readonly nint _chunk;
    readonly DuckColumn[] _columns;

    internal ParquetRows(nint chunk, DuckColumn[] columns) => (_chunk, _columns) = (chunk, columns);

    /// <summary>Rows that fit a batch.</summary>
    public static int Capacity => DuckRowSource.Capacity;

    /// <summary>Sets a text.</summary>
    /// <param name="column">A column of <see cref="ParquetType.Text"/>.</param>
    /// <param name="row">Less than <see cref="Capacity"/>.</param>
    /// <param name="utf8">The text; copied.</param>
    /// <exception cref="ArgumentException">The column is of another type, or the text is not UTF-8.</exception>
    public void SetText(int column, int row, ReadOnlySpan<byte> utf8)
    {
        var vector = Vector(column, row, DuckType.Varchar);
        // DuckDB itself would write NULL for it without a word.
        if (!Utf8.IsValid(utf8))
            throw new ArgumentException($"The text for column {_columns[column].Name} is not UTF-8.", nameof(utf8));
        fixed (byte* bytes = utf8)
            NativeMethods.duckdb_vector_assign_string_element_len(vector, (ulong)row, bytes, (ulong)utf8.Length);
    }

    /// <summary>Sets a whole number.</summary>
    /// <param name="column">A column of <see cref="ParquetType.WholeNumber"/>.</param>
    /// <param name="row">Less than <see cref="Capacity"/>.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">The column is of another type.</exception>
    public void SetWholeNumber(int column, int row, long value) =>
        ((long*)NativeMethods.duckdb_vector_get_data(Vector(column, row, DuckType.BigInt)))[row] = value;

    /// <summary>Sets a number.</summary>
    /// <param name="column">A column of <see cref="ParquetType.Number"/>.</param>
    /// <param name="row">Less than <see cref="Capacity"/>.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">The column is of another type.</exception>
    public void SetNumber(int column, int row, double value) =>
        ((double*)NativeMethods.duckdb_vector_get_data(Vector(column, row, DuckType.Double)))[row] = value;

    /// <summary>Leaves a value out (NULL).</summary>
    /// <param name="column">A column of any type.</param>
    /// <param name="row">Less than <see cref="Capacity"/>.</param>
    public void SetMissing(int column, int row)
    {
        var vector = Vector(column, row, _columns[column].Type);
        NativeMethods.duckdb_vector_ensure_validity_writable(vector);
        NativeMethods.duckdb_vector_get_validity(vector)[row >> 6] &= ~(1UL << (row & 63));
    }

    nint Vector(int column, int row, DuckType type)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Capacity, nameof(row));
        if (_columns[column].Type != type)
            throw new ArgumentException($"Column {_columns[column].Name} holds {_columns[column].Type}, not {type}.", nameof(column));
        return NativeMethods.duckdb_data_chunk_get_vector(_chunk, (ulong)column);
    }
}
