namespace Muniment.Cli.Generating;

/// <summary>A field's value while it is being written and spoilt: at most 120 letters, what goes beyond is cut.</summary>
/// <remarks>Owned by one thread; used again for the next record.</remarks>
sealed class FieldText
{
    readonly char[] _letters = new char[120];

    /// <summary>How many letters; 0 means missing.</summary>
    public int Length { get; private set; }

    /// <summary>The value.</summary>
    public ReadOnlySpan<char> Value => _letters.AsSpan(0, Length);

    /// <summary>The value's letters, to change in place.</summary>
    public Span<char> Letters => _letters.AsSpan(0, Length);

    /// <summary>Makes it missing.</summary>
    public FieldText Clear()
    {
        Length = 0;
        return this;
    }

    /// <summary>Replaces the value.</summary>
    public FieldText Set(ReadOnlySpan<char> value) => Clear().Append(value);

    /// <summary>Adds to the end.</summary>
    public FieldText Append(ReadOnlySpan<char> value)
    {
        value = value[..Math.Min(value.Length, _letters.Length - Length)];
        value.CopyTo(_letters.AsSpan(Length));
        Length += value.Length;
        return this;
    }

    /// <summary>Adds one letter to the end.</summary>
    public FieldText Append(char letter) => Append([letter]);

    /// <summary>Adds a whole number, 0 or more, with zeros before it up to a width.</summary>
    public FieldText AppendNumber(long value, int width = 1)
    {
        Span<char> digits = stackalloc char[20];
        value.TryFormat(digits, out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        for (var i = written; i < width; i++)
            Append('0');
        return Append(digits[..written]);
    }

    /// <summary>Puts a letter in at a place, 0 to the length.</summary>
    public void Insert(int place, char letter)
    {
        if (Length == _letters.Length)
            return;
        _letters.AsSpan(place, Length - place).CopyTo(_letters.AsSpan(place + 1));
        _letters[place] = letter;
        Length++;
    }

    /// <summary>Takes the letter at a place out.</summary>
    public void Remove(int place)
    {
        _letters.AsSpan(place + 1, Length - place - 1).CopyTo(_letters.AsSpan(place));
        Length--;
    }

    /// <summary>Puts other letters in the place of some.</summary>
    public void Replace(int place, int length, ReadOnlySpan<char> by)
    {
        for (var k = 0; k < length; k++)
            Remove(place);
        for (var k = by.Length - 1; k >= 0; k--)
            Insert(place, by[k]);
    }

    /// <summary>Cuts the value to a length.</summary>
    public void Truncate(int length) => Length = Math.Min(Length, length);
}
