using Muniment.Linkage.Evaluating;

namespace Muniment.Linkage.Tests.Evaluating;

public class CalibrationTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.7, 0)]
    [InlineData(1.3, 1.5)]
    public void Of_TruthDrawnFromTheWeights_FindsTheSlope(double slope, double offset)
    {
        var calibration = Calibration.Of(Draw(slope, offset, 200_000));

        Assert.Equal(slope, calibration.Slope!.Value, 3 * calibration.SlopeError!.Value);
        Assert.InRange(calibration.SlopeError.Value, 0.001, 0.02);
        Assert.Equal(offset, calibration.OffsetBits!.Value, 0.1);
        Assert.Equal(slope == 1, calibration.IsGood);
    }

    [Fact]
    public void Of_WeightsSayWhatIsTrue_ObservesWhatWasSaid()
    {
        var calibration = Calibration.Of(Draw(1, 0, 200_000));

        Assert.True(calibration.Bins.Count > 8);
        Assert.Equal(200_000, calibration.Bins.Sum(bin => bin.Pairs));
        Assert.All(calibration.Bins, bin => Assert.InRange(bin.SaidProbability, bin.FromProbability - 1e-3, bin.ToProbability + 1e-3));
        Assert.All(calibration.Bins, bin => Assert.Equal(bin.SaidProbability, bin.Observed.Value, 0.03));
    }

    [Fact]
    public void Of_WeightPartsWithoutError_HasNoSlope()
    {
        var histogram = new WeightHistogram();
        for (var pair = 1; pair <= 100; pair++)
        {
            histogram.Add(pair / 10d, true);
            histogram.Add(-pair / 10d, false);
        }

        Assert.Null(Calibration.Of(histogram).Slope);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public void Of_OneKindOfPair_HasNoSlope(bool? same)
    {
        var histogram = new WeightHistogram();
        histogram.Add(1, same);
        histogram.Add(9, same);

        Assert.Null(Calibration.Of(histogram).Slope);
    }

    static WeightHistogram Draw(double slope, double offset, int pairs)
    {
        var random = new Random(42);
        var histogram = new WeightHistogram();
        for (var pair = 0; pair < pairs; pair++)
        {
            var weight = (random.NextDouble() * 24) - 12;
            var probability = 1 / (1 + Math.Pow(2, -(offset + (slope * weight))));
            histogram.Add(weight, random.NextDouble() < probability);
        }
        return histogram;
    }
}
