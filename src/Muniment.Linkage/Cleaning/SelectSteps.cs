using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Steps that keep a part of the value.</summary>
/// <remarks>Pure; safe on any thread.</remarks>
static class SelectSteps
{
    /// <summary>The first characters (Unicode scalar values); a shorter value stays whole.</summary>
    public static bool First(ref CleanBuffer buffer, int count)
    {
        var rest = buffer.Value;
        while (count-- > 0 && !rest.IsEmpty)
        {
            Rune.DecodeFromUtf8(rest, out _, out var bytes);
            rest = rest[bytes..];
        }
        return buffer.Keep(0, buffer.Value.Length - rest.Length);
    }

    /// <summary>The last characters (Unicode scalar values); a shorter value stays whole.</summary>
    public static bool Last(ref CleanBuffer buffer, int count)
    {
        var rest = buffer.Value;
        while (count-- > 0 && !rest.IsEmpty)
        {
            Rune.DecodeLastFromUtf8(rest, out _, out var bytes);
            rest = rest[..^bytes];
        }
        return buffer.Keep(rest.Length, buffer.Value.Length - rest.Length);
    }

    /// <summary>The word of that number, counted from 1, or from the end if negative; missing if there are not so many.</summary>
    public static bool Word(ref CleanBuffer buffer, int number)
    {
        var value = buffer.Value;
        var count = 0;
        foreach (var range in value.Split((byte)' '))
            count += value[range].IsEmpty ? 0 : 1;
        var wanted = number > 0 ? number : count + number + 1;
        foreach (var range in value.Split((byte)' '))
        {
            if (!value[range].IsEmpty && --wanted == 0)
                return buffer.Keep(range.Start.Value, range.End.Value - range.Start.Value);
        }
        return false;
    }

    /// <summary>All words but the last; missing if there is one alone.</summary>
    public static bool AllButLastWord(ref CleanBuffer buffer)
    {
        var blank = buffer.Value.LastIndexOf((byte)' ');
        return blank > 0 && buffer.Keep(0, blank);
    }

    /// <summary>Digits alone, those of any script written as 0 to 9.</summary>
    public static bool Digits(ref CleanBuffer buffer)
    {
        var rest = buffer.Value;
        buffer.Begin(rest.Length);
        while (!rest.IsEmpty)
        {
            Rune.DecodeFromUtf8(rest, out var rune, out var bytes);
            rest = rest[bytes..];
            if (Rune.IsDigit(rune))
                buffer.Append((byte)('0' + (int)Rune.GetNumericValue(rune)));
        }
        return buffer.Finish();
    }

    /// <summary>ASCII letters and digits alone, lower case; other scripts' characters are kept.</summary>
    public static bool Code(ref CleanBuffer buffer)
    {
        var value = buffer.Value;
        buffer.Begin(value.Length);
        foreach (var b in value)
        {
            if (b >= 128 || char.IsAsciiLetterOrDigit((char)b))
                buffer.Append(char.IsAsciiLetterUpper((char)b) ? (byte)(b | 0x20) : b);
        }
        return buffer.Finish();
    }

    /// <summary>Takes blanks out.</summary>
    public static bool Squash(ref CleanBuffer buffer)
    {
        var value = buffer.Value;
        buffer.Begin(value.Length);
        foreach (var b in value)
        {
            if (b != ' ')
                buffer.Append(b);
        }
        return buffer.Finish();
    }

    /// <summary>Makes a list: the separator becomes U+001F.</summary>
    public static bool Split(ref CleanBuffer buffer, ReadOnlySpan<byte> separator)
    {
        var value = buffer.Value;
        buffer.Begin(value.Length);
        foreach (var range in value.Split(separator))
        {
            var item = value[range].Trim((byte)' ');
            if (item.IsEmpty)
                continue;
            if (buffer.Next.Length > 0)
                buffer.Append(CleaningRecipe.ListSeparator);
            buffer.Append(item);
        }
        return buffer.Finish();
    }

    /// <summary>Missing if the value is this one.</summary>
    public static bool Drop(ref CleanBuffer buffer, ReadOnlySpan<byte> unwanted) => !buffer.Value.Trim((byte)' ').SequenceEqual(unwanted);

    /// <summary>Missing if the value is shorter than so many characters.</summary>
    public static bool AtLeast(ref CleanBuffer buffer, int count)
    {
        var runes = 0;
        foreach (var b in buffer.Value)
            runes += (b & 0xC0) != 0x80 ? 1 : 0;
        return runes >= count;
    }
}
