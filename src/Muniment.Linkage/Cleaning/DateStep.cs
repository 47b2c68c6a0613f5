using System.Globalization;

namespace Muniment.Linkage.Cleaning;

/// <summary>Reads a date written in any of the usual ways and writes it as yyyy-mm-dd, or yyyy-mm or yyyy where only that much is known.</summary>
/// <remarks>
/// Proleptic Gregorian, years 1000 to 2999. A date that cannot be is missing, or kept in the same form: a slip of
/// one digit is then still near the true date. Two-digit years are 20yy up to the pivot, 19yy
/// above. Pure; safe on any thread.
/// </remarks>
sealed class DateStep(DateOrder order, int pivot, bool keepImpossible = false)
{
    // First letters of the months' names without marks: English, French, German, Spanish, Italian, Portuguese, Dutch, Polish, Turkish, Russian.
    static readonly WordTable s_months = new(
        """
        01: jan ene gen sty oca янв; 02: feb fev lut sub фев; 03: mar maa mrt mae мар; 04: apr avr abr kwi nis апр; 05: may mai mag mei maj май мая
        06: jun giu juin cze haz июн; 07: jul lug juil lip tem июл; 08: aug ago aou sie agu авг; 09: sep set wrz eyl сен; 10: oct okt out ott paz eki окт
        11: nov lis kas ноя; 12: dec dez dic gru ara дек
        """);

    /// <summary>Reads a step's argument: dmy, mdy or ymd, then after commas the pivot and "keep", if wanted.</summary>
    /// <returns>Null: the argument cannot be read.</returns>
    public static DateStep? Parse(string argument)
    {
        var parts = argument.Split(',');
        var keep = parts.Length > 1 && parts[^1] == "keep";
        var pivot = 29;
        var numbers = parts.Length - (keep ? 2 : 1);
        if (numbers > 1 || (numbers == 1 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out pivot)))
            return null;
        return parts[0] switch
        {
            "" or "dmy" => new(DateOrder.DayFirst, pivot, keep),
            "mdy" => new(DateOrder.MonthFirst, pivot, keep),
            "ymd" => new(DateOrder.YearFirst, pivot, keep),
            _ => null,
        };
    }

    /// <summary>Writes the date into the buffer; false: there is none.</summary>
    public bool Apply(ref CleanBuffer buffer)
    {
        if (!TryRead(buffer.Value, out var date))
            return false;
        var room = buffer.Begin(10);
        Write(room, date.Year, 4);
        if (date.Month == 0)
            return buffer.Finish(4);
        room[4] = (byte)'-';
        Write(room[5..], date.Month, 2);
        if (date.Day == 0)
            return buffer.Finish(7);
        room[7] = (byte)'-';
        Write(room[8..], date.Day, 2);
        return buffer.Finish(10);
    }

    /// <summary>Reads a date; month and day are 0 where unknown.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out (int Year, int Month, int Day) date)
    {
        Span<Number> numbers = stackalloc Number[3];
        var count = DateTokens.Read(text, numbers, s_months, out var month);
        date = (count, month) switch
        {
            (3, 0) => Three(numbers[0], numbers[1], numbers[2]),
            (2 or 3, > 0) => Named(numbers[0], month, numbers[1]),
            (2, 0) => numbers[0].Digits == 4 ? (numbers[0].Value, numbers[1].Value, 0) : numbers[1].Digits == 4 ? (numbers[1].Value, numbers[0].Value, 0) : default,
            (1, > 0) when numbers[0].Digits == 4 => (numbers[0].Value, month, 0),
            (1, 0) => One(numbers[0]),
            _ => default,
        };
        return IsPossible(ref date) || (keepImpossible && date is { Year: >= 1000 and <= 2999, Month: <= 99, Day: > 0 and <= 99 });
    }

    (int, int, int) Three(Number a, Number b, Number c)
    {
        if (a.Digits >= 3 || a.Value > 31 || (order == DateOrder.YearFirst && c.Digits <= 2))
            return b.Value > 12 && c.Value <= 12 ? (YearOf(a), c.Value, b.Value) : (YearOf(a), b.Value, c.Value);
        var monthFirst = order == DateOrder.MonthFirst ? a.Value <= 12 : b.Value > 12;
        return monthFirst ? (YearOf(c), a.Value, b.Value) : (YearOf(c), b.Value, a.Value);
    }

    (int, int, int) Named(Number a, int month, Number b) =>
        a.Digits >= 3 || a.Value > 31 ? (YearOf(a), month, b.Value) : (YearOf(b), month, a.Value);

    // All digits in one word: 4 = year, 6 = yyyymm or two-digit year, 8 = with century, 14 = with the time; 5 and 7 have lost a leading 0.
    (int, int, int) One(Number n)
    {
        switch (n.Digits)
        {
            case 4:
                return (n.Value, 0, 0);
            case 6 when n.Value / 100 is >= 1800 and <= 2100 && n.Value % 100 is >= 1 and <= 12:
                return (n.Value / 100, n.Value % 100, 0);
            case 6:
                return Three(new(n.Value / 10000, 2), new(n.Value / 100 % 100, 2), new(n.Value % 100, 2));
            case 8 when n.Value / 10000 is >= 1300 and <= 2999 && (n.Value / 100 % 100 <= 12 || order == DateOrder.YearFirst):
                return (n.Value / 10000, n.Value / 100 % 100, n.Value % 100);
            case 7 or 8:
                return Three(new(n.Value / 1000000, 2), new(n.Value / 10000 % 100, 2), new(n.Value % 10000, 4));
            default:
                return default;
        }
    }

    int YearOf(Number n) => n.Digits <= 2 ? n.Value + (n.Value <= pivot ? 2000 : 1900) : n.Digits == 4 ? n.Value : 0;

    static bool IsPossible(ref (int Year, int Month, int Day) date)
    {
        if (date.Year is < 1000 or > 2999 || date.Month is < 0 or > 12)
            return false;
        if (date.Month == 0)
            date.Day = 0; // A day of no known month says nothing.
        return date.Day == 0 || date.Day <= DateTime.DaysInMonth(date.Year, date.Month);
    }

    static void Write(Span<byte> room, int value, int digits)
    {
        for (var i = digits - 1; i >= 0; i--, value /= 10)
            room[i] = (byte)('0' + (value % 10));
    }
}

/// <summary>A number in a date.</summary>
/// <param name="Value">0 to 99,999,999.</param>
/// <param name="Digits">How many digits it was written with, leading zeros included.</param>
readonly record struct Number(int Value, int Digits);
