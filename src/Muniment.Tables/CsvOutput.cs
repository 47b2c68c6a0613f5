using System.Buffers;
using System.Globalization;
using System.Text;

namespace Muniment.Tables;

/// <summary>Writes a CSV file: UTF-8 without a mark, commas, LF; quotes only where they are needed; the same bytes on every machine.</summary>
/// <remarks>
/// Not thread-safe. Nothing is allocated per row. A text that a spreadsheet would run as a formula (it begins with = @ tab or CR, or with
/// + or - and is not a number) gets an apostrophe before it, as OWASP's "CSV Injection" advises; numbers are never touched.
/// </remarks>
public sealed class CsvOutput : IDisposable
{
    const int BufferBytes = 1 << 18;
    const int LongestNumber = 32;
    static readonly SearchValues<byte> s_needQuotes = SearchValues.Create(",\"\r\n"u8);
    static readonly SearchValues<byte> s_ofNumbers = SearchValues.Create("0123456789.,()+- eE"u8);

    readonly Stream _stream;
    readonly bool _escapeFormulas;
    readonly int _columns;
    readonly byte[] _buffer = new byte[BufferBytes];
    byte[] _text = new byte[256];
    int _used;
    int _column;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Where to; closed with this.</param>
    /// <param name="columns">The columns' names, at least one.</param>
    /// <param name="escapeFormulas">False: texts are written as they are.</param>
    public CsvOutput(Stream stream, IReadOnlyList<string> columns, bool escapeFormulas = true)
    {
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count, nameof(columns));
        (_stream, _escapeFormulas, _columns) = (stream, escapeFormulas, columns.Count);
        foreach (var column in columns)
            Write(column);
        EndRow();
    }

    /// <summary>Writes the row's next value: text in UTF-8; empty = missing.</summary>
    public void Write(ReadOnlySpan<byte> text)
    {
        Separate();
        if (_escapeFormulas && !text.IsEmpty && IsFormula(text))
            WriteEscaped(text);
        else if (text.ContainsAny(s_needQuotes))
            WriteQuoted(text);
        else
            Copy(text);
    }

    /// <summary>Writes the row's next value; null or empty = missing.</summary>
    public void Write(string? text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0);
        if (_text.Length < length)
            _text = new byte[length];
        Write(_text.AsSpan(0, Encoding.UTF8.GetBytes(text ?? "", _text)));
    }

    /// <summary>Writes the row's next value: a whole number.</summary>
    public void Write(long number)
    {
        Separate();
        Reserve(LongestNumber);
        if (number is >= 0 and <= 9) // Most levels of a comparison.
        {
            _buffer[_used++] = (byte)('0' + number);
            return;
        }
        number.TryFormat(_buffer.AsSpan(_used), out var length, default, CultureInfo.InvariantCulture);
        _used += length;
    }

    /// <summary>Writes the row's next value: the shortest digits that read back as the same number; Infinity, -Infinity, NaN.</summary>
    public void Write(double number)
    {
        Separate();
        Reserve(LongestNumber);
        number.TryFormat(_buffer.AsSpan(_used), out var length, default, CultureInfo.InvariantCulture);
        _used += length;
    }

    /// <summary>Writes the row's next value: nothing.</summary>
    public void WriteMissing() => Separate();

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">It has more or fewer values than the header has columns.</exception>
    public void EndRow()
    {
        if (_column != _columns)
            throw new InvalidOperationException($"The row has {_column} values for {_columns} columns.");
        if (_columns == 1 && (_used == 0 || _buffer[_used - 1] == '\n'))
            Copy("\"\""u8); // Else the row would be an empty line, which readers skip.
        _column = 0;
        Reserve(1);
        _buffer[_used++] = (byte)'\n';
    }

    /// <summary>Hands what was written to the stream.</summary>
    public void Flush()
    {
        _stream.Write(_buffer, 0, _used);
        _used = 0;
        _stream.Flush();
    }

    /// <summary>Flushes and closes the stream.</summary>
    public void Dispose()
    {
        Flush();
        _stream.Dispose();
    }

    static bool IsFormula(ReadOnlySpan<byte> text) => text[0] switch
    {
        (byte)'=' or (byte)'@' or (byte)'\t' or (byte)'\r' => true,
        (byte)'+' or (byte)'-' => text.ContainsAnyExcept(s_ofNumbers) || text[1..].ContainsAny((byte)'+', (byte)'-'),
        _ => false,
    };

    void Separate()
    {
        if (_column++ == 0)
            return;
        Reserve(1);
        _buffer[_used++] = (byte)',';
    }

    void WriteEscaped(ReadOnlySpan<byte> text)
    {
        var escaped = new byte[text.Length + 1]; // Rare enough to allocate.
        escaped[0] = (byte)'\'';
        text.CopyTo(escaped.AsSpan(1));
        if (text.ContainsAny(s_needQuotes))
            WriteQuoted(escaped);
        else
            Copy(escaped);
    }

    void WriteQuoted(ReadOnlySpan<byte> text)
    {
        Copy("\""u8);
        for (int quote; (quote = text.IndexOf((byte)'"')) >= 0; text = text[(quote + 1)..])
        {
            Copy(text[..(quote + 1)]);
            Copy("\""u8);
        }
        Copy(text);
        Copy("\""u8);
    }

    void Copy(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > BufferBytes - _used)
        {
            var part = BufferBytes - _used;
            bytes[..part].CopyTo(_buffer.AsSpan(_used));
            _stream.Write(_buffer);
            _used = 0;
            bytes = bytes[part..];
        }
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    void Reserve(int bytes)
    {
        if (BufferBytes - _used >= bytes)
            return;
        _stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
