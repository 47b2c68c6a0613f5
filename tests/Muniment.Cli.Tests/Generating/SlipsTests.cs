using Muniment.Cli.Generating;

namespace Muniment.Cli.Tests.Generating;

public sealed class SlipsTests
{
    [Fact]
    public void Any_ManyNames_ChangesAFewLettersAtMost()
    {
        var field = new FieldText();
        var changed = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var draw = Draw.Of(21, i, 0);
            Slips.Any(field.Set("Katherine"), ref draw);
            Assert.InRange(field.Length, 7, 11);
            changed += field.Value is "Katherine" ? 0 : 1;
        }
        Assert.InRange(changed, 1_800, 2_000);
    }

    [Fact]
    public void Date_ManyDates_IsAnotherDateOfThePast()
    {
        for (var i = 0; i < 2_000; i++)
        {
            var draw = Draw.Of(22, i, 0);
            var date = Calendar.DateOf(draw.Between(3_700, Calendar.Today - 4_000));
            var slip = Slips.Date(date, ref draw);
            Assert.NotEqual(date, slip);
            Assert.True(slip < Calendar.DateOf(Calendar.Today));
        }
    }

    [Theory]
    [InlineData("Aleksandra", "russian", "Александра")]
    [InlineData("Shchukin", "russian", "Щукин")]
    [InlineData("Makris", "greek", "Μακρις")]
    [InlineData("Salim", "arabic", "ساليم")]
    [InlineData("Rama", "indian", "रामा")]
    public void Append_KnownLetters_AreWrittenInScript(string latin, string origin, string expected)
    {
        var field = new FieldText();

        Assert.True(NativeScript.Append(field, latin, Origin.All.Single(candidate => candidate.Key == origin).Script));
        Assert.Equal(expected, field.Value.ToString());
    }

    [Theory]
    [InlineData("Ivanov", "russian", "Ivanova")]
    [InlineData("Kowalski", "polish", "Kowalska")]
    [InlineData("Kazlauskas", "baltic", "Kazlauskienė")]
    [InlineData("Smith", "british", "Smith")]
    public void MakeFeminine_Surnames_HaveTheFormWomenBear(string surname, string origin, string expected)
    {
        var field = new FieldText().Set(surname);

        Romanisation.MakeFeminine(field, origin);

        Assert.Equal(expected, field.Value.ToString());
    }
}
