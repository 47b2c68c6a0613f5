using NodaTime;

namespace Muniment.Hub.Rights.Cases;

/// <summary>Working days in England and Wales: Monday to Friday but bank holidays.</summary>
/// <remarks>
/// Bank holidays are computed: Banking and Financial Dealings Act 1971, schedule 1, and the yearly proclamations that add New Year's Day and the first Monday in May. A holiday
/// proclaimed for one year alone is not known here: it would make a time longer, so what is due is due a day early. Pure.
/// </remarks>
static class WorkingDays
{
    /// <summary>The day itself, or the next working day.</summary>
    public static LocalDate OnOrAfter(LocalDate day)
    {
        while (!IsOne(day))
            day = day.PlusDays(1);
        return day;
    }

    /// <summary>Whether a day is one.</summary>
    public static bool IsOne(LocalDate day) => day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !IsBankHoliday(day);

    /// <summary>Whether a day is a bank holiday, substitute days included.</summary>
    public static bool IsBankHoliday(LocalDate day)
    {
        var easter = Easter(day.Year);
        return day == Substitute(new LocalDate(day.Year, 1, 1))
            || day == easter.PlusDays(-2) || day == easter.PlusDays(1)
            || day == First(IsoDayOfWeek.Monday, day.Year, 5) || day == Last(IsoDayOfWeek.Monday, day.Year, 5) || day == Last(IsoDayOfWeek.Monday, day.Year, 8)
            || IsChristmas(day);
    }

    // 25 and 26 December; whichever falls on a weekend is made up for by the next days that are neither.
    static bool IsChristmas(LocalDate day) => day.Month == 12 && new LocalDate(day.Year, 12, 25).DayOfWeek switch
    {
        IsoDayOfWeek.Friday => day.Day is 25 or 28,
        IsoDayOfWeek.Saturday => day.Day is 27 or 28,
        IsoDayOfWeek.Sunday => day.Day is 26 or 27,
        _ => day.Day is 25 or 26,
    };

    static LocalDate Substitute(LocalDate day) => day.DayOfWeek switch { IsoDayOfWeek.Saturday => day.PlusDays(2), IsoDayOfWeek.Sunday => day.PlusDays(1), _ => day };

    static LocalDate First(IsoDayOfWeek weekday, int year, int month)
    {
        var day = new LocalDate(year, month, 1);
        return day.DayOfWeek == weekday ? day : day.Next(weekday);
    }

    static LocalDate Last(IsoDayOfWeek weekday, int year, int month) => First(weekday, month == 12 ? year + 1 : year, (month % 12) + 1).PlusDays(-7);

    // The Gregorian computus, as Meeus, Astronomical Algorithms, chapter 8, has it.
    static LocalDate Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var g = (b - ((b + 8) / 25) + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var l = (32 + (2 * e) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new LocalDate(year, n / 31, (n % 31) + 1);
    }
}
