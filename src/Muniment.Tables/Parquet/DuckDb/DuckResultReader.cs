namespace Muniment.Tables.Parquet.DuckDb;

/// <summary>Streams the rows of a query in chunks of up to 2,048. What a chunk lends out is valid until the next one.</summary>
sealed unsafe class DuckResultReader : IDisposable
{
    readonly ConnectionHandle _connection; // kept so that it outlives the result
    readonly CancellationTokenRegistration _stop;
    readonly CancellationToken _cancel;
    readonly nint[] _data;
    readonly nint[] _validity; // 0: every row has a value
    DuckResult _result;
    nint _chunk;
    bool _atEnd;
    bool _disposed;

    internal DuckResultReader(ConnectionHandle connection, DuckResult result, CancellationTokenRegistration stop, CancellationToken cancel)
    {
        (_connection, _result, _stop, _cancel) = (connection, result, stop, cancel);
        var columns = new DuckColumn[(int)NativeMethods.duckdb_column_count(ref _result)];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new(NativeMethods.Text(NativeMethods.duckdb_column_name(ref _result, (ulong)i))!, NativeMethods.duckdb_column_type(ref _result, (ulong)i));
        Columns = columns;
        _data = new nint[columns.Length];
        _validity = new nint[columns.Length];
    }

    public IReadOnlyList<DuckColumn> Columns { get; }

    /// <summary>Rows of the chunk that was read last; 0 before the first and after the last.</summary>
    public int RowCount { get; private set; }

    /// <summary>Moves to the next chunk that has rows.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DuckException">Reading failed, perhaps after chunks that were good: what they held must be discarded.</exception>
    public bool ReadChunk()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        do
        {
            FreeChunk();
            if (_atEnd)
                return false; // asking DuckDB again would be an error
            _cancel.ThrowIfCancellationRequested();
            _chunk = NativeMethods.duckdb_fetch_chunk(_result);
            if (_chunk == 0)
                return End();
            RowCount = (int)NativeMethods.duckdb_data_chunk_get_size(_chunk);
        }
        while (RowCount == 0);
        for (var column = 0; column < _data.Length; column++)
        {
            var vector = NativeMethods.duckdb_data_chunk_get_vector(_chunk, (ulong)column);
            _data[column] = (nint)NativeMethods.duckdb_vector_get_data(vector);
            _validity[column] = (nint)NativeMethods.duckdb_vector_get_validity(vector);
        }
        return true;
    }

    /// <summary>Whether a value of the current chunk is NULL.</summary>
    public bool IsNull(int column, int row) => _validity[column] != 0 && (((ulong*)_validity[column])[row >> 6] >> (row & 63) & 1) == 0;

    /// <summary>The bytes of a VARCHAR of the current chunk, in place; only where it is not NULL.</summary>
    public ReadOnlySpan<byte> Text(int column, int row) => DuckString.Span((DuckString*)_data[column] + row);

    /// <summary>No chunk means the end or an error: the error has to be asked for.</summary>
    bool End()
    {
        _atEnd = true;
        if (NativeMethods.duckdb_result_error(ref _result) is null)
            return false;
        _cancel.ThrowIfCancellationRequested(); // an interrupt shows as one of several kinds of error
        throw Error(ref _result);
    }

    internal static DuckException Error(ref DuckResult result) =>
        new(NativeMethods.Text(NativeMethods.duckdb_result_error(ref result)) ?? "DuckDB gave no reason.");

    void FreeChunk()
    {
        RowCount = 0;
        if (_chunk != 0)
            NativeMethods.duckdb_destroy_data_chunk(ref _chunk);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _stop.Dispose(); // waits for a running interrupt
        FreeChunk();
        NativeMethods.duckdb_destroy_result(ref _result);
        // A result left before its end keeps its transaction open until the connection's next statement: an empty one ends it.
        if (!_atEnd)
            NativeMethods.duckdb_query(_connection, "SELECT 1", 0);
    }
}
