using Muniment.Hub.Hosting.Pages.Components;

namespace Muniment.Hub.Tests.Hosting.Pages;

public sealed class MonthChartTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(4, 1, 4)]
    [InlineData(5, 2, 6)]
    [InlineData(17, 5, 20)]
    [InlineData(41, 20, 60)]
    [InlineData(54_874, 20_000, 60_000)]
    public void Scale_GreatestCount_IsRoundAndHigherThanIt(long greatest, long step, long most) => Assert.Equal((step, most), MonthChartTagHelper.Scale(greatest));

    [Fact]
    public void Specification_TwiceAndWithAMarkOfAnotherMonth_IsTheSameBytesWithoutIt()
    {
        MonthChart chart = new("Disclosures", "Disclosures", [new("2026-01", 5), new("2026-02", null)], [new("2026-02", "a"), new("2025-01", "too early")]);

        Assert.Equal(chart.Specification(), (chart with { Title = "Disclosures" }).Specification());
        Assert.Equal("a", Assert.Single(chart.MarksShown).Label);
        Assert.Equal(5, chart.Greatest);
    }
}
