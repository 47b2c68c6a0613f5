using System.Collections.Immutable;
using Muniment.Hub.Exchange;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tests.Exchange.Reference;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange.Rules;

public class RulingTests
{
    const int Cases = 100_000;

    [Fact]
    public void Decide_RandomQuestions_EqualsReferenceAndLetsNoForbiddenFieldOut()
    {
        var random = new RandomExchange(seed: 20180710);
        var seen = new Dictionary<(Outcome, RulingReason), int>();
        var partly = 0;
        for (var number = 0; number < Cases; number++)
        {
            var question = random.Question();
            var person = random.Chance(.02) ? null : random.Person();

            var ruling = Ruling.Decide(question, person);

            var slow = SlowRuling.Decide(question, person);
            if (ruling.Outcome != slow.Outcome || ruling.Reason != slow.Reason || !ruling.Fields.SequenceEqual(slow.Fields) || ruling.TellsProbability != slow.Probability || ruling.TellsAgreeingFields != slow.Agreeing)
                Assert.Fail($"Case {number}: {ruling.Outcome} {ruling.Reason} [{string.Join(' ', ruling.Fields)}], and the reference says {slow.Outcome} {slow.Reason} [{string.Join(' ', slow.Fields)}].\n{person}\n{question}");
            if (ruling.Outcome == Outcome.Refused)
                Assert.True(ruling.Fields.IsEmpty && !ruling.TellsProbability && !ruling.TellsAgreeingFields);
            Assert.Empty(ruling.Fields.Except(question.Agreement.FieldsReturned));
            seen[(ruling.Outcome, ruling.Reason)] = seen.GetValueOrDefault((ruling.Outcome, ruling.Reason)) + 1;
            partly += ruling.Fields.Length > 0 && ruling.Fields.Length < question.Agreement.FieldsReturned.Length ? 1 : 0;
        }

        // The cases reach every reason these rules give (a key is refused before them), and often enough.
        Assert.All(Enum.GetValues<RulingReason>().Where(reason => reason is not (RulingReason.None or RulingReason.Key)), reason =>
            Assert.True(seen.Where(entry => entry.Key.Item2 == reason).Sum(entry => entry.Value) >= 50, $"{reason} was reached {seen.Where(entry => entry.Key.Item2 == reason).Sum(entry => entry.Value)} times: {string.Join(", ", seen)}"));
        Assert.True(seen[(Outcome.Disclosed, RulingReason.None)] >= 2000, string.Join(", ", seen));
        Assert.True(partly >= 500, $"Some but not all fields left {partly} times.");
    }

    [Fact]
    public void Read_RandomAgreements_StateEqualsReference()
    {
        var random = new RandomExchange(seed: 1989);
        var seen = new int[5];
        for (var number = 0; number < 20_000; number++)
        {
            var (agreement, pauses, moment) = (random.Agreement(), random.Pauses(), random.Moment());
            var state = AgreementStates.Read(agreement, pauses, moment).State;
            Assert.Equal(SlowRuling.State(agreement, pauses, moment), state);
            Assert.StartsWith($"It is {state.ToString().ToLowerInvariant()}{(state == AgreementState.Active ? "." : ": ")}", Words.State(agreement, pauses, moment), StringComparison.Ordinal);
            seen[(int)state]++;
        }

        Assert.All(seen, count => Assert.True(count > 200, string.Join(' ', seen)));
    }

