using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Takes a date apart into its numbers and the name of its month.</summary>
/// <remarks>Pure; safe on any thread.</remarks>
static class DateTokens
{
    /// <summary>Reads up to three numbers; what follows the third, such as the time, is left out.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="numbers">[3] receives the numbers.</param>
    /// <param name="months">First letters of month names to 01 … 12.</param>
    /// <param name="month">1 to 12 if a month was named, else 0.</param>
    /// <returns>How many numbers were read; -1: one is too long to be part of a date.</returns>
    public static int Read(ReadOnlySpan<byte> text, Span<Number> numbers, WordTable months, out int month)
    {
        month = 0;
        var count = 0;
        while (!text.IsEmpty && count < 3 && !(count == 2 && month > 0))
        {
            Rune.DecodeFromUtf8(text, out var rune, out var bytes);
            if (Rune.IsDigit(rune))
            {
                if (!TryReadNumber(ref text, out numbers[count++]))
                    return -1;
            }
            else if (Rune.IsLetter(rune))
            {
                if (month == 0)
                    month = ReadMonth(ref text, months);
                else
                    ReadWord(ref text, []);
            }
            else
            {
                text = text[bytes..];
            }
        }
        return count;
    }

    static bool TryReadNumber(ref ReadOnlySpan<byte> text, out Number number)
    {
        var value = 0;
        var digits = 0;
        while (!text.IsEmpty && Rune.DecodeFromUtf8(text, out var rune, out var bytes) == System.Buffers.OperationStatus.Done && Rune.IsDigit(rune))
        {
            if (digits < 8)
                value = (value * 10) + (int)Rune.GetNumericValue(rune);
            digits++;
            text = text[bytes..];
        }
        if (digits is 14 or 12 or 17) // yyyymmddhhmm…: the time is left out.
            digits = 8;
        number = new(value, digits);
        return digits <= 8;
    }

    static int ReadMonth(ref ReadOnlySpan<byte> text, WordTable months)
    {
        Span<byte> word = stackalloc byte[16];
        var length = ReadWord(ref text, word);
        for (var take = Math.Min(length, 8); take >= 3; take--)
        {
            if (months.TryGet(word[..take], out var number))
                return ((number[0] - '0') * 10) + number[1] - '0';
        }
        return 0;
    }

    // Lower case, marks left out; only the first letters are wanted.
    static int ReadWord(ref ReadOnlySpan<byte> text, scoped Span<byte> word)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var bytes);
            if (!Rune.IsLetter(rune))
                break;
            text = text[bytes..];
            var lower = Rune.ToLowerInvariant(rune);
            if (CharacterFolds.WithoutMark(lower.Value) is { Length: 1 } bare)
                lower = new Rune(bare[0]);
            if (length + lower.Utf8SequenceLength <= word.Length)
                length += lower.EncodeToUtf8(word[length..]);
        }
        return length;
    }
}
