using Muniment.Cli.Reports;

namespace Muniment.Cli.Tests.Reports;

public class MaskingTests
{
    [Theory]
    [InlineData("Robert", "R•••••")]
    [InlineData("1971-06-24", "####-##-##")]
    [InlineData("robert255@smith.net", "r•••••###@•••••.…")]
    [InlineData("Łukasz Ó", "Ł••••• •")]
    [InlineData("𠮷野", "•")]
    [InlineData("M", "•")]
    [InlineData("sa", "•")]
    [InlineData("", "•")]
    public void Mask_Value_KeepsItsShapeAlone(string value, string masked) => Assert.Equal(masked, Masking.Mask(value, showValues: false));

    [Fact]
    public void Mask_Missing_StaysMissing() => Assert.Null(Masking.Mask(null, showValues: false));

    [Fact]
    public void Mask_ToBeShown_IsTheValue() => Assert.Equal("Robert", Masking.Mask("Robert", showValues: true));
}