    [Fact]
    public void Decide_200000Times_IsFastAndAllocatesNothing()
    {
        var random = new RandomExchange(seed: 5);
        var cases = Enumerable.Range(0, 1000).Select(_ => (Question: random.Question(), Person: random.Person())).ToArray();
        cases = [.. cases.Where(one => Ruling.Decide(one.Question, one.Person) is var ruling && (ruling.Fields.IsEmpty || ruling.Fields == one.Question.Agreement.FieldsReturned))];
        Assert.True(cases.Length > 500);
        var outcomes = Loop(cases); // also lets the compiler finish its work
        var start = TimeProvider.System.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        outcomes += Loop(cases);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        Assert.True(outcomes > 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{200_000 / seconds:#,0} rulings a second");
        Assert.True(seconds < 2, $"{200_000 / seconds:#,0} rulings a second; at least 100,000 were wanted.");
    }

    static int Loop((Question Question, PersonFacts Person)[] cases)
    {
        var outcomes = 0;
        for (var number = 0; number < 200_000; number++)
        {
            ref readonly var one = ref cases[number % cases.Length].Question;
            outcomes += (int)Ruling.Decide(one, cases[number % cases.Length].Person).Outcome;
        }
        return outcomes;
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("1990", true)]
    [InlineData("1950", true)]
    [InlineData("1990-04", true)]
    [InlineData("2008-06-15", true)]
    [InlineData("2008-06-14", false)]
    [InlineData("2026-06-15", true)]
    public void MayBeUnder_EighteenOn14June2026_UnknownAndPartialCount(string birth, bool protectedAsChild)
    {
        Assert.True(BirthDate.TryParse(birth, out var date));

        Assert.Equal(protectedAsChild, new PersonFacts { BirthDates = [date] }.MayBeUnder(18, Moment.Noon(new LocalDate(2026, 6, 14))));
    }

    [Theory]
    [InlineData(2026, 2, 27, true)]
    [InlineData(2026, 2, 28, true)]
    [InlineData(2026, 3, 1, false)]
    public void MayBeUnder_BornOnLeapDay_CompletesYearOnFirstOfMarch(int year, int month, int day, bool child) =>
        Assert.Equal(child, new PersonFacts { BirthDates = [BirthDate.Of(new LocalDate(2008, 2, 29))] }.MayBeUnder(18, Moment.Noon(new LocalDate(year, month, day))));

    [Fact]
    public void MayBeUnder_OneRecordOfThreeSaysChild_Counts()
    {
        var facts = new PersonFacts { BirthDates = [BirthDate.Of(new LocalDate(1970, 1, 1)), BirthDate.Of(new LocalDate(2015, 1, 1)), BirthDate.Of(new LocalDate(1971, 1, 1))] };

        Assert.True(facts.MayBeUnder(18, Moment.Noon(new LocalDate(2026, 1, 1))));
        Assert.True(new AgeTest(30, null).MayHold(facts, Moment.Noon(new LocalDate(2026, 1, 1))));
        Assert.False(new AgeTest(30, null).SurelyHolds(facts, Moment.Noon(new LocalDate(2026, 1, 1))));
    }

    [Fact]
    public void At_SummerNightInLondon_IsTheDateThere()
    {
        Assert.Equal(new LocalDate(2026, 6, 1), Moment.At(Instant.FromUtc(2026, 5, 31, 23, 0)).Date);
        Assert.Equal(new LocalDate(2026, 11, 30), Moment.At(Instant.FromUtc(2026, 11, 30, 23, 59)).Date);
    }

    [Fact]
    public void MayBeTold_ReasonsAfterLookUp_NeverAre()
    {
        Assert.All(Enum.GetValues<RulingReason>(), reason =>
        {
            var told = Words.Told(new Ruling(Outcome.Refused, reason, [], false, false));
            Assert.Equal(reason.MayBeTold(), told != Words.NothingToDisclose);
            Assert.DoesNotContain("no words for", Words.Reason(reason), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("1990-02-30")]
    [InlineData("1990-13")]
    [InlineData("0000")]
    [InlineData("90-01-01")]
    [InlineData("1990-1-1")]
    [InlineData(" 1990")]
    [InlineData("1990-02-01T")]
    public void TryParse_NoDate_False(string text) => Assert.False(BirthDate.TryParse(text, out _));

    [Fact]
    public void Decide_NoPauses_DefaultArrayIsRefusedLoudly() =>
        Assert.ThrowsAny<Exception>(() => Ruling.Decide(new RandomExchange(1).Question() with { Pauses = default(ImmutableArray<Hub.Exchange.Pauses.Pause>) }, null));
}
