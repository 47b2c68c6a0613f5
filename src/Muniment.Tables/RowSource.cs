namespace Muniment.Tables;

/// <summary>An opened extract that gives its rows in batches: one subclass for each kind of file (CSV, JSON lines, Parquet).</summary>
/// <remarks>
/// The loader asks for the columns first, chooses which of them it wants, and then calls <see cref="Read"/> until it answers false.
/// One thread calls at a time, not always the same one. Trouble with one row goes to <see cref="RowBatch.Reject(long, string, ReadOnlySpan{byte})"/>;
/// trouble with the whole file is a <see cref="BadInputException"/> that names the file, the line and what to do.
/// The constructor opens the file and reads as much as the column names need.
/// </remarks>
public abstract class RowSource : IDisposable
{
    /// <summary>The names of the file's columns, trimmed, each once; the order is the file's.</summary>
    public abstract IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Bytes of the file read so far, for progress; 0 if unknown.</summary>
    public abstract long BytesRead { get; }

    /// <summary>Fills an empty batch until it is full or the file ends.</summary>
    /// <param name="batch">
    /// Filled by rows (<see cref="RowBatch.AddRow"/>, then <see cref="RowBatch.Set"/> for each wanted column that has a value) or by
    /// columns (<see cref="RowBatch.AddRow"/> for all rows, then Set column by column): both are allowed.
    /// Its <see cref="RowBatch.Wanted"/> says which of the file's columns are wanted.
    /// </param>
    /// <param name="cancel">Asked at least once in each call.</param>
    /// <returns>False when the file had ended before the call and nothing was added.</returns>
    public abstract bool Read(RowBatch batch, CancellationToken cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    protected abstract void Dispose(bool disposing);
}
