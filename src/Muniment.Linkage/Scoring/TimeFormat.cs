namespace Muniment.Linkage.Scoring;

/// <summary>Reads a text by a strptime format, as the engine behind Splink does: %Y %m %d %H %M %S %y %b %B, everything else literally.</summary>
/// <remarks>Pure; safe on any thread.</remarks>
static class TimeFormat
{
    static readonly string[] s_months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>True where the whole text fits; <paramref name="seconds"/> since 1970-01-01, without time zone.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, ReadOnlySpan<char> format, out double seconds)
    {
        seconds = 0;
        int year = 1900, month = 1, day = 1, hour = 0, minute = 0, second = 0;
        var at = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                if (at >= text.Length || text[at++] != format[i])
                    return false;
                continue;
            }
            var read = format[++i] switch
            {
                'Y' => Number(text, ref at, 4, out year),
                'y' => Number(text, ref at, 2, out year) && Century(ref year),
                'm' => Number(text, ref at, 2, out month),
                'd' => Number(text, ref at, 2, out day),
                'H' => Number(text, ref at, 2, out hour),
                'M' => Number(text, ref at, 2, out minute),
                'S' => Number(text, ref at, 2, out second),
                'b' => Month(text, ref at, 3, out month),
                'B' => Month(text, ref at, int.MaxValue, out month),
                _ => false,
            };
            if (!read)
                return false;
        }
        if (at != text.Length || year < 1 || year > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;
        seconds = (new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified) - new DateTime(1970, 1, 1)).TotalSeconds;
        return true;
    }

    static bool Number(ReadOnlySpan<char> text, ref int at, int most, out int number)
    {
        number = 0;
        var start = at;
        while (at < text.Length && at - start < most && char.IsAsciiDigit(text[at]))
            number = (number * 10) + (text[at++] - '0');
        return at > start;
    }

    static bool Century(ref int year)
    {
        year += year < 69 ? 2000 : 1900; // POSIX: 69 to 99 are 1969 to 1999.
        return true;
    }

    static bool Month(ReadOnlySpan<char> text, ref int at, int letters, out int month)
    {
        for (month = 1; month <= 12; month++)
        {
            var name = s_months[month - 1].AsSpan();
            name = name[..Math.Min(letters, name.Length)];
            if (!text[at..].StartsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            at += name.Length;
            return true;
        }
        return false;
    }
}
