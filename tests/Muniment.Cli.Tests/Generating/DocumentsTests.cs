using Muniment.Cli.Generating;

namespace Muniment.Cli.Tests.Generating;

public sealed class DocumentsTests
{
    [Theory]
    [InlineData(943476591, 9)] // 943 476 5919, widely given as an example of a valid number.
    [InlineData(987654321, 0)] // 987 654 3210, likewise.
    public void NhsCheckDigit_KnownNumbers(long nineDigits, int expected)
    {
        Assert.Equal(expected, Documents.NhsCheckDigit(nineDigits));
        Assert.Equal(expected, Slow(nineDigits));
    }

    [Fact]
    public void WriteNhsNumber_ManyPeople_ValidAndEachAnother()
    {
        var documents = new Documents(seed: 9);
        var (field, seen) = (new FieldText(), new HashSet<string>());
        for (var person = 0L; person < 20_000; person++)
        {
            documents.WriteNhsNumber(field, person);
            var number = long.Parse(field.Value, null);
            Assert.Equal(10, field.Length);
            Assert.Equal('9', field.Value[0]);
            Assert.Equal(number % 10, Slow(number / 10));
            Assert.True(seen.Add(field.Value.ToString()));
        }
    }

    [Fact]
    public void Permutation_AnyCount_MissesNoNumber()
    {
        foreach (var count in new[] { 1, 2, 3, 17, 1_000, 4_097 })
        {
            var shuffle = new Permutation(seed: 11, count);
            Assert.Equal(Enumerable.Range(0, count).Select(number => (long)number), Enumerable.Range(0, count).Select(number => shuffle.Of(number)).Order());
        }
    }

    /// <summary>The rule as the NHS Data Dictionary words it.</summary>
    static int Slow(long nineDigits)
    {
        var digits = nineDigits.ToString("D9", null).Select(digit => digit - '0').ToList();
        var remainder = digits.Select((digit, place) => digit * (10 - place)).Sum() % 11;
        return 11 - remainder == 11 ? 0 : 11 - remainder;
    }
}
