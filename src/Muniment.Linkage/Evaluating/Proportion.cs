namespace Muniment.Linkage.Evaluating;

/// <summary>A share estimated from a sample, with its 95 % confidence interval.</summary>
/// <param name="Value">The share, 0 to 1; NaN for an empty sample.</param>
/// <param name="Lower">Lower end of the interval, 0 to 1; 0 for an empty sample.</param>
/// <param name="Upper">Upper end of the interval, 0 to 1; 1 for an empty sample.</param>
/// <remarks>
/// The interval is Wilson's score interval: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// Journal of the American Statistical Association 22(158), 1927. It keeps its promise for small samples and shares near 0 and 1.
/// Immutable; safe on any thread.
/// </remarks>
public readonly record struct Proportion(double Value, double Lower, double Upper)
{
    const double Z = 1.959963984540054; // 97.5th percentile of the normal distribution.

    /// <summary>The share of successes in a simple random sample.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>; need not be whole.</param>
    /// <param name="trials">Size of the sample, 0 or more; an effective size need not be whole.</param>
    public static Proportion Of(double successes, double trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (trials == 0)
            return new(double.NaN, 0, 1);
        var share = successes / trials;
        var squared = Z * Z;
        var centre = share + (squared / (2 * trials));
        var half = Z * Math.Sqrt(((share * (1 - share)) + (squared / (4 * trials))) / trials);
        var scale = 1 + (squared / trials);
        // Exact at the ends, where rounding could leave them just outside.
        var lower = successes == 0 ? 0 : (centre - half) / scale;
        var upper = successes == trials ? 1 : (centre + half) / scale;
        return new(share, lower, upper);
    }

    /// <summary>The share in a population that was sampled stratum by stratum.</summary>
    /// <remarks>
    /// Each stratum's share is weighted by its size. The interval is Wilson's with the effective sample size p(1-p)/variance of the design
    /// (the approach of Korn and Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from
    /// survey data", Survey Methodology 24(2), 1998, there with Clopper-Pearson). So that a stratum without a single contrary answer does not
    /// claim to be certain, variances are taken at (successes + 1/2) / (trials + 1). A stratum without an answer counts as share 1/2 with the
    /// variance of one answer. Sampling is taken to be without a finite-population correction.
    /// </remarks>
    /// <param name="strata">Size of each stratum in the population, and the answers of its sample.</param>
    public static Proportion OfStrata(IReadOnlyList<SampledStratum> strata)
    {
        double population = 0, answers = 0;
        foreach (var stratum in strata)
        {
            population += stratum.Size;
            answers += stratum.Trials;
        }
        if (population == 0 || answers == 0)
            return new(double.NaN, 0, 1);
        double share = 0, smoothed = 0, variance = 0;
        foreach (var (size, successes, trials) in strata)
        {
            var weight = size / population;
            var p = (successes + 0.5) / (trials + 1);
            share += weight * (trials == 0 ? 0.5 : successes / (double)trials);
            smoothed += weight * p;
            variance += weight * weight * p * (1 - p) / Math.Max(trials, 1);
        }
        var effective = Math.Min(answers, smoothed * (1 - smoothed) / variance);
        var wilson = Of(Math.Min(share * effective, effective), effective);
        return wilson with { Value = share };
    }
}

/// <summary>One stratum of a sample.</summary>
/// <param name="Size">Members of the stratum in the population, 0 or more.</param>
/// <param name="Successes">Members of the sample of which it is true.</param>
/// <param name="Trials">Members of the sample with an answer.</param>
public readonly record struct SampledStratum(long Size, int Successes, int Trials);
