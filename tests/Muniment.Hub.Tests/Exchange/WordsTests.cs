using Muniment.Hub.Exchange;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange;

public class WordsTests
{
    static readonly Moment s_today = Moment.Noon(new LocalDate(2026, 11, 20));

    [Fact]
    public void Condition_EachKind_IsASentence()
    {
        Assert.Equal("Nothing is disclosed about people born before 1 January 1989 (and those with unknown birth date), because it was agreed.",
            Sentence(Effect.Forbid, [new BirthDateTest(null, new LocalDate(1989, 1, 1))]));
        Assert.Equal("Nothing is disclosed about people aged 30 or over and under 65 and whose nationality is FRA or IND (and those with unknown birth date or nationality), because it was agreed.",
            Sentence(Effect.Forbid, [new AgeTest(30, 65), new NationalityTest(["FRA", "IND"], true)]));
        Assert.Equal("Of people flagged protected_address (and those with unknown flags), address and school are not disclosed, because it was agreed.",
            Sentence(Effect.Forbid, [new FlagTest(["protected_address"])], "address", "school"));
        Assert.Equal("Something is disclosed only about people whose nationality is anything but IRL, where that is certain, because it was agreed.",
            Sentence(Effect.Permit, [new NationalityTest(["IRL"], false)]));
        Assert.Equal("Of the fields, school is disclosed only about people in the records of pupils, where that is certain, because it was agreed.",
            Sentence(Effect.Permit, [new SourceTest(["pupils"])], "school"));
    }

    [Fact]
    public void State_SeveralCauses_AllAreSaid()
    {
        var lapsed = SampleAgreements.Pupils with { ReviewDate = new LocalDate(2026, 11, 19), Dpia = null };

        Assert.Equal("It is suspended: it should have been reviewed by 19 November 2026; its data protection impact assessment has not been made.", Words.State(lapsed, [], s_today));
        Assert.Equal("It is proposed: one person has signed this version off, and a second must; its first day is 21 November 2026.",
            Words.State(lapsed with { SignOffs = lapsed.SignOffs[1..], StartDate = new LocalDate(2026, 11, 21) }, [], s_today));
        Assert.Equal("It is active.", Words.State(SampleAgreements.Pupils, [], s_today));
    }

    [Fact]
    public void LawfulBasis_EveryTerm_HasWords()
    {
        Assert.All(LawfulBases.All, term => Assert.DoesNotContain(':', Words.LawfulBasis(term)));
        Assert.Equal("UK GDPR article 6(1)(e) (public task)", Words.LawfulBasis("eu-gdpr:A6-1-e"));
        Assert.Equal("UK GDPR article 6(1)(ea) (recognised legitimate interests)", Words.LawfulBasis("muniment:A6-1-ea"));
    }

    static string Sentence(Effect effect, PersonTest[] tests, params string[] fields) => Words.Condition(new Condition(effect, [.. tests], [.. fields], "it was agreed."));
}
