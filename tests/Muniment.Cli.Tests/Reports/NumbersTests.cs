using Muniment.Cli.Reports;

namespace Muniment.Cli.Tests.Reports;

public class NumbersTests
{
    [Theory]
    [InlineData(0.5, "0.500")]
    [InlineData(0.99998, "0.99998")]
    [InlineData(0.999999999, "> 0.99999999")]
    [InlineData(1, "> 0.99999999")]
    [InlineData(0, "0")]
    [InlineData(0.000012, "0.000012")]
    public void Probability_NearTheEnds_DoesNotReadAsCertain(double value, string text) => Assert.Equal(text, Numbers.Probability(value));

    [Theory]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.712345, "0.712")]
    [InlineData(0.0048123, "0.00481")]
    [InlineData(0.00000000231, "2.31e-9")]
    [InlineData(0, "0")]
    public void Small_AnySize_KeepsThreeDigits(double value, string text) => Assert.Equal(text, Numbers.Small(value));

    [Theory]
    [InlineData(3.214, "+3.21")]
    [InlineData(-0.5, "−0.50")]
    [InlineData(0, "0.00")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Bits_AnyWeight_HasASign(double value, string text) => Assert.Equal(text, Numbers.Bits(value));
}
