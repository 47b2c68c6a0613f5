using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Muniment.Linkage.Columns;

namespace Muniment.Tables;

/// <summary>Some thousand rows on their way from a file into columns: the bytes one after the other, and where each value lies.</summary>
/// <remarks>Not thread-safe; one stage of the load owns a batch at a time. Reused, so nothing is allocated per row.</remarks>
public sealed unsafe class RowBatch : IDisposable
{
    // 16 k rows of 80 bytes are 1.3 MB: with their cells, about a core's second-level cache.
    const int MostRows = 1 << 14;
    const int MostCells = 1 << 18;
    const int FullAtBytes = 4 << 20;

    /// <summary>Readable bytes after the last one used, so that a value may be looked at eight bytes at a time.</summary>
    const int Slack = 64;

    readonly List<(long Line, string Reason, byte[] Raw)> _rejects = [];
    readonly int[] _wanted;
    readonly Cell* _cells;
    readonly long* _lines;
    readonly bool[] _dropped;
    byte* _bytes;
    int _capacityBytes = 1 << 20;
    int _used;
    int _droppedCount;

    /// <summary>An empty batch.</summary>
    /// <param name="wanted">0-based indexes of the file's columns that are loaded.</param>
    /// <param name="names">Their names, for messages; as long as <paramref name="wanted"/>.</param>
    /// <param name="maxFieldBytes">The longest value accepted, in bytes.</param>
    internal RowBatch(int[] wanted, string[] names, int maxFieldBytes)
    {
        _wanted = wanted;
        Names = names;
        MaxFieldBytes = maxFieldBytes;
        Capacity = Math.Clamp(MostCells / Math.Max(1, wanted.Length), 64, MostRows);
        _dropped = new bool[Capacity];
        _lines = (long*)NativeMemory.Alloc((nuint)Capacity, sizeof(long));
        _cells = (Cell*)NativeMemory.Alloc((nuint)Capacity * (nuint)Math.Max(1, wanted.Length), (nuint)sizeof(Cell));
        _bytes = (byte*)NativeMemory.AllocZeroed((nuint)(_capacityBytes + Slack));
    }

    /// <summary>Frees what nobody disposed.</summary>
    ~RowBatch() => Free();

    /// <summary>0-based indexes of the file's columns that are loaded; the k-th of them is column k of this batch.</summary>
    public ReadOnlySpan<int> Wanted => _wanted;

    /// <summary>The most rows it takes.</summary>
    public int Capacity { get; }

    /// <summary>Rows added so far.</summary>
    public int RowCount { get; private set; }

    /// <summary>True when no further row should be added: as many rows, or rejects, as it takes, or some megabytes of values.</summary>
    public bool IsFull => RowCount == Capacity || _used >= FullAtBytes || _rejects.Count >= Capacity;

    internal string[] Names { get; }

    internal int MaxFieldBytes { get; }

    internal IReadOnlyList<(long Line, string Reason, byte[] Raw)> Rejects => _rejects;

    internal byte* Bytes => _bytes;

    /// <summary>Adds a row whose values are all missing so far.</summary>
    /// <param name="lineNumber">1-based physical line of the file (Parquet: row) where it starts.</param>
    /// <returns>The row's index in this batch, for <see cref="Set"/>.</returns>
    public int AddRow(long lineNumber)
    {
        var row = AddUnsetRow(lineNumber);
        for (var column = 0; column < _wanted.Length; column++)
            _cells[((long)column * Capacity) + row] = default;
        return row;
    }

    /// <summary>Adds a row of which the caller sets every cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int AddUnsetRow(long lineNumber)
    {
        Debug.Assert(RowCount < Capacity, "the batch is full");
        var row = RowCount++;
        _lines[row] = lineNumber;
        return row;
    }

    /// <summary>Sets a value. Blanks at both ends are taken off; what is then empty is missing; a value that is too long rejects the row.</summary>
    /// <param name="row">As <see cref="AddRow"/> answered.</param>
    /// <param name="column">Index into <see cref="Wanted"/>.</param>
    /// <param name="value">UTF-8, copied; whether it is valid is checked later, for the whole batch.</param>
    public void Set(int row, int column, ReadOnlySpan<byte> value) => SetCell(row, column, Copy(value), value.Length);

    /// <summary>Reports a row that could not be added.</summary>
    /// <param name="lineNumber">1-based physical line of the file where the row starts.</param>
    /// <param name="reason">A sentence without personal data.</param>
    /// <param name="raw">The row as it stands in the file; may be long or invalid.</param>
    public void Reject(long lineNumber, string reason, ReadOnlySpan<byte> raw) =>
        _rejects.Add((lineNumber, reason, raw[..Math.Min(raw.Length, Tables.Reject.MaxRawBytes)].ToArray()));

