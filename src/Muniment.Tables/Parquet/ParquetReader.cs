using Muniment.Tables.Parquet.DuckDb;

namespace Muniment.Tables.Parquet;

/// <summary>Reads a Parquet file as text, batch by batch, in the order of its rows.</summary>
/// <remarks>
/// By DuckDB's C API, in a process-wide sandbox that can open this one file. Text is UTF-8 and checked; dates are YYYY-MM-DD; times
/// YYYY-MM-DD HH:MM:SS; a whole number stored as a floating-point one (as pandas does in columns with gaps) has no ".0"; a list is
/// [a, b]. Parquet's pages have no checksum that is checked: a flipped bit can go unnoticed, so keep a SHA-256 beside a file that matters.
/// Not thread-safe; several readers at once are.
/// </remarks>
public sealed class ParquetReader : IDisposable
{
    readonly string _path;
    readonly DuckConnection _connection;
    readonly DuckResultReader _rows;
    string? _linkFolder;

    /// <summary>Opens a file; nothing but its description is read yet.</summary>
    /// <param name="path">Path of the file; taken literally, never as a pattern.</param>
    /// <param name="threads">Threads that decode, 1 or more; the rows and their order do not depend on it.</param>
    /// <param name="cancel">Stops reading; a batch that is being decoded is given up.</param>
    /// <exception cref="BadInputException">There is no such file, it is not Parquet, it is damaged, or DuckDB's library is missing.</exception>
    public ParquetReader(string path, int threads = 1, CancellationToken cancel = default)
        : this(path, threads, DuckDbLibrary.Folder, cancel)
    {
    }

    internal ParquetReader(string path, int threads, string libraryFolder, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _path = path;
        if (!File.Exists(path))
            throw new BadInputException($"{path}: there is no such file.");
        DuckDbLibrary.Require(path, libraryFolder);
        DuckConnection? connection = null;
        try
        {
            var plain = WithoutPattern(Path.GetFullPath(path));
            connection = new DuckConnection("allowed_paths", plain, threads);
            IReadOnlyList<DuckColumn> columns;
            using (var description = connection.Query($"SELECT * FROM {Source} LIMIT 0", cancel, plain))
                columns = description.Columns;
            ColumnNames = [.. columns.Select(column => column.Name)];
            _rows = connection.Query($"SELECT {string.Join(", ", columns.Select(AsText))} FROM {Source}", cancel, plain);
            _connection = connection;
        }
        catch (DuckException exception)
        {
            connection?.Dispose();
            DeleteLink();
            throw Unreadable(exception);
        }
        catch
        {
            connection?.Dispose();
            DeleteLink();
            throw;
        }
    }

    /// <summary>The file's top-level columns, in order. A name that occurs again has _1, _2 … added.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Rows of the current batch, 1 to 2,048; 0 before the first and after the last.</summary>
    public int RowCount => _rows.RowCount;

    const string Source = "read_parquet(?, binary_as_string = true, hive_partitioning = false)";

    /// <summary>Moves to the next batch.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="BadInputException">The file is damaged. Batches before this one may have been read: discard them.</exception>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public bool ReadBatch()
    {
        try
        {
            return _rows.ReadChunk();
        }
        catch (DuckException exception)
        {
            throw Unreadable(exception);
        }
    }

    /// <summary>Whether a value of the current batch is NULL.</summary>
    /// <param name="column">0-based column.</param>
    /// <param name="row">0-based row of the batch, less than <see cref="RowCount"/>.</param>
    public bool IsMissing(int column, int row)
    {
        Check(row);
        return _rows.IsNull(column, row);
    }

    /// <summary>A value of the current batch as UTF-8; empty for NULL and for the empty text. Valid until the next batch.</summary>
    /// <param name="column">0-based column.</param>
    /// <param name="row">0-based row of the batch, less than <see cref="RowCount"/>.</param>
    public ReadOnlySpan<byte> Utf8(int column, int row)
    {
        Check(row);
        return _rows.IsNull(column, row) ? default : _rows.Text(column, row);
    }

    /// <summary>Frees the file and the memory.</summary>
    public void Dispose()
    {
        _rows.Dispose();
        _connection.Dispose();
        DeleteLink();
    }

    void Check(int row) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount, nameof(row));

    BadInputException Unreadable(DuckException exception) =>
        new($"{_path}: this cannot be read as Parquet ({exception.FirstLine}). Nothing of it was used; ask for it again, or send it as CSV.", exception);

    /// <summary>DuckDB would read *, ? and [ in a path as a pattern, so such a file is opened by a link with a plain name.</summary>
    string WithoutPattern(string path)
    {
        if (path.AsSpan().IndexOfAny('*', '?', '[') < 0)
            return path;
        _linkFolder = Directory.CreateTempSubdirectory("muniment-").FullName;
        return File.CreateSymbolicLink(Path.Combine(_linkFolder, "extract.parquet"), path).FullName;
    }

    void DeleteLink()
    {
        if (_linkFolder is not null)
            Directory.Delete(_linkFolder, recursive: true);
        _linkFolder = null;
    }

    static string AsText(DuckColumn column)
    {
        var name = $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return column.Type switch
        {
            DuckType.Varchar => name,
            // Beyond 2^53 a floating-point number does not say which whole number it was.
            DuckType.Float or DuckType.Double =>
                $"CASE WHEN {name} = trunc({name}) AND abs({name}) <= 9007199254740992 THEN CAST(CAST({name} AS BIGINT) AS VARCHAR) ELSE CAST({name} AS VARCHAR) END",
            _ => $"CAST({name} AS VARCHAR)",
        };
    }
}
