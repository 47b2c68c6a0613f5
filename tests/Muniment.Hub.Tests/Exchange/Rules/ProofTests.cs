using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tests.Exchange.Reference;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange.Rules;

public class ProofTests
{
    static readonly List<Agreement> s_samples = [.. SampleAgreements.Paths("agreements").Select(SampleAgreements.Read)];

    [Fact]
    public void Try_ChildInSamples_OnlyPupils()
    {
        var result = Proof.Try(s_samples, [], ProofGoal.Child);

        Assert.Equal("pupils", result.Counterexample!.Agreement.Id);
        var proved = Proof.Try(s_samples.Where(agreement => agreement.Id != "pupils"), [], ProofGoal.Child);
        Assert.Null(proved.Counterexample);
        Assert.True(proved.Cases > 5_000, $"{proved.Cases} cases");
    }

    [Fact]
    public void Try_AgreementPaused_ProvedOnlyForWhomThePauseCovers()
    {
        var pause = new Pause { Id = "p", Reach = PauseReach.Agreement, Target = "pupils", About = [], Owner = "x", Reason = "x", ReviewDate = new LocalDate(2026, 1, 1), MadeBy = "x", MadeAt = Instant.FromUtc(2020, 1, 1, 0, 0) };

        Assert.Null(Proof.Try(s_samples, [pause], ProofGoal.Child).Counterexample);
        Assert.Null(Proof.Try(s_samples, [pause with { About = [new AgeTest(null, 18)] }], ProofGoal.Child).Counterexample);
        Assert.NotNull(Proof.Try(s_samples, [pause with { About = [new AgeTest(null, 17)] }], ProofGoal.Child).Counterexample);
        var restarted = Proof.Try(s_samples, [pause with { Restart = new Restart("x", "x", Instant.FromUtc(2026, 6, 1, 0, 0)) }], ProofGoal.Child).Counterexample;
        Assert.Equal(Instant.FromUtc(2026, 6, 1, 0, 0), restarted!.Moment.Instant);
    }

    /// <summary>A gap of one day between a moving age and a fixed line, open for one day only, is found.</summary>
    [Fact]
    public void Try_GapOfADayBetweenMovingAndFixedLine_IsFound()
    {
        var agreement = SampleAgreements.DriverLicences with
        {
            Conditions =
            [
                new Condition(Effect.Forbid, [new BirthDateTest(new LocalDate(1996, 7, 2), null)], [], "x"),
                new Condition(Effect.Forbid, [new AgeTest(30, null)], [], "x"),
                new Condition(Effect.Forbid, [new BirthDateTest(null, new LocalDate(1996, 7, 1))], [], "x"),
            ],
            StartDate = new LocalDate(2026, 6, 30),
        };

        var found = Proof.Try([agreement], [], new ProofGoal("match")).Counterexample;

        Assert.Equal("1996-07-01", found!.Person.BirthDates[0].ToString());
        Assert.Equal(new LocalDate(2026, 6, 30), found.Moment.Date);
        Assert.Null(Proof.Try([agreement with { StartDate = new LocalDate(2026, 7, 1) }], [], new ProofGoal("match")).Counterexample);
    }

    [Fact]
    public void Try_RandomAgreements_NobodyTriedAtRandomContradictsAProof()
    {
        var random = new RandomExchange(seed: 2023);
        int proved = 0, refuted = 0;
        for (var number = 0; number < 150; number++)
        {
            var agreement = AgreementStates.AsIfInForce(random.Agreement() with { IsSandbox = false, Caps = new Caps(null, null, null) }, new LocalDate(2026, 1, 1));
            var pauses = random.Pauses();
            var goal = random.Chance(.5) ? ProofGoal.Child : new ProofGoal(agreement.FieldsReturned[^1]);
            var result = Proof.Try([agreement], pauses, goal);
            if (result.Counterexample is { } example)
            {
                refuted++;
                Assert.Equal(Outcome.Disclosed, example.Ruling.Outcome);
                Assert.True(goal.Field is { } field ? example.Ruling.Fields.Contains(field) : example.Person.MayBeUnder(18, example.Moment));
                continue;
            }
            proved++;
            for (var tries = 0; tries < 1000; tries++)
            {
                var moment = random.Moment();
                var person = random.Person() with { MatchProbability = 1, AgreeingFields = agreement.FieldsAsked, HasObjection = false, HasOpenMergedIdentity = false, IsMadeUp = false };
                var question = new Question(agreement, [.. pauses.Where(pause => pause.StoodAt(moment))], new Request(agreement.Directions[0], agreement.FieldsAsked, default), default, moment, true);
                var ruling = Ruling.Decide(question, person);
                Assert.False(ruling.Outcome != Outcome.Refused && (goal.Field is { } field ? ruling.Fields.Contains(field) : person.MayBeUnder(18, moment)),
                    $"Case {number}: proved, and yet {person} at {moment.Instant} under {agreement}");
            }
        }

        Assert.True(proved > 20 && refuted > 20, $"{proved} proved, {refuted} refuted");
    }

    [Fact]
    public void Try_TooManyFlags_RefusedInWords()
    {
        var flags = Enumerable.Range(0, 13).Select(number => $"flag{number}").ToImmutableArray();
        var agreement = SampleAgreements.Pupils with { Conditions = [new Condition(Effect.Forbid, [new FlagTest(flags)], [], "x")] };

        Assert.Contains("13 flags", Assert.Throws<ArgumentException>(() => Proof.Try([agreement], [], ProofGoal.Child)).Message, StringComparison.Ordinal);
    }
}
