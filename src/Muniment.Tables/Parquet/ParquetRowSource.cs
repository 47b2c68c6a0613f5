using Muniment.Tables.Parquet.DuckDb;

namespace Muniment.Tables.Parquet;

/// <summary>Reads a Parquet file: every value as text, the rows in their order.</summary>
/// <remarks>
/// By DuckDB's C API, in a sandbox that can open this one file. Text is UTF-8 and checked; dates are YYYY-MM-DD; times
/// YYYY-MM-DD HH:MM:SS; a whole number stored as a floating-point one (as pandas does in columns with gaps) has no ".0"; a list becomes
/// its values joined by a blank, as from JSON lines. Parquet's pages have no checksum that is checked: a flipped bit can go unnoticed,
/// so keep a SHA-256 beside a file that matters.
/// </remarks>
sealed class ParquetRowSource : RowSource
{
    const string Source = "read_parquet(?, binary_as_string = true, hive_partitioning = false)";

    readonly string _path;
    readonly string _plainPath = "";
    readonly DuckConnection _connection;
    readonly IReadOnlyList<DuckColumn> _columns;
    DuckResultReader? _rows;
    string? _linkFolder;
    long _rowNumber;
    int _next;

    /// <summary>Opens a file and reads what its columns are.</summary>
    /// <param name="extract">The file; its path is taken literally, never as a pattern.</param>
    /// <param name="threads">Threads that decode, 1 or more; the rows and their order do not depend on it.</param>
    /// <param name="libraryFolder">Where DuckDB's library lies; null = beside the program.</param>
    /// <exception cref="BadInputException">It is not Parquet, it is damaged, or DuckDB's library is missing.</exception>
    public ParquetRowSource(Extract extract, int threads, string? libraryFolder = null)
    {
        _path = extract.Path;
        DuckDbLibrary.Require(_path, libraryFolder ?? DuckDbLibrary.Folder);
        DuckConnection? connection = null;
        try
        {
            _plainPath = WithoutPattern(Path.GetFullPath(_path));
            connection = new DuckConnection("allowed_paths", _plainPath, threads);
            using (var description = connection.Query($"SELECT * FROM {Source} LIMIT 0", default, _plainPath))
                _columns = description.Columns;
            ColumnNames = [.. _columns.Select(column => column.Name.Trim())];
            _connection = connection;
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            DeleteLink();
            if (exception is DuckException refused)
                throw Unreadable(refused);
            throw;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ColumnNames { get; }

    /// <inheritdoc/>
    public override long BytesRead => 0; // DuckDB does not say

    /// <inheritdoc/>
    public override bool Read(RowBatch batch, CancellationToken cancel)
    {
        try
        {
            _rows ??= Start(batch.Wanted, cancel);
            var any = false;
            while (!batch.IsFull && (_next < _rows.RowCount || NextChunk(cancel)))
            {
                any = true;
                while (_next < _rows.RowCount && !batch.IsFull)
                    AddRow(batch, _next++);
            }
            return any;
        }
        catch (DuckException exception)
        {
            throw Unreadable(exception);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _rows?.Dispose();
        _connection.Dispose();
        DeleteLink();
    }

    /// <summary>Asks for the wanted columns alone: the others are not decoded.</summary>
    DuckResultReader Start(ReadOnlySpan<int> wanted, CancellationToken cancel)
    {
        var columns = new List<string>();
        foreach (var column in wanted)
            columns.Add(AsText(_columns[column]));
        var list = columns.Count == 0 ? "NULL" : string.Join(", ", columns);
        return _connection.Query($"SELECT {list} FROM {Source}", cancel, _plainPath);
    }

    bool NextChunk(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _next = 0;
        return _rows!.ReadChunk();
    }

    void AddRow(RowBatch batch, int row)
    {
        var added = batch.AddRow(++_rowNumber);
        for (var column = 0; column < batch.Wanted.Length; column++)
        {
            if (!_rows!.IsNull(column, row))
                batch.Set(added, column, _rows.Text(column, row));
        }
    }

    string AsText(DuckColumn column)
    {
        var name = $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return column.Type switch
        {
            DuckType.Varchar => name,
            // Beyond 2^53 a floating-point number does not say which whole number it was.
            DuckType.Float or DuckType.Double =>
                $"CASE WHEN {name} = trunc({name}) AND abs({name}) <= 9007199254740992 THEN CAST(CAST({name} AS BIGINT) AS VARCHAR) ELSE CAST({name} AS VARCHAR) END",
            DuckType.List or DuckType.Array => $"array_to_string(CAST({name} AS VARCHAR[]), ' ')",
            DuckType.Struct or DuckType.Map or DuckType.Union =>
                throw new BadInputException($"'{_path}': the column '{column.Name}' holds nested values. Write it as plain columns."),
            _ => $"CAST({name} AS VARCHAR)",
        };
    }

    BadInputException Unreadable(DuckException exception) =>
        new($"'{_path}' cannot be read as Parquet ({exception.FirstLine}). None of it was used: fetch it again, or have it sent as CSV.", exception);

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
}
