namespace Muniment.Cli.Generating;

/// <summary>Days counted from 1900-01-01, and the day on which a made-up population is looked at.</summary>
/// <remarks>Fixed, not the clock's: the same seed gives the same bytes in any year.</remarks>
static class Calendar
{
    /// <summary>1 January 2026.</summary>
    public static readonly int Today = DayOf(2026, 1, 1);

    static readonly DateOnly s_epoch = new(1900, 1, 1);

    /// <summary>The day's number.</summary>
    public static int DayOf(int year, int month, int day) => new DateOnly(year, month, day).DayNumber - new DateOnly(1900, 1, 1).DayNumber;

    /// <summary>Year, month and day of a day's number.</summary>
    public static DateOnly DateOf(int day) => s_epoch.AddDays(day);
}
