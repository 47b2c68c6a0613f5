using Muniment.Linkage.Evaluating;

namespace Muniment.Linkage.Tests.Evaluating;

public class ProportionTests
{
    // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998, table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Of_PublishedExamples_GivesTheirIntervals(int successes, int trials, double lower, double upper)
    {
        var proportion = Proportion.Of(successes, trials);

        Assert.Equal(lower, proportion.Lower, 4);
        Assert.Equal(upper, proportion.Upper, 4);
    }

    [Fact]
    public void Of_NothingAsked_SaysNothing()
    {
        var proportion = Proportion.Of(0, 0);

        Assert.True(double.IsNaN(proportion.Value));
        Assert.Equal((0d, 1d), (proportion.Lower, proportion.Upper));
    }

    [Fact]
    public void Of_AllSuccesses_ReachesOne() => Assert.Equal(1, Proportion.Of(7, 7).Upper);

    [Fact]
    public void OfStrata_OneStratumWithBothAnswers_IsCloseToTheSimpleSample()
    {
        var simple = Proportion.Of(80, 100);

        var strata = Proportion.OfStrata([new(10_000, 80, 100)]);

        Assert.Equal(simple.Value, strata.Value);
        Assert.Equal(simple.Lower, strata.Lower, 2);
        Assert.Equal(simple.Upper, strata.Upper, 2);
    }

    [Fact]
    public void OfStrata_UnequalStrata_WeighsThemBySize() =>
        Assert.Equal(0.9, Proportion.OfStrata([new(900, 50, 50), new(100, 0, 50)]).Value, 12);

    [Fact]
    public void OfStrata_RepeatedSamples_CoverTheTruthAboutAsOftenAsPromised()
    {
        var random = new Random(11);
        (long Size, double Share)[] population = [(50_000, 0.999), (8_000, 0.95), (2_000, 0.7), (1_000, 0.3)];
        var truth = population.Sum(stratum => stratum.Size * stratum.Share) / population.Sum(stratum => stratum.Size);
        var covered = 0;
        for (var trial = 0; trial < 2_000; trial++)
        {
            var strata = population.Select(stratum =>
                new SampledStratum(stratum.Size, Enumerable.Range(0, 40).Count(_ => random.NextDouble() < stratum.Share), 40));
            var interval = Proportion.OfStrata([.. strata]);
            covered += interval.Lower <= truth && truth <= interval.Upper ? 1 : 0;
        }

        Assert.InRange(covered / 2_000d, 0.93, 1);
    }
}
