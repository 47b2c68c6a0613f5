namespace Muniment.Linkage.Cleaning;

/// <summary>How a date in digits alone is read where it could be read in several ways.</summary>
public enum DateOrder
{
    /// <summary>03/04/1985 is 3 April.</summary>
    DayFirst,

    /// <summary>03/04/1985 is March 4.</summary>
    MonthFirst,

    /// <summary>85/04/03 is 3 April 1985.</summary>
    YearFirst,
}
