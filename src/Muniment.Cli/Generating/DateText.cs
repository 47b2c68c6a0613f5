namespace Muniment.Cli.Generating;

/// <summary>Writes dates in the forms that sources use.</summary>
static class DateText
{
    /// <summary>Letters of every form.</summary>
    public const int Length = 10;

    /// <summary>2001-12-31.</summary>
    public static void Iso(DateOnly date, Span<char> into)
    {
        Digits(date.Year, into[..4]);
        into[4] = into[7] = '-';
        Digits(date.Month, into.Slice(5, 2));
        Digits(date.Day, into.Slice(8, 2));
    }

    /// <summary>31/12/2001.</summary>
    public static void DayFirst(DateOnly date, Span<char> into)
    {
        Digits(date.Day, into[..2]);
        into[2] = into[5] = '/';
        Digits(date.Month, into.Slice(3, 2));
        Digits(date.Year, into.Slice(6, 4));
    }

    static void Digits(int value, Span<char> into)
    {
        for (var i = into.Length - 1; i >= 0; i--, value /= 10)
            into[i] = (char)('0' + (value % 10));
    }
}
