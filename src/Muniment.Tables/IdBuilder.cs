using System.Buffers.Text;
using Muniment.Linkage.Columns;

namespace Muniment.Tables;

/// <summary>Collects record ids, all in one list, and knows which of the current source it has seen.</summary>
/// <remarks>Not thread-safe.</remarks>
sealed unsafe class IdBuilder : IDisposable
{
    readonly ValueDictionaryBuilder _ids = new();
    int[] _codes = [];
    long _rowNumber;

    /// <summary>Number of ids.</summary>
    public int Count => _ids.Count - 1;

    public void StartSource()
    {
        _ids.Forget();
        _rowNumber = 0;
    }

    /// <summary>Adds a batch's ids, its column 0. Rows without one, or with one that the source has already, are dropped.</summary>
    public void Add(RowBatch batch)
    {
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (batch.Cells(0)[row].Length == 0)
                batch.Drop(row, $"The record id (column '{batch.Names[0]}') is missing.");
        }
        batch.Compact();
        if (_codes.Length < batch.RowCount)
            _codes = new int[batch.Capacity];
        var next = _ids.Count;
        _ids.Codes(batch.Bytes, batch.Cells(0), _codes);
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (_codes[row] == next)
                next++;
            else
                batch.Drop(row, $"The record id (column '{batch.Names[0]}') was seen before in this source; the first row with it was kept.");
        }
        batch.Compact();
    }

    /// <summary>Gives a batch's rows their number in the source as id: 1-based, rejected rows counted.</summary>
    public void AddNumbers(RowBatch batch)
    {
        batch.Compact();
        var rejectLines = batch.Rejects.Select(reject => reject.Line).Order().ToArray();
        var rejected = 0;
        Span<byte> digits = stackalloc byte[20];
        for (var row = 0; row < batch.RowCount; row++)
        {
            while (rejected < rejectLines.Length && rejectLines[rejected] < batch.LineOf(row))
                rejected++;
            Utf8Formatter.TryFormat(_rowNumber + row + rejected + 1, digits, out var length);
            _ids.Append(digits[..length]);
        }
        _rowNumber += batch.RowCount + rejectLines.Length;
    }

    public ValueDictionary Build() => _ids.Build();

    public void Dispose() => _ids.Dispose();
}
