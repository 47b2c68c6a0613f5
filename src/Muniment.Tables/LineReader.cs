namespace Muniment.Tables;

/// <summary>Reads a file line by line (LF, CR LF or CR), in bytes, and never holds more than about twice its bound.</summary>
/// <remarks>Not thread-safe.</remarks>
sealed class LineReader : IDisposable
{
    readonly Extract _extract;
    readonly int _maxLineBytes;
    readonly Stream _content;
    readonly FileStream _file;
    byte[] _buffer = new byte[1 << 18];
    byte[] _start = [];
    int _next; // First byte of what was not yet given out.
    int _end; // End of what is in the buffer.
    int _lineFrom;
    bool _skipLineFeed;

    public LineReader(Extract extract, int maxLineBytes)
    {
        (_extract, _maxLineBytes) = (extract, maxLineBytes);
        _content = ExtractFile.Open(extract, 0, out _file);
        if (Refill() && _buffer.AsSpan(0, Math.Min(_end, 3)).SequenceEqual("\uFEFF"u8))
            _next = 3;
    }

    /// <summary>1-based; 0 before the first line.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Bytes of the line, also of one that is too long to hold.</summary>
    public long Length { get; private set; }

    public bool IsTooLong => Length > _maxLineBytes;

    /// <summary>The line without its end, valid until the next read; of a line that is too long only the beginning.</summary>
    public ReadOnlySpan<byte> Line => IsTooLong ? _start : _buffer.AsSpan(_lineFrom, (int)Length);

    public bool IsBlank => Line.IndexOfAnyExcept(" \t"u8) < 0;

    /// <summary>Bytes of the file read so far.</summary>
    public long BytesRead => _file.SafeFileHandle.IsClosed ? 0 : _file.Position;

    /// <summary>Goes to the next line; false at the end of the file.</summary>
    public bool Read()
    {
        if (_skipLineFeed && (_next < _end || Refill()) && _buffer[_next] == '\n')
            _next++;
        _skipLineFeed = false;
        if (_next == _end && !Refill())
            return false;
        LineNumber++;
        var scanned = 0;
        var given = 0L; // Bytes of a line that is too long, already thrown away.
        while (true)
        {
            var found = _buffer.AsSpan(_next + scanned, _end - _next - scanned).IndexOfAny((byte)'\n', (byte)'\r');
            if (found >= 0 || !MoreOfLine(ref scanned, ref given))
            {
                var length = found >= 0 ? scanned + found : _end - _next;
                Length = given + length;
                _lineFrom = _next;
                _next += length;
                if (found >= 0)
                    _skipLineFeed = _buffer[_next++] == '\r';
                if (IsTooLong && given == 0)
                    _start = _buffer.AsSpan(_lineFrom, Math.Min(length, Reject.MaxRawBytes)).ToArray();
                return true;
            }
        }
    }

    public void Dispose() => _content.Dispose();

    bool MoreOfLine(ref int scanned, ref long given)
    {
        scanned = _end - _next;
        if (scanned > _maxLineBytes)
        {
            if (given == 0)
                _start = _buffer.AsSpan(_next, Math.Min(scanned, Reject.MaxRawBytes)).ToArray();
            given += scanned;
            _next = _end;
            scanned = 0;
        }
        return Refill();
    }

    /// <summary>Reads more behind what was not yet given out; false at the end of the file.</summary>
    bool Refill()
    {
        if (_next > 0)
        {
            _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
            _end -= _next;
            _next = 0;
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        try
        {
            var read = _content.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (InvalidDataException exception)
        {
            throw ExtractFile.Damaged(_extract, exception);
        }
    }
}
