using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Modelling;

public sealed class ModelDefaultsTests
{
    [Fact]
    public void MOfUOf_FiveLevelsNeverObserved_AreSplinksDefaults()
    {
        var comparison = Untrained(5);
        double[] weights = [10, 3, 3 - (8d / 3), 3 - (16d / 3), -5];

        for (var i = 0; i < 5; i++)
        {
            var m = i == 0 ? 0.95 : 0.05 / 4;
            Assert.Equal(m, ModelDefaults.MOf(comparison, i + 1), 1e-15);
            Assert.Equal(weights[i], Math.Log2(m / ModelDefaults.UOf(comparison, i + 1)), 1e-12);
        }
    }

    [Fact]
    public void MOfUOf_TwoLevels_TheLowerIsWorthMinusFiveBits()
    {
        var comparison = Untrained(2);

        Assert.Equal(0.95 / 1024, ModelDefaults.UOf(comparison, 1), 1e-15);
        Assert.Equal(0.05 * 32, ModelDefaults.UOf(comparison, 2), 1e-12);
    }

    [Fact]
    public void MOfUOf_ObservedOrNullLevel_AreTheLevelsOwn()
    {
        var comparison = Untrained(3);
        var levels = comparison.Levels.ToArray();
        levels[2] = levels[2] with { M = 0.25, U = 0.5 };
        comparison = comparison with { Levels = levels };

        Assert.Equal((0.25, 0.5), (ModelDefaults.MOf(comparison, 2), ModelDefaults.UOf(comparison, 2)));
        Assert.Equal((1d, 1d), (ModelDefaults.MOf(comparison, 0), ModelDefaults.UOf(comparison, 0)));
        Assert.Equal((-1, 3), ModelDefaults.GammaOf(comparison, 0));
        Assert.Equal((2, 3), ModelDefaults.GammaOf(comparison, 1));
        Assert.Equal((0, 3), ModelDefaults.GammaOf(comparison, 3));
    }

    [Fact]
    public void Of_TermFrequencyLevels_TakeTheExactLevelsU()
    {
        var historical = SplinkModel.Parse(Golden.Read("historical_50k/model.json")).Comparisons[0];

        Assert.Equal(new TermFrequencyAdjustment("first_name_surname_concat", 1, 1, 0), TermFrequencyAdjustment.Of(historical, 1));
        Assert.Null(TermFrequencyAdjustment.Of(historical, 2));
        Assert.Equal(5, TermFrequencyAdjustment.Of(historical, 5)!.ULevel);
        Assert.Equal(6, TermFrequencyAdjustment.Of(historical, 6)!.ULevel);
    }

    [Fact]
    public void Of_FuzzyLevel_TakesTheExactLevelsUUnlessSwitchedOff()
    {
        var comparison = Untrained(3);
        var levels = comparison.Levels.ToArray();
        levels[2] = levels[2] with { TermFrequencyColumn = "A", TermFrequencyWeight = 0.5, TermFrequencyMinimum = 0.01 };
        comparison = comparison with { Levels = levels };

        Assert.Equal(new TermFrequencyAdjustment("A", 1, 0.5, 0.01), TermFrequencyAdjustment.Of(comparison, 2));
        levels[2] = levels[2] with { DisableExactMatchDetection = true };
        Assert.Equal(2, TermFrequencyAdjustment.Of(comparison, 2)!.ULevel);
        levels[2] = levels[2] with { TermFrequencyWeight = 0 };
        Assert.Null(TermFrequencyAdjustment.Of(comparison, 2));
        levels[2] = levels[2] with { TermFrequencyWeight = 1, TermFrequencyColumn = "b", DisableExactMatchDetection = false };
        Assert.Throws<ModelException>(() => TermFrequencyAdjustment.Of(comparison, 2));
    }

    /// <summary>A null level, an exact level, levels of Levenshtein, ELSE; count without the null level.</summary>
    static Comparison Untrained(int count)
    {
        List<string> sql = ["a_l IS NULL OR a_r IS NULL", "a_l = a_r"];
        for (var i = 0; i < count - 2; i++)
            sql.Add($"levenshtein(a_l, a_r) <= {i + 1}");
        sql.Add("ELSE");
        return new("a", [.. sql.Select((text, i) => new ComparisonLevel(SqlText.Parse(text, SqlStyle.Suffixed), text) { IsNull = i == 0 })]);
    }
}
