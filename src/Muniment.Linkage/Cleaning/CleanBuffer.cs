using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>The value being cleaned, and room for the next step to write into. Kept and reused from value to value.</summary>
/// <remarks>
/// <c>default</c> is ready to use; it allocates when a value is longer than any before, and never again. Not safe on several
/// threads at once: one buffer a thread.
/// </remarks>
public struct CleanBuffer
{
    byte[]? _value;
    byte[]? _next;
    int _length;
    int _nextLength;

    /// <summary>The value as cleaned so far, UTF-8; empty = missing. Valid until the buffer is used again.</summary>
    public readonly ReadOnlySpan<byte> Value => _value.AsSpan(0, _length);

    /// <summary>Puts a value in, as the first step will see it.</summary>
    /// <param name="value">UTF-8; copied.</param>
    public void Load(ReadOnlySpan<byte> value)
    {
        if (_value is null || _value.Length < value.Length)
            _value = new byte[Math.Max(256, value.Length)];
        value.CopyTo(_value);
        _length = value.Length;
    }

    /// <summary>Starts the next value; gives room for <paramref name="capacity"/> bytes, which <see cref="Finish(int)"/> may take over.</summary>
    internal Span<byte> Begin(int capacity)
    {
        _nextLength = 0;
        if (_next is null || _next.Length < capacity)
            _next = new byte[Math.Max(256, capacity)];
        return _next;
    }

    /// <summary>Bytes appended since <see cref="Begin"/>.</summary>
    internal readonly ReadOnlySpan<byte> Next => _next.AsSpan(0, _nextLength);

    internal void Append(byte value)
    {
        if (_nextLength == _next!.Length)
            Grow(1);
        _next[_nextLength++] = value;
    }

    internal void Append(ReadOnlySpan<byte> value)
    {
        if (_next!.Length - _nextLength < value.Length)
            Grow(value.Length);
        value.CopyTo(_next.AsSpan(_nextLength));
        _nextLength += value.Length;
    }

    internal void Append(Rune value)
    {
        if (_next!.Length - _nextLength < 4)
            Grow(4);
        _nextLength += value.EncodeToUtf8(_next.AsSpan(_nextLength));
    }

    /// <summary>Takes back the last bytes appended.</summary>
    internal void Shorten(int length) => _nextLength = length;

    /// <summary>The bytes appended become the value; false: there are none, so it is missing.</summary>
    internal bool Finish() => Finish(_nextLength);

    /// <summary>The first <paramref name="length"/> bytes of the room given become the value; false: none.</summary>
    internal bool Finish(int length)
    {
        (_value, _next) = (_next, _value);
        _length = length;
        return length > 0;
    }

    /// <summary>Keeps [start, start + length) of the value.</summary>
    internal bool Keep(int start, int length)
    {
        if (start > 0)
            _value.AsSpan(start, length).CopyTo(_value);
        _length = length;
        return length > 0;
    }

    void Grow(int more)
    {
        var larger = new byte[Math.Max(2 * _next!.Length, _nextLength + more)];
        _next.AsSpan(0, _nextLength).CopyTo(larger);
        _next = larger;
    }
}
