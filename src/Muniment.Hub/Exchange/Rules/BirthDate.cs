using System.Globalization;
using NodaTime;

namespace Muniment.Hub.Exchange.Rules;

/// <summary>A birth date as one record gives it: whole, or only a year, or a year and month, or not known at all.</summary>
/// <remarks>The default value is <see cref="Unknown"/>. A date that was only assessed by an official is best given as partial: the rules then protect the person. Immutable; safe on any thread.</remarks>
public readonly record struct BirthDate
{
    /// <summary>yyyymmdd; month or day 00 where it is not known; 0: nothing is known.</summary>
    readonly int _packed;

    BirthDate(int packed) => _packed = packed;

    /// <summary>Nothing is known.</summary>
    public static BirthDate Unknown => default;

    /// <summary>Whether year, month and day are known.</summary>
    public bool IsWhole => _packed % 100 != 0;

    /// <summary>yyyymmdd, to be compared with another whole date.</summary>
    internal int Packed => _packed;

    /// <summary>A whole date.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is before 1 or after 9999.</exception>
    public static BirthDate Of(LocalDate date) => new(Pack(date));

    /// <summary>A year, and the month if it is known.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12; 0 if it is not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside these ranges.</exception>
    public static BirthDate Partial(int year, int month = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfNegative(month);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        return new BirthDate((year * 10000) + (month * 100));
    }

    /// <summary>Reads 1990-04-02, 1990-04 or 1990. The empty text is <see cref="Unknown"/>.</summary>
    /// <returns>False if the text is none of these, or names a day that no calendar has.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out BirthDate date)
    {
        date = default;
        if (text.IsEmpty)
            return true;
        int month = 0, day = 0;
        if (text.Length is not (4 or 7 or 10) || !Digits(text[..4], out var year) || year == 0
            || (text.Length >= 7 && (text[4] != '-' || !Digits(text.Slice(5, 2), out month) || month is 0 or > 12))
            || (text.Length == 10 && (text[7] != '-' || !Digits(text.Slice(8, 2), out day) || day == 0 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))))
            return false;
        date = new BirthDate((year * 10000) + (month * 100) + day);
        return true;
    }

    /// <summary>As <see cref="TryParse"/> reads it; empty if nothing is known.</summary>
    public override string ToString()
    {
        var (year, month, day) = (_packed / 10000, _packed / 100 % 100, _packed % 100);
        return _packed == 0 ? "" : month == 0 ? $"{year:0000}" : day == 0 ? $"{year:0000}-{month:00}" : $"{year:0000}-{month:00}-{day:00}";
    }

    /// <summary>yyyymmdd of a date in the ISO calendar.</summary>
    internal static int Pack(LocalDate date)
    {
        var (year, month, day) = date;
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1, nameof(date));
        return (year * 10000) + (month * 100) + day;
    }

    static bool Digits(ReadOnlySpan<char> text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