    /// <summary>Takes back a row that was added, and reports it.</summary>
    /// <param name="row">As <see cref="AddRow"/> answered.</param>
    /// <param name="reason">A sentence without personal data.</param>
    /// <param name="raw">The row as it stands in the file; empty = its values with commas between.</param>
    public void Drop(int row, string reason, ReadOnlySpan<byte> raw = default)
    {
        if (_dropped[row])
            return;
        _dropped[row] = true;
        _droppedCount++;
        Reject(_lines[row], reason, raw.IsEmpty ? RawOf(row, _wanted.Length) : raw);
    }

    internal bool IsDropped(int row) => _dropped[row];

    internal long LineOf(int row) => _lines[row];

    /// <summary>[RowCount] where the values of a column lie in <see cref="Bytes"/>.</summary>
    internal ReadOnlySpan<Cell> Cells(int column) => new(_cells + ((long)column * Capacity), RowCount);

    internal ReadOnlySpan<byte> Value(int row, int column)
    {
        var cell = _cells[((long)column * Capacity) + row];
        return new(_bytes + cell.Start, cell.Length);
    }

    /// <summary>Copies bytes in, for cells that <see cref="SetCell"/> then points at; answers where they start.</summary>
    internal int Copy(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length + 1 > _capacityBytes - _used)
            GrowBytes(bytes.Length + 1);
        var start = _used;
        bytes.CopyTo(new Span<byte>(_bytes + start, bytes.Length));
        _bytes[start + bytes.Length] = (byte)'\n'; // Keeps what is cut off at one value's end from joining the next one's beginning.
        _used = start + bytes.Length + 1;
        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetCell(int row, int column, int start, int length)
    {
        if (length > 0 && (_bytes[start] <= ' ' || _bytes[start + length - 1] <= ' '))
            Trim(ref start, ref length);
        if (length > MaxFieldBytes)
        {
            RejectLong(row, column, length);
            length = 0;
        }
        _cells[((long)column * Capacity) + row] = new(start, length);
    }

    /// <summary>Drops the rows in which a value is not UTF-8.</summary>
    internal void DropInvalid()
    {
        if (System.Text.Unicode.Utf8.IsValid(new(_bytes, _used)))
            return;
        for (var column = 0; column < _wanted.Length; column++)
        {
            for (var row = 0; row < RowCount; row++)
            {
                if (!System.Text.Unicode.Utf8.IsValid(Value(row, column)))
                    Drop(row, $"The column '{Names[column]}' is not valid UTF-8. Convert the file to UTF-8.");
            }
        }
    }

    /// <summary>Closes the gaps that dropped rows left.</summary>
    internal void Compact()
    {
        if (_droppedCount == 0)
            return;
        var kept = 0;
        for (var row = 0; row < RowCount; row++)
        {
            if (_dropped[row])
                continue;
            for (var column = 0; column < _wanted.Length; column++)
                _cells[((long)column * Capacity) + kept] = _cells[((long)column * Capacity) + row];
            _lines[kept++] = _lines[row];
        }
        RowCount = kept;
        _droppedCount = 0;
        Array.Clear(_dropped);
    }

    /// <summary>The rejects in line order; the batch has none afterwards.</summary>
    internal List<(long Line, string Reason, byte[] Raw)> TakeRejects()
    {
        var taken = _rejects.OrderBy(reject => reject.Line).ToList(); // Stable.
        _rejects.Clear();
        return taken;
    }

    internal void Clear()
    {
        RowCount = 0;
        _used = 0;
        _droppedCount = 0;
        Array.Clear(_dropped);
        _rejects.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    void Trim(ref int start, ref int length)
    {
        while (length > 0 && _bytes[start] is (byte)' ' or (>= 9 and <= 13))
        {
            start++;
            length--;
        }
        while (length > 0 && _bytes[start + length - 1] is (byte)' ' or (>= 9 and <= 13))
            length--;
    }

    /// <summary>The row's first values with commas between, for rejects.</summary>
    byte[] RawOf(int row, int columns)
    {
        var raw = new List<byte>();
        for (var column = 0; column < columns && raw.Count < Tables.Reject.MaxRawBytes; column++)
        {
            if (column > 0)
                raw.Add((byte)',');
            var value = Value(row, column);
            raw.AddRange(value[..Math.Min(value.Length, Tables.Reject.MaxRawBytes)]);
        }
        return [.. raw];
    }

    // The columns after this one may not be set yet.
    void RejectLong(int row, int column, int length) =>
        Drop(row, $"The column '{Names[column]}' holds a value of {length} bytes; at most {MaxFieldBytes} are accepted.", [.. RawOf(row, column), (byte)',']);

    void GrowBytes(int more)
    {
        var capacity = checked((int)Math.Min(Math.Max((long)_used + more, _capacityBytes * 2L), int.MaxValue - 2 * Slack));
        if (capacity - _used < more)
            throw new InvalidOperationException("A batch of rows is longer than 2 GiB.");
        _bytes = (byte*)NativeMemory.Realloc(_bytes, (nuint)(capacity + Slack));
        _capacityBytes = capacity;
    }

    void Free()
    {
        if (_bytes == null)
            return;
        NativeMemory.Free(_cells);
        NativeMemory.Free(_lines);
        NativeMemory.Free(_bytes);
        _bytes = null;
    }
}
