namespace Muniment.Hub.Tools.Equality;

/// <summary>What happened to the people of a group. Whoever was scored counts, flagged or not.</summary>
/// <param name="Scored">A tool ran on them, or a check found them.</param>
/// <param name="Flagged">The recommendation went against them, or something was disclosed or waits to be.</param>
/// <param name="Reviewed">A human decided.</param>
/// <param name="Overturned">Of those: otherwise than recommended.</param>
/// <param name="Contested">The person contests it.</param>
/// <param name="Wrong">Found wrong afterwards.</param>
public readonly record struct EqualityCounts(long Scored, long Flagged, long Reviewed, long Overturned, long Contested, long Wrong)
{
    /// <summary>Counts are rounded to this before they are published, and so is everything computed from them.</summary>
    public const long Base = 5;

    /// <summary>Of a group with fewer scored than this, nothing is published but that it is small.</summary>
    public const long LeastScored = 10;

    /// <summary>The measures whose rates are compared, in order.</summary>
    public static IReadOnlyList<string> Measures { get; } = ["flagged", "overturned", "contested", "wrong"];

    /// <summary>The sum.</summary>
    public static EqualityCounts operator +(EqualityCounts one, EqualityCounts other) => new(
        one.Scored + other.Scored, one.Flagged + other.Flagged, one.Reviewed + other.Reviewed, one.Overturned + other.Overturned, one.Contested + other.Contested, one.Wrong + other.Wrong);

    /// <summary>The sum.</summary>
    public static EqualityCounts Add(EqualityCounts left, EqualityCounts right) => left + right;

    /// <summary>Events of a measure, and of how many they could be: flagged and contested of the scored, overturned and wrong of the reviewed.</summary>
    public (long Events, long Of) Rate(string measure) => measure switch
    {
        "flagged" => (Flagged, Scored),
        "overturned" => (Overturned, Reviewed),
        "contested" => (Contested, Scored),
        "wrong" => (Wrong, Reviewed),
        _ => throw new ArgumentException($"'{measure}' is no measure.", nameof(measure)),
    };

    /// <summary>As published: each count rounded to the nearest multiple of <see cref="Base"/>; null where too few were scored.</summary>
    public EqualityCounts? Published() => Scored < LeastScored ? null : new(Rounded(Scored), Rounded(Flagged), Rounded(Reviewed), Rounded(Overturned), Rounded(Contested), Rounded(Wrong));

    static long Rounded(long count) => (count + (Base / 2)) / Base * Base;
}
