namespace Muniment.Linkage.Tests.Cleaning;

public sealed class NameStepsTests
{
    [Theory]
    [InlineData("Sir Thomas", "thomas")]
    [InlineData("Mr.", "mr")]
    [InlineData("Mr. Smith", "smith")]
    [InlineData("Earl", "earl")]
    [InlineData("Don Smith", "smith")]
    [InlineData("thomas clifford, 1st baron clifford", "thomas clifford clifford")]
    [InlineData("Smith Jr. III", "smith")]
    [InlineData("de la Cruz", "delacruz")]
    [InlineData("DELACRUZ", "delacruz")]
    [InlineData("Al-Hassan", "alhassan")]
    [InlineData("O Brien", "obrien")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("Mc Donald", "mcdonald")]
    [InlineData("van", "van")]
    [InlineData("Abd al-Rahman", "abdalrahman")]
    public void Name_Forms_BecomeOne(string before, string after) => Assert.Equal(after, Clean.With(["text", "name"], before));
}
