using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Rights.Cases;

/// <summary>Where the law's clock of a request stands.</summary>
/// <param name="Due">The last day for an answer; null: the clock stands still, or the law asks for one without undue delay and names no day.</param>
/// <param name="AcknowledgeBy">The last day to say that a complaint was received; null: it was said, or it is no complaint.</param>
/// <param name="StoppedSince">Since when it stands still, waiting for her; null: it runs.</param>
/// <param name="IsExtended">It runs two months longer.</param>
/// <param name="DaysStopped">How many days it has stood still.</param>
/// <param name="IsOverdue">A day above is over.</param>
sealed record RightsClock(LocalDate? Due, LocalDate? AcknowledgeBy, LocalDate? StoppedSince, bool IsExtended, int DaysStopped, bool IsOverdue)
{
    const int AcknowledgeDays = 30;
    const int Months = 1;
    const int MoreMonths = 2;

    /// <summary>Reads the clock.</summary>
    /// <remarks>
    /// UK GDPR article 12(3): one month from receipt, two more where the request is complex. Article 12A (in force from 5 February 2026): time does not count while the body waits for what it
    /// needs from her. Data Protection Act 2018, section 164A (in force from 19 June 2026): a complaint is acknowledged within 30 days. A month ends on the corresponding date of the
    /// next, or its last day; where that is no working day, on the next one.
    /// </remarks>
    /// <param name="kind">One of <see cref="RightsKinds"/>.</param>
    /// <param name="receivedAt">When it came.</param>
    /// <param name="acts">What was done, in order.</param>
    /// <param name="moment">Now, or the moment that it was settled.</param>
    public static RightsClock Read(string kind, DateTimeOffset receivedAt, IReadOnlyList<RightsAct> acts, Moment moment)
    {
        var received = DateOf(receivedAt);
        var (stopped, days, isExtended, isAcknowledged) = ((LocalDate?)null, 0, false, false);
        foreach (var act in acts)
        {
            switch (act.Act)
            {
                case RightsActs.Stopped:
                    stopped ??= DateOf(act.At);
                    break;
                case RightsActs.Resumed or RightsActs.Replied when stopped is { } since:
                    days += Period.DaysBetween(since, DateOf(act.At));
                    stopped = null;
                    break;
                case RightsActs.Extended:
                    isExtended = true;
                    break;
                case RightsActs.Acknowledged:
                    isAcknowledged = true;
                    break;
            }
        }
        if (kind == RightsKinds.Complaint)
        {
            LocalDate? by = isAcknowledged ? null : WorkingDays.OnOrAfter(received.PlusDays(AcknowledgeDays));
            return new(null, by, null, false, 0, by < moment.Date);
        }
        var standing = stopped is { } from ? Period.DaysBetween(from, moment.Date) : 0;
        LocalDate? due = stopped is null ? DueOn(received, isExtended, days) : null;
        return new(due, null, stopped, isExtended, days + standing, due < moment.Date);
    }

    /// <summary>The last day for an answer to what came on a day.</summary>
    public static LocalDate DueOn(LocalDate received, bool isExtended, int daysStopped) =>
        WorkingDays.OnOrAfter(received.PlusMonths(isExtended ? Months + MoreMonths : Months).PlusDays(daysStopped));

    static LocalDate DateOf(DateTimeOffset at) => Moment.At(Instant.FromDateTimeOffset(at)).Date;
}
