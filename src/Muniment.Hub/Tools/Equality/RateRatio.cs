namespace Muniment.Hub.Tools.Equality;

/// <summary>How many times as often something happens to one group as to the others, with a confidence interval.</summary>
/// <param name="Ratio">The group's rate over the others' rate; 1: as often.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
/// <remarks>
/// The log-normal interval of Katz, Baptista, Azen and Pike, "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34 (1978), 469–474:
/// exp(ln RR ± z·√(1/a − 1/n₁ + 1/c − 1/n₂)), with a of n₁ in the group and c of n₂ among the others. Pure; safe on any thread.
/// </remarks>
public readonly record struct RateRatio(double Ratio, double Low, double High)
{
    /// <summary>z of a 95 % interval.</summary>
    public const double Z95 = 1.959964;

    /// <summary>z of a 99 % interval, by which alarms go: many groups are compared.</summary>
    public const double Z99 = 2.575829;

    /// <summary>The least events on either side: under it the interval means nothing.</summary>
    public const long LeastEvents = 5;

    /// <summary>The ratio; null where either side has fewer than <see cref="LeastEvents"/> events.</summary>
    /// <param name="events">In the group, 0 to <paramref name="of"/>.</param>
    /// <param name="of">The group's size.</param>
    /// <param name="otherEvents">Among the others.</param>
    /// <param name="otherOf">The others' number.</param>
    /// <param name="z">Of the interval.</param>
    public static RateRatio? Of(long events, long of, long otherEvents, long otherOf, double z)
    {
        if (events < LeastEvents || otherEvents < LeastEvents || of < events || otherOf < otherEvents)
            return null;
        var ratio = (double)events / of / ((double)otherEvents / otherOf);
        var error = z * Math.Sqrt((1d / events) - (1d / of) + (1d / otherEvents) - (1d / otherOf));
        return new(ratio, ratio * Math.Exp(-error), ratio * Math.Exp(error));
    }
}
