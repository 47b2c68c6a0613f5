using System.Text;
using Muniment.Linkage.Cleaning;

namespace Muniment.Linkage.Tests.Cleaning;

public sealed class IdentifierStepsTests
{
    [Theory]
    [InlineData("postcode", "sw1a1aa", "sw1a 1aa")]
    [InlineData("postcode", "M1 1AE", "m1 1ae")]
    [InlineData("postcode", "12345-6789", "12345")]
    [InlineData("postcode", "K1A 0B6", "k1a0b6")]
    [InlineData("postcode", "2119", "2119")]
    [InlineData("phone", "07911 123456", "911123456")]
    [InlineData("phone", "0044 7911 123456", "911123456")]
    [InlineData("phone", "(555) 123-4567 x89", "551234567")]
    [InlineData("phone", "12", "")]
    [InlineData("email", "MAILTO", "mailto")]
    [InlineData("nhs", "943 476 5918", "")]
    [InlineData("nino", "QQ123456C", "")]
    [InlineData("nino", "GB123456C", "")]
    [InlineData("nino", "AB123456", "ab123456")]
    public void Step_Value_IsNormalised(string step, string before, string after) => Assert.Equal(after, Clean.With([step], before));

    [Theory]
    [InlineData("Unknown")]
    [InlineData(" n/a ")]
    [InlineData("NULL")]
    [InlineData("--")]
    [InlineData("Baby of Smith")]
    [InlineData("XXXX")]
    [InlineData("000-00-0000")]
    [InlineData("9999999999")]
    [InlineData("test@anything.org")]
    [InlineData("01/01/1900")]
    public void Junk_Placeholder_IsMissing(string value) => Assert.Equal("", Clean.With(["junk"], value));

    [Theory]
    [InlineData("Na")]
    [InlineData("Test")]
    [InlineData("Nil")]
    public void Junk_NamesThatReadLikePlaceholders_StayInNames(string value)
    {
        Assert.Equal(value, Clean.With(["junk:name"], value));
        Assert.Equal("", Clean.With(["junk"], value));
    }

    [Fact]
    public void NhsNumber_EveryCheckDigit_OneAtMostIsValid()
    {
        for (var body = 400_000_000; body < 400_001_000; body++)
        {
            var valid = Enumerable.Range(0, 10).Count(check => NhsNumber.IsValid(Encoding.ASCII.GetBytes($"{body}{check}")));
            Assert.InRange(valid, 0, 1);
        }
        Assert.False(NhsNumber.IsValid("0000000000"u8));
        Assert.True(NhsNumber.IsValid("9434765919"u8));
    }
}
