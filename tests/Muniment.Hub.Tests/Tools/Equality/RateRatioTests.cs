using System.Collections.Immutable;
using Muniment.Hub.Tools.Equality;

namespace Muniment.Hub.Tests.Tools.Equality;

public class RateRatioTests
{
    /// <summary>Worked by hand: 10 of 100 against 5 of 100 is a ratio of 2; the standard error of its logarithm is √(0.1 − 0.01 + 0.2 − 0.01) = √0.28.</summary>
    [Fact]
    public void Of_HandWorkedExample_IsTheIntervalOfKatz()
    {
        var ratio = RateRatio.Of(10, 100, 5, 100, RateRatio.Z95)!.Value;

        Assert.Equal(2, ratio.Ratio, 12);
        Assert.Equal(2 * Math.Exp(-1.959964 * Math.Sqrt(0.28)), ratio.Low, 9);
        Assert.Equal(2 * Math.Exp(1.959964 * Math.Sqrt(0.28)), ratio.High, 9);
    }

    [Fact]
    public void Of_TooFewEvents_SaysNothing()
    {
        Assert.Null(RateRatio.Of(4, 100, 50, 100, RateRatio.Z95));
        Assert.Null(RateRatio.Of(50, 100, 4, 100, RateRatio.Z95));
        Assert.Null(RateRatio.Of(10, 5, 50, 100, RateRatio.Z95));
    }

    /// <summary>Made-up samples of two groups with the same rate, of different sizes: the interval holds 1 about 19 times of 20.</summary>
    [Fact]
    public void Of_EqualRates_IntervalHoldsOneAsOftenAsItSays()
    {
        var random = new Random(11);
        long Draw(int of) => Enumerable.Range(0, of).Count(_ => random.NextDouble() < 0.2);
        var held = Enumerable.Range(0, 2_000).Count(_ => RateRatio.Of(Draw(200), 200, Draw(600), 600, RateRatio.Z95) is { Low: < 1, High: > 1 });

        Assert.InRange(held / 2_000d, 0.935, 0.965);
    }

    [Fact]
    public void Published_SmallGroups_AreLeftOutAndOthersRounded()
    {
        Assert.Null(new EqualityCounts(9, 9, 9, 9, 9, 9).Published());
        Assert.Equal(new EqualityCounts(10, 0, 5, 5, 5, 0), new EqualityCounts(12, 2, 3, 4, 7, 1).Published());
        var groups = ImmutableArray.Create(("female", new EqualityCounts(100, 40, 0, 0, 0, 0)), ("male", new EqualityCounts(100, 20, 0, 0, 0, 0)), ("unknown", new EqualityCounts(1000, 900, 0, 0, 0, 0)));
        Assert.Equal(2, EqualitySubject.Ratio(groups, "female", "flagged", RateRatio.Z95)!.Value.Ratio, 12);
        Assert.Null(EqualitySubject.Ratio(groups, "unknown", "flagged", RateRatio.Z95));
    }
}
