using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Cleaning;

/// <summary>How a column writes its dates.</summary>
/// <param name="Order">The order of day, month and year.</param>
/// <param name="Pivot">The last two-digit year, 0 to 99, that is taken as 20yy.</param>
/// <param name="ForOrder">Records whose date can be read in this order alone.</param>
/// <param name="AgainstOrder">Records whose date can be read in the other order alone.</param>
public sealed record DateFormat(DateOrder Order, int Pivot, long ForOrder, long AgainstOrder)
{
    /// <summary>
    /// True: 1 January stands for "only the year is known" in this column, as it has more than five times as many records as a day
    /// of the year has on average.
    /// </summary>
    public bool FirstOfYearIsUnknown { get; init; }

    /// <summary>The step that reads these dates.</summary>
    public string Step => $"date:{(Order switch { DateOrder.MonthFirst => "mdy", DateOrder.YearFirst => "ymd", _ => "dmy" })},{Pivot}";
}

/// <summary>Tells from all dates of a column whether it writes the day or the month first, and which century two digits mean.</summary>
/// <remarks>A date such as 23/04/1985 can be read one way only; the order with more such records wins, the day if there are none. Pure; safe on any thread.</remarks>
public static class DateFormatGuess
{
    // Without a four-digit year in the column to go by. Beyond it a person would be born in the future or be very old: 1930 is the better guess for 30.
    const int UsualPivot = 29;

    static readonly WordTable s_noMonths = new("");

    /// <summary>Looks at the distinct values of a column, at 6,000 or so drawn by their hash if there are more.</summary>
    public static DateFormat Of(Column column)
    {
        long day = 0, month = 0, year = 0;
        var latest = 0;
        Span<Number> numbers = stackalloc Number[3];
        var mask = ValueSample.Mask(column.Values.Count - 1);
        for (var code = 1; code < column.Values.Count; code++)
        {
            var value = column.Values[code];
            if (!ValueSample.IsDrawn(value, mask))
                continue;
            var read = value.Length is < 6 or > 32 ? 0 : DateTokens.Read(value, numbers, s_noMonths, out _);
            if (read == 1 && numbers[0].Digits == value.Length)
                SplitDigits(numbers);
            else if (read != 3)
                continue;
            var count = column.Counts[code];
            var (a, b, c) = (numbers[0], numbers[1], numbers[2]);
            latest = Math.Max(latest, Math.Max(YearIn(a), YearIn(c)));
            if (a.Digits >= 3)
                continue;
            if (a.Value > 31 && c.Digits <= 2)
                year += count;
            else if (a.Value is > 12 and <= 31 && b.Value is > 0 and <= 12)
                day += count;
            else if (b.Value is > 12 and <= 31 && a.Value is > 0 and <= 12)
                month += count;
        }
        var pivot = latest is >= 2000 and <= 2099 ? latest - 2000 : UsualPivot;
        var format = year > day && year > month ? new DateFormat(DateOrder.YearFirst, pivot, year, Math.Max(day, month))
            : month > day ? new(DateOrder.MonthFirst, pivot, month, day)
            : new(DateOrder.DayFirst, pivot, day, month);
        return format with { FirstOfYearIsUnknown = HasManyFirstsOfYear(column, format, mask) };
    }

    static bool HasManyFirstsOfYear(Column column, DateFormat format, uint mask)
    {
        long dated = 0, first = 0;
        var reader = new DateStep(format.Order, format.Pivot);
        for (var code = 1; code < column.Values.Count; code++)
        {
            var value = column.Values[code];
            if (value.Length < 6 || !ValueSample.IsDrawn(value, mask) || !reader.TryRead(value, out var date) || date.Day == 0)
                continue;
            dated += column.Counts[code];
            first += date is { Month: 1, Day: 1 } ? column.Counts[code] : 0;
        }
        return dated >= 365 && first * 365 > 5 * dated;
    }

    static int YearIn(Number number) => number.Digits == 4 && number.Value is >= 1900 and <= 2099 ? number.Value : 0;

    // ddmmyyyy and ddmmyy in one word; yyyymmdd needs no order.
    static void SplitDigits(Span<Number> numbers)
    {
        var n = numbers[0];
        var century = n.Value / 1000000;
        numbers[0] = default;
        numbers[1] = numbers[2] = default;
        if (n.Digits == 6)
            (numbers[0], numbers[1], numbers[2]) = (new(n.Value / 10000, 2), new(n.Value / 100 % 100, 2), new(n.Value % 100, 2));
        else if (n.Digits == 8 && century is >= 13 and <= 29 && n.Value / 100 % 100 is >= 1 and <= 12)
            numbers[0] = new(n.Value / 10000, 4);
        else if (n.Digits == 8)
            (numbers[0], numbers[1], numbers[2]) = (new(century, 2), new(n.Value / 10000 % 100, 2), new(n.Value % 10000, 4));
    }
}
