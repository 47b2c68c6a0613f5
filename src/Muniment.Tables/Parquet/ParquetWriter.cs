using Muniment.Tables.Parquet.DuckDb;

namespace Muniment.Tables.Parquet;

/// <summary>Fills a batch of rows to be written, from row 0.</summary>
/// <param name="rows">Where the values go; every value of a row must be set, text and numbers alike.</param>
/// <returns>The number of rows filled, up to <see cref="ParquetRows.Capacity"/>; 0 ends the file.</returns>
public delegate int ParquetFill(ParquetRows rows);

/// <summary>Writes Parquet files, compressed with Zstandard, with the same bytes for the same rows.</summary>
/// <remarks>By DuckDB's C API on one thread; rows are asked for as they are written, so memory stays bounded. Safe on any thread.</remarks>
public static class ParquetWriter
{
    /// <summary>Writes one file; it appears under its name when it is complete, or not at all.</summary>
    /// <param name="path">Path of the file; replaced if it is there.</param>
    /// <param name="columns">Its columns, at least one.</param>
    /// <param name="fill">Called until it answers 0. What it throws is thrown on, and no file is left.</param>
    /// <param name="cancel">Stops writing; no file is left.</param>
    /// <exception cref="BadInputException">DuckDB's library is missing, or the file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ParquetColumn> columns, ParquetFill fill, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count);
        DuckDbLibrary.Require(path, DuckDbLibrary.Folder);
        var full = Path.GetFullPath(path);
        var unfinished = $"{full}.unfinished";
        var native = columns.Select(column => new DuckColumn(column.Name, NativeType(column.Type))).ToArray();
        var source = new DuckRowSource(native, chunk => fill(new ParquetRows(chunk, native)));
        try
        {
            using (var connection = new DuckConnection("allowed_directories", Path.GetDirectoryName(full)!, threads: 1))
            {
                source.Register(connection, "muniment_rows");
                connection.Execute($"COPY (FROM muniment_rows()) TO '{unfinished.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION zstd)", cancel);
            }
            File.Move(unfinished, full, overwrite: true);
        }
        catch (DuckException exception)
        {
            source.ThrowFailure();
            throw new BadInputException($"'{path}' could not be written ({exception.FirstLine}).", exception);
        }
        finally
        {
            File.Delete(unfinished); // DuckDB removes what it did not finish, except when the process dies
        }
    }

    static DuckType NativeType(ParquetType type) => type switch
    {
        ParquetType.Text => DuckType.Varchar,
        ParquetType.WholeNumber => DuckType.BigInt,
        _ => DuckType.Double,
    };
}
