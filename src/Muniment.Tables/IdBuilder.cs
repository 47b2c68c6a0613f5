using System.Buffers.Text;
using Muniment.Linkage.Columns;

namespace Muniment.Tables;

/// <summary>Collects record ids, all in one list, and knows which of the current source it has seen.</summary>
/// <remarks>Not thread-safe.</remarks>
sealed unsafe class IdBuilder : IDisposable
{
    readonly ValueDictionaryBuilder _ids = new();
    int[] _codes = [];
    int _firstOfSource = 1;
    bool _ascending = true; // Each id of the source so far is longer than the one before, or as long and greater: none can be seen twice.
    long _rowNumber;

    /// <summary>Number of ids.</summary>
    public int Count => _ids.Count - 1;

    public void StartSource()
    {
        _ids.Forget();
        (_firstOfSource, _ascending) = (_ids.Count, true);
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
        if (_ascending)
        {
            if (Ascend(batch))
            {
                foreach (ref readonly var cell in batch.Cells(0)[..batch.RowCount])
                    _ids.Append(new(batch.Bytes + cell.Start, cell.Length));
                return;
            }
            _ascending = false;
            _ids.Remember(_firstOfSource);
        }
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

    bool Ascend(RowBatch batch)
    {
        var before = _ids.Count > _firstOfSource ? _ids[_ids.Count - 1] : default;
        foreach (ref readonly var cell in batch.Cells(0)[..batch.RowCount])
        {
            var id = new ReadOnlySpan<byte>(batch.Bytes + cell.Start, cell.Length);
            if (id.Length < before.Length || (id.Length == before.Length && id.SequenceCompareTo(before) <= 0))
                return false;
            before = id;
        }
        return true;
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
