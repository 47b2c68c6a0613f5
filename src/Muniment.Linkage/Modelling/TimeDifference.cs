namespace Muniment.Linkage.Modelling;

/// <summary>Units of time as Splink counts them.</summary>
public enum TimeUnit
{
    /// <summary>1 s.</summary>
    Second,

    /// <summary>60 s.</summary>
    Minute,

    /// <summary>3,600 s.</summary>
    Hour,

    /// <summary>86,400 s.</summary>
    Day,

    /// <summary>30.4375 days: 2,629,800 s.</summary>
    Month,

    /// <summary>365.25 days: 31,557,600 s.</summary>
    Year,
}

/// <summary>A length of time, for thresholds.</summary>
/// <param name="Count">How many units; 0 or more.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct TimeDifference(double Count, TimeUnit Unit)
{
    /// <summary>The length in seconds, by Splink 4.0.16's units.</summary>
    public double Seconds => Count * Unit switch
    {
        TimeUnit.Second => 1,
        TimeUnit.Minute => 60,
        TimeUnit.Hour => 3600,
        TimeUnit.Day => 86400,
        TimeUnit.Month => 2629800,
        _ => 31557600,
    };
}
