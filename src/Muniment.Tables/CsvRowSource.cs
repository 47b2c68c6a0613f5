using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using CsvHelper;

namespace Muniment.Tables;

/// <summary>Reads delimited text through CsvHelper, strictly: nothing is repaired silently.</summary>
/// <remarks>
/// CsvHelper's defaults are lenient, so all of its settings are given here, and the number of fields is checked here. What it cannot get
/// past, a quote that is never closed or a record beyond its bound, costs one reject: reading starts again after it (<see cref="CsvRestart"/>).
/// Empty lines are not records.
/// </remarks>
sealed class CsvRowSource : RowSource
{
    // Each restart may read the rest of the file once. A file with more open quotes than this is not a CSV file.
    const int MostRestarts = 100;

    readonly Extract _extract;
    readonly char _separator;
    readonly string[] _names;
    readonly int _maxRecordBytes;
    readonly List<CsvMalformedRecord> _malformed = [];
    CsvReader _reader;
    FileStream _file;
    long _offsetBase;
    long _lineBase;
    long _lastOffset;
    long _lastLine = 1;
    int _restarts;
    bool _ended;

    /// <summary>Opens the file and reads its header.</summary>
    /// <param name="extract">The file.</param>
    /// <param name="maxFieldBytes">The longest value accepted.</param>
    public CsvRowSource(Extract extract, int maxFieldBytes)
    {
        _extract = extract;
        // Room for some long values in a record, and never so much that one quote left open brings a whole large file into memory.
        _maxRecordBytes = (int)Math.Clamp(maxFieldBytes * 4L, 1 << 24, 1 << 30);
        var start = ExtractFile.Peek(extract);
        if (start.IsEmpty)
            throw new BadInputException($"'{extract.Path}' is empty. It must hold a header line and at least one record.");
        _separator = CsvHeader.SeparatorOf(start, out var quoteIsOpen);
        if (quoteIsOpen)
            throw new BadInputException($"'{extract.Path}', line 1: a quote in the header is never closed. Mend the header line.");
        (_reader, _file) = OpenAt(0, hasHeader: true);
        try
        {
            _names = CsvHeader.Names(extract, ReadHeader());
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ColumnNames => _names;

    /// <inheritdoc/>
    public override long BytesRead => _file.SafeFileHandle.IsClosed ? 0 : _file.Position;

    /// <inheritdoc/>
    public override bool Read(RowBatch batch, CancellationToken cancel)
    {
        if (_ended)
            return false;
        while (!_ended && !batch.IsFull)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (!Fill(batch))
                    End(batch, cancel);
            }
            catch (CsvFormatException exception)
            {
                Report(batch);
                Restart(batch, exception.ByteOffset + _offsetBase, exception.LineNumber + _lineBase, cancel);
            }
            catch (InvalidDataException exception)
            {
                throw ExtractFile.Damaged(_extract, exception);
            }
        }
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _reader.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool Fill(RowBatch batch)
    {
        var reader = _reader;
        var wanted = batch.Wanted;
        while (!batch.IsFull)
        {
            var found = reader.Read();
            if (_malformed.Count > 0)
                Report(batch);
            if (!found)
                return false;
            _lastOffset = reader.ByteOffset + _offsetBase;
            _lastLine = reader.LineNumber + _lineBase;
            var raw = reader.RawRecord;
            if (reader.FieldCount != _names.Length)
            {
                batch.Reject(_lastLine, $"The row has {reader.FieldCount} fields; the header names {_names.Length}.", raw);
                continue;
            }
            var row = batch.AddUnsetRow(_lastLine);
            // One copy for the whole record; a value that needed no unquoting lies inside it.
            var start = batch.Copy(raw);
            for (var column = 0; column < wanted.Length; column++)
            {
                var value = reader.GetSpan(wanted[column]);
                var inside = Unsafe.ByteOffset(in MemoryMarshal.GetReference(raw), in MemoryMarshal.GetReference(value));
                if (inside >= 0 && inside + value.Length <= raw.Length)
                    batch.SetCell(row, column, start + (int)inside, value.Length);
                else
                    batch.Set(row, column, value);
            }
        }
        return true;
    }

    /// <summary>The input ended: at its end, or in a quote that nobody closed.</summary>
    void End(RowBatch batch, CancellationToken cancel)
    {
        if (_malformed is [{ Reason: CsvMalformedReason.UnterminatedQuote } unclosed])
        {
            _malformed.Clear();
            // The parser says at which line that record starts, not at which byte: count lines from the last record that was read.
            var line = unclosed.LineNumber + _lineBase;
            using var content = ExtractFile.Open(_extract, _lastOffset, out _);
            Restart(batch, _lastOffset + CsvRestart.SkipLines(content, line - _lastLine), line, cancel);
            return;
        }
        _ended = true;
    }

    /// <summary>Rejects what the parser called malformed; a quote left open waits for <see cref="End"/>.</summary>
    void Report(RowBatch batch)
    {
        foreach (var record in _malformed)
        {
            if (record.Reason != CsvMalformedReason.UnterminatedQuote)
                batch.Reject(record.LineNumber + _lineBase, Sentence(record.Reason), Encoding.UTF8.GetBytes(record.RawRecord));
        }
        _malformed.RemoveAll(record => record.Reason != CsvMalformedReason.UnterminatedQuote);
    }

    void Restart(RowBatch batch, long offset, long line, CancellationToken cancel)
    {
        CsvRestart restart;
        using (var content = ExtractFile.Open(_extract, offset, out _))
            restart = CsvRestart.Find(content, _separator, cancel);
        batch.Reject(line, restart.IsUnclosed ? Sentence(CsvMalformedReason.UnterminatedQuote) : $"The row is {restart.Length} bytes long; at most {_maxRecordBytes} are accepted.", restart.Start);
        if (++_restarts > MostRestarts)
            throw new BadInputException($"'{_extract.Path}', line {line}: more than {MostRestarts} quotes are opened and never closed, or rows are too long. Check that it is a CSV file.");
        _reader.Dispose();
        (_lastOffset, _lastLine) = (offset + restart.Length, line + restart.Lines);
        (_offsetBase, _lineBase) = (_lastOffset, _lastLine - 1);
        _malformed.Clear();
        (_reader, _file) = OpenAt(_lastOffset, hasHeader: false);
    }

    (CsvReader Reader, FileStream File) OpenAt(long offset, bool hasHeader)
    {
        var content = ExtractFile.Open(_extract, offset, out var file);
        return (CsvReader.Create(content, Options(hasHeader), leaveOpen: false), file);
    }

    string[] ReadHeader()
    {
        try
        {
            _reader.ReadHeader();
        }
        catch (CsvFormatException exception)
        {
            throw new BadInputException($"'{_extract.Path}', line 1: the header is longer than {_maxRecordBytes} bytes. Check that it is a CSV file.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw ExtractFile.Damaged(_extract, exception);
        }
        if (_malformed.Count > 0)
            throw new BadInputException($"'{_extract.Path}', line {_malformed[0].LineNumber}: {Sentence(_malformed[0].Reason)} Mend the header line.");
        return [.. _reader.Headers];
    }

    CsvReaderOptions Options(bool hasHeader) => new()
    {
        HasHeader = hasHeader,
        Separator = _separator,
        DetectSeparatorHint = false,
        TrackLineNumbers = true,
        BufferSize = 1 << 18,
        MaxRecordSize = _maxRecordBytes,
        MalformedData = CsvMalformedDataHandling.Skip,
        FieldCountMismatch = CsvFieldCountHandling.Allow, // Checked by Fill, also after a restart, when there is no header to compare with.
        MissingField = CsvMissingFieldHandling.Throw,
        Encoding = Encoding.UTF8,
        OnMalformedRecord = _malformed.Add,
    };

    static string Sentence(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "A quote stands inside a value that is not quoted.",
        CsvMalformedReason.TextAfterClosingQuote => "Text follows a closing quote.",
        CsvMalformedReason.UnterminatedQuote => "A quote is opened and never closed.",
        _ => $"The row is malformed ({reason}).",
    };
}
