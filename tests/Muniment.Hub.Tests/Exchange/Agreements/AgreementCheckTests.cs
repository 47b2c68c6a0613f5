using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange.Agreements;

public class AgreementCheckTests
{
    public static TheoryData<string, Func<Agreement, Agreement>> Faults => new()
    {
        { "$.partner.id", agreement => agreement with { Partner = agreement.OurSide } },
        { "$.lawful_basis", agreement => agreement with { LawfulBasis = ["eu-gdpr:A9-2-g"] } },
        { "$.directions", agreement => agreement with { Directions = [] } },
        { "$.sources", agreement => agreement with { Sources = [] } },
        { "$.areas", agreement => agreement with { Areas = [] } },
        { "$.outcome_return_days", agreement => agreement with { IsAdverse = true, OutcomeReturnDays = null } },
        { "$.fields_returned", agreement => agreement with { FieldsReturned = [], Conditions = [] } },
        { "$.fields_asked", agreement => agreement with { FieldsAsked = [], Matching = agreement.Matching with { MustAgree = [] } } },
        { "$.matching.must_agree", agreement => agreement with { Matching = agreement.Matching with { MustAgree = ["shoe_size"] } } },
        { "$.conditions[0].tests", agreement => agreement with { Conditions = [new Condition(Effect.Forbid, [], [], "x")] } },
        { "$.conditions[0].fields", agreement => agreement with { Conditions = [new Condition(Effect.Forbid, [new AgeTest(30, null)], ["shoe_size"], "x")] } },
        { "$.matching.minimum_probability", agreement => agreement with { Matching = agreement.Matching with { MinimumProbability = 0 } } },
        { "$.matching.possible_from", agreement => agreement with { Matching = agreement.Matching with { PossibleFrom = 0 } } },
        { "$.matching.possible_from", agreement => agreement with { Matching = agreement.Matching with { PossibleFrom = agreement.Matching.MinimumProbability } } },
        { "$.children.because", agreement => agreement with { Children = new ChildRule(true, null) } },
        { "$.children.because", agreement => agreement with { Children = new ChildRule(false, "x") } },
        { "$.caps.per_day", agreement => agreement with { Caps = new Caps(2, 1, null) } },
        { "$.caps.per_person_per_month", agreement => agreement with { Caps = new Caps(null, 1, 2) } },
        { "$.end", agreement => agreement with { EndDate = agreement.StartDate.PlusDays(-1) } },
        { "$.review", agreement => agreement with { ReviewDate = agreement.StartDate } },
        { "$.dpia is missing", agreement => agreement with { Dpia = null } },
        { "$.equality_assessment.expiry", agreement => agreement with { EqualityAssessment = new Assessment(new LocalDate(2026, 1, 2), new LocalDate(2026, 1, 1), null) } },
        { "$.sign_offs[1]", agreement => agreement with { SignOffs = [agreement.SignOffs[0], agreement.SignOffs[0] with { Role = "x", By = agreement.SignOffs[0].By.ToUpperInvariant() }] } },
        { "$.ended.at", agreement => agreement with { End = new EndOfAgreement(Instant.FromUtc(2020, 1, 1, 0, 0), "x", "x") } },
        { "$.benefits", agreement => agreement with { Benefits = "Fewer ill" + "egal migrants." } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Problems_OneFault_OneSentenceWithItsPath(string path, Func<Agreement, Agreement> change)
    {
        var problems = AgreementCheck.Problems(change(SampleAgreements.Pupils));

        Assert.StartsWith(path, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_TitleOfALaw_IsQuotedAsItIs() =>
        Assert.Empty(AgreementCheck.Problems(SampleAgreements.Pupils with { LegalPower = "Ill" + "egal Migration Act 2023" }));

    [Fact]
    public void Problems_LapsedAssessment_IsAStateAndNotAFault() =>
        Assert.Equal(ImmutableArray<string>.Empty, AgreementCheck.Problems(SampleAgreements.Pupils with { ReviewDate = SampleAgreements.Pupils.StartDate.PlusDays(1) }));
}
