using Muniment.Hub.Exchange;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange.Pauses;

public class PauseTests
{
    static readonly Pause s_pause = PauseJson.ReadList(SampleAgreements.Bytes("pauses/over-30s.json"))[0];

    [Theory]
    [InlineData(2026, 10, 10, false)]
    [InlineData(2026, 10, 11, true)]
    [InlineData(2036, 1, 1, true)]
    public void IsOverdueAt_ReviewDateOver_OverdueAndStillStanding(int year, int month, int day, bool overdue)
    {
        var moment = Moment.Noon(new LocalDate(year, month, day));

        Assert.Equal(overdue, s_pause.IsOverdueAt(moment));
        Assert.False(s_pause.HasEndedAt(moment));
    }

    [Fact]
    public void HasEndedAt_Restart_FromItsInstant()
    {
        var at = Instant.FromUtc(2026, 11, 1, 12, 0);
        var pause = s_pause with { Restart = new Restart("m.lindqvist", "The matches were mended", at) };

        Assert.False(pause.HasEndedAt(Moment.At(at - Duration.Epsilon)));
        Assert.True(pause.HasEndedAt(Moment.At(at)));
        Assert.False(pause.IsOverdueAt(Moment.At(at)));
        Assert.Equal("Every disclosure about people aged 30 or over (and those with unknown birth date) was paused on 10 July 2026 (Too many people over 30 were matched wrongly) and was restarted on 1 November 2026 by m.lindqvist (The matches were mended).",
            Words.Pause(pause, Moment.At(at)));
    }

    [Fact]
    public void Covers_ReachAndTarget()
    {
        var agreement = SampleAgreements.Pupils;

        Assert.True(s_pause.Covers(agreement));
        Assert.True((s_pause with { Reach = PauseReach.Partner, Target = agreement.Partner.Id }).Covers(agreement));
        Assert.False((s_pause with { Reach = PauseReach.Partner, Target = agreement.Id }).Covers(agreement));
        Assert.True((s_pause with { Reach = PauseReach.Agreement, Target = "pupils" }).Covers(agreement with { Version = 7 }));
        Assert.False((s_pause with { Reach = PauseReach.Agreement, Target = "pupil" }).Covers(agreement));
        Assert.True((s_pause with { Reach = (PauseReach)99 }).Covers(agreement));
    }

    [Fact]
    public void Decide_PauseMadeByAFasterClock_StopsAllTheSame()
    {
        var moment = Moment.At(s_pause.MadeAt - Duration.FromMinutes(5));
        var person = PersonFactsJson.Read(SampleAgreements.Bytes("people/born-1990.json"));
        var question = new Question(SampleAgreements.DriverLicences, [s_pause], new Request(Direction.Push, default, default), default, moment, IsApproved: true);

        Assert.Equal(RulingReason.Paused, Ruling.Decide(question, person).Reason);
        Assert.Equal(Outcome.Disclosed, Ruling.Decide(question with { Pauses = [] }, person).Outcome);
        Assert.False(s_pause.StoodAt(moment));
    }
}
