using System.Globalization;
using System.Text;

namespace Muniment.Cli.Generating;

/// <summary>Rows of CSV as RFC 4180 has them: comma, line feed, quotes only where a value needs them.</summary>
/// <remarks>Owned by one thread at a time; used again for the next rows after <see cref="Clear"/>.</remarks>
sealed class CsvRows
{
    char[] _text = new char[1 << 20];
    int _used;
    bool _rowBegun;

    /// <summary>Forgets the rows.</summary>
    public void Clear() => _used = 0;

    /// <summary>Appends a field; empty means missing.</summary>
    public void Field(ReadOnlySpan<char> value)
    {
        var to = Begin((value.Length * 2) + 4);
        if (value.IndexOfAny(",\"\r\n") < 0)
        {
            value.CopyTo(_text.AsSpan(to));
            _used = to + value.Length;
            return;
        }
        _text[to++] = '"';
        foreach (var letter in value)
        {
            if (letter == '"')
                _text[to++] = '"';
            _text[to++] = letter;
        }
        _text[to++] = '"';
        _used = to;
    }

    /// <summary>Appends a whole number.</summary>
    public void Number(long value)
    {
        var to = Begin(24);
        value.TryFormat(_text.AsSpan(to), out var written, default, CultureInfo.InvariantCulture);
        _used = to + written;
    }

    /// <summary>Appends a date as 2001-12-31.</summary>
    public void Date(DateOnly date)
    {
        var to = Begin(12);
        DateText.Iso(date, _text.AsSpan(to));
        _used = to + DateText.Length;
    }

    /// <summary>Ends the row.</summary>
    public void End()
    {
        _text[_used++] = '\n'; // There is room: Begin leaves it.
        _rowBegun = false;
    }

    /// <summary>The rows as UTF-8.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text, 0, _used);

    int Begin(int room)
    {
        if (_text.Length < _used + room + 2)
            Array.Resize(ref _text, (_text.Length * 2) + room);
        if (_rowBegun)
            _text[_used++] = ',';
        _rowBegun = true;
        return _used;
    }
}
