using System.Globalization;

namespace Muniment.Linkage.Grouping;

/// <summary>How two dates of one life event stand to each other.</summary>
enum DateRelation
{
    /// <summary>One is missing.</summary>
    Unknown,

    /// <summary>The same day, known to the day and not a 1 January.</summary>
    Equal,

    /// <summary>Nothing in one contradicts the other: one is partial, or both are the same 1 January.</summary>
    Compatible,

    /// <summary>One can be a slip of the other.</summary>
    Slip,

    /// <summary>They differ, but one is a 1 January or a year alone, so it may be an estimate.</summary>
    Doubtful,

    /// <summary>They differ, and neither is a slip of the other.</summary>
    Conflict,
}

/// <summary>A date of which month and day may be unknown (0).</summary>
readonly record struct PartialDate(short Year, byte Month, byte Day)
{
    /// <summary>How far an estimated year may be off: assessed ages are given to within two years either way (Merton guidance).</summary>
    const int EstimateYears = 2;

    /// <summary>True: no date.</summary>
    public bool IsMissing => Year == 0;

    bool IsWhole => Day != 0;

    /// <summary>1 January stands for "some day in that year" in many registers.</summary>
    bool IsFirstOfJanuary => Month == 1 && Day == 1;

    /// <summary>Reads what the cleaning step "date" writes: yyyy-mm-dd, yyyy-mm or yyyy; anything else is missing.</summary>
    public static PartialDate Read(ReadOnlySpan<byte> text)
    {
        if (text.Length is not (4 or 7 or 10) || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            return default;
        var month = 0;
        var day = 0;
        if (text.Length >= 7 && !int.TryParse(text[5..7], NumberStyles.None, CultureInfo.InvariantCulture, out month))
            return default;
        if (text.Length == 10 && !int.TryParse(text[8..], NumberStyles.None, CultureInfo.InvariantCulture, out day))
            return default;
        return new((short)year, (byte)month, (byte)day);
    }

    /// <summary>How two dates stand to each other, whichever comes first.</summary>
    public static DateRelation Relate(PartialDate first, PartialDate second)
    {
        if (first.IsMissing || second.IsMissing)
            return DateRelation.Unknown;
        if (first == second)
            return first.IsWhole && !first.IsFirstOfJanuary ? DateRelation.Equal : DateRelation.Compatible;
        var estimate = first.IsFirstOfJanuary || second.IsFirstOfJanuary || !first.IsWhole || !second.IsWhole;
        if (estimate)
            return RelateEstimate(first, second);
        return IsSlip(first, second) ? DateRelation.Slip : DateRelation.Conflict;
    }

    static DateRelation RelateEstimate(PartialDate first, PartialDate second)
    {
        if (first.Year == second.Year)
            return DateRelation.Compatible;
        return Math.Abs(first.Year - second.Year) <= EstimateYears || IsYearSlip(first.Year, second.Year) ? DateRelation.Slip : DateRelation.Doubtful;
    }

    /// <summary>The last days of a month stand for each other where another part is wrong: the 31st of the wrong month becomes its last day.</summary>
    const int EndOfMonth = 28;

    /// <summary>One part of the date written wrongly, or day and month exchanged.</summary>
    static bool IsSlip(PartialDate first, PartialDate second)
    {
        var year = first.Year == second.Year;
        var month = first.Month == second.Month;
        var day = first.Day == second.Day || (first.Day >= EndOfMonth && second.Day >= EndOfMonth);
        if (year && (month || day))
            return true;
        if (year && first.Month == second.Day && first.Day == second.Month)
            return true;
        if (month && day)
            return IsYearSlip(first.Year, second.Year);
        return AreNeighbours(first, second);
    }

    /// <summary>One digit changed or two exchanged, or the year or decade before or after.</summary>
    static bool IsYearSlip(int first, int second)
    {
        if (Math.Abs(first - second) is 1 or 10)
            return true;
        Span<int> differing = stackalloc int[4];
        var count = 0;
        for (int place = 0, a = first, b = second; place < 4; place++, a /= 10, b /= 10)
        {
            if (a % 10 != b % 10)
                differing[count++] = place;
        }
        if (count != 2)
            return count < 2;
        int Digit(int year, int place) => place switch { 0 => year % 10, 1 => year / 10 % 10, 2 => year / 100 % 10, _ => year / 1000 };
        return Digit(first, differing[0]) == Digit(second, differing[1]) && Digit(first, differing[1]) == Digit(second, differing[0]);
    }

    /// <summary>The day before or after, as time zones and midnight births make it.</summary>
    static bool AreNeighbours(PartialDate first, PartialDate second) =>
        Math.Abs(new DateOnly(first.Year, first.Month, first.Day).DayNumber - new DateOnly(second.Year, second.Month, second.Day).DayNumber) <= 1;
}
