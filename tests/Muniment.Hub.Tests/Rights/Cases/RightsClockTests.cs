using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Rights.Cases;
using NodaTime;

namespace Muniment.Hub.Tests.Rights.Cases;

public sealed class RightsClockTests
{
    [Theory]
    [InlineData("2026-03-10", "2026-04-10")]
    [InlineData("2026-01-31", "2026-03-02")] // 28 February is a Saturday
    [InlineData("2027-01-31", "2027-03-01")] // 28 February is a Sunday
    [InlineData("2026-04-03", "2026-05-05")] // 3 May is a Sunday, the 4th a bank holiday
    [InlineData("2026-11-25", "2026-12-29")] // Christmas is a Friday; the 28th stands for the 26th
    [InlineData("2026-02-28", "2026-03-30")] // Saturday 28 March
    public void DueOn_ReceivedOnADay_IsTheCorrespondingDayOfTheNextMonthOrTheNextWorkingDay(string received, string due) =>
        Assert.Equal(due, RightsClock.DueOn(Day(received), false, 0).ToString("uuuu-MM-dd", null));

    [Fact]
    public void Read_Extended_IsThreeMonthsFromReceipt() =>
        Assert.Equal(new LocalDate(2026, 6, 10), Clock("wrong", "2026-03-10", "2026-03-12", Act("extended", "2026-03-11")).Due);

    [Fact]
    public void Read_Stopped_HasNoDayUntilSheAnswersAndThenThatManyDaysMore()
    {
        var standing = Clock("wrong", "2026-03-10", "2026-03-25", Act("stopped", "2026-03-12"));
        var running = Clock("wrong", "2026-03-10", "2026-03-25", Act("stopped", "2026-03-12"), Act("replied", "2026-03-19"));

        Assert.Equal((null, new LocalDate(2026, 3, 12), 13), (standing.Due, standing.StoppedSince!.Value, standing.DaysStopped));
        Assert.Equal((new LocalDate(2026, 4, 17), null, 7), (running.Due!.Value, running.StoppedSince, running.DaysStopped));
    }

    [Fact]
    public void Read_Complaint_IsAcknowledgedWithinThirtyDays()
    {
        var before = Clock("complaint", "2026-07-01", "2026-07-02");
        var late = Clock("complaint", "2026-07-01", "2026-08-01");
        var done = Clock("complaint", "2026-07-01", "2026-08-01", Act("acknowledged", "2026-07-10"));

        Assert.Equal((new LocalDate(2026, 7, 31), false), (before.AcknowledgeBy!.Value, before.IsOverdue));
        Assert.True(late.IsOverdue);
        Assert.Equal((null, null, false), (done.AcknowledgeBy, done.Due, done.IsOverdue));
    }

    [Fact]
    public void Read_DueDayIsOver_IsOverdueFromTheDayAfter()
    {
        Assert.False(Clock("copy", "2026-03-10", "2026-04-10").IsOverdue);
        Assert.True(Clock("copy", "2026-03-10", "2026-04-11").IsOverdue);
    }

    // As gov.uk/bank-holidays lists them for England and Wales.
    [Theory]
    [InlineData(2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    [InlineData(2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28")]
    [InlineData(2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26")]
    public void BankHolidays_OfAYear_AreThoseThatArePublished(int year, string expected)
    {
        var first = new LocalDate(year, 1, 1);
        var found = Enumerable.Range(0, 366).Select(first.PlusDays).Where(day => day.Year == year && WorkingDays.IsBankHoliday(day)).Select(day => day.ToString("MM-dd", null));

        Assert.Equal(expected, string.Join(' ', found));
    }

    static RightsClock Clock(string kind, string received, string now, params RightsAct[] acts) => RightsClock.Read(kind, At(received), acts, Moment.Noon(Day(now)));

    static RightsAct Act(string act, string day) => new(At(day), "acc_x", act, "", "");

    static DateTimeOffset At(string day) => Moment.Noon(Day(day)).Instant.ToDateTimeOffset();

    static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
