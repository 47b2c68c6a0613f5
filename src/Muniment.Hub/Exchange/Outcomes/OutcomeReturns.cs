using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using NodaTime;

namespace Muniment.Hub.Exchange.Outcomes;

/// <summary>How an agreement's partner keeps its duty to say what came of disclosures.</summary>
/// <param name="Agreement">The agreement's id.</param>
/// <param name="Disclosed">Disclosures under versions that have the duty.</param>
/// <param name="Returned">Of those, how many it has answered for.</param>
/// <param name="Wrong">Of those returned, how many were about somebody else or wrong.</param>
/// <param name="Overdue">Not returned, and the day by which it should have been is over.</param>
public sealed record OutcomeDuty(string Agreement, long Disclosed, long Returned, long Wrong, long Overdue);

/// <summary>A disclosure of which the partner has not said what came of it.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Due">The last day to say so.</param>
/// <param name="Overdue">Whether that day is over.</param>
public sealed record OutcomeDue(string Check, LocalDate Due, bool Overdue);

/// <summary>Keeps what partners say came of disclosures, and who has yet to say so.</summary>
public static class OutcomeReturns
{
    const string IsDisclosed = "(outcome = 2 OR decision = 'approved')";

    /// <summary>Keeps an outcome. The same once more changes nothing; another takes the place of the one before, and both are in the ledger.</summary>
    /// <param name="session">A write.</param>
    /// <param name="token">Who says so; used up by the caller.</param>
    /// <param name="check">The check's id.</param>
    /// <param name="returned">What came of it.</param>
    /// <param name="moment">Now.</param>
    /// <exception cref="ProblemException">The partner has no such check, or nothing was disclosed.</exception>
    public static async Task ReturnAsync(Session session, PartnerToken token, string check, ReturnedOutcome returned, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(returned);
        var row = await session.FindAsync<CheckRow>($"SELECT {CheckRow.Columns} FROM partner_check WHERE id = @check AND partner = @Partner", new { check, token.Partner }).ConfigureAwait(false)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "check-unknown", "You have asked no check of this id.");
        if (row.Outcome != (long)Outcome.Disclosed && row.Decision != CheckRow.Approved)
            throw new ProblemException(StatusCodes.Status409Conflict, "not-disclosed", "Nothing was disclosed by this check, so there is no outcome to return.");
        if (row.Returned == returned.Outcome && row.ReturnedWords == returned.Words)
            return;
        await session.RunAsync("UPDATE partner_check SET returned = @Outcome, returned_words = @Words, returned_at = COALESCE(returned_at, @at) WHERE id = @check",
            new { check, returned.Outcome, returned.Words, at = moment.Instant.ToDateTimeOffset().ToMicroseconds() }).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Outcome,
            Agreement = row.Agreement,
            AgreementVersion = (int)row.AgreementVersion,
            Subject = row.Person,
            WriteOpening = json =>
            {
                json.WriteString("check", check);
                json.WriteString("partner", token.Partner);
                json.WriteString("official", token.Official);
                json.WriteString("outcome", returned.Outcome);
                if (returned.Words is not null)
                    json.WriteString("words", returned.Words);
            },
        }).ConfigureAwait(false);
    }

    /// <summary>How every agreement with the duty stands.</summary>
    public static async Task<IReadOnlyList<OutcomeDuty>> DutiesAsync(Session session, RulesInForce rules, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var duties = new List<OutcomeDuty>();
        foreach (var (id, versions) in rules.Agreements.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var duty = new OutcomeDuty(id, 0, 0, 0, 0);
            foreach (var version in versions.Where(version => version.OutcomeReturnDays is not null))
            {
                var counts = (await session.FindAsync<Counts>($"""
                    SELECT COUNT(*) AS disclosed, COALESCE(SUM(CASE WHEN returned_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS returned,
                      COALESCE(SUM(CASE WHEN returned IN ('{ReturnedOutcome.WrongPerson}', '{ReturnedOutcome.WrongData}') THEN 1 ELSE 0 END), 0) AS wrong,
                      COALESCE(SUM(CASE WHEN returned_at IS NULL AND COALESCE(decided_at, made_at) < @before THEN 1 ELSE 0 END), 0) AS overdue
                    FROM partner_check WHERE agreement = @id AND agreement_version = @version AND {IsDisclosed}
                    """, new { id, version = (long)version.Version, before = OverdueBefore(version.OutcomeReturnDays!.Value, moment) }).ConfigureAwait(false))!;
                duty = duty with { Disclosed = duty.Disclosed + counts.Disclosed, Returned = duty.Returned + counts.Returned, Wrong = duty.Wrong + counts.Wrong, Overdue = duty.Overdue + counts.Overdue };
            }
            if (versions.Any(version => version.OutcomeReturnDays is not null))
                duties.Add(duty);
        }
        return duties;
    }

    /// <summary>What a partner has yet to answer for under an agreement, the oldest first, at most 1,000.</summary>
    public static async Task<IReadOnlyList<OutcomeDue>> DueAsync(Session session, RulesInForce rules, string agreement, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var days = rules.Agreements.GetValueOrDefault(agreement, []).Where(version => version.OutcomeReturnDays is not null).ToDictionary(version => (long)version.Version, version => version.OutcomeReturnDays!.Value);
        var rows = await session.ListAsync<DueRow>($"""
            SELECT id, agreement_version AS version, COALESCE(decided_at, made_at) AS at FROM partner_check
            WHERE agreement = @agreement AND returned_at IS NULL AND {IsDisclosed} ORDER BY made_at LIMIT 1000
            """, new { agreement }).ConfigureAwait(false);
        return
        [
            .. rows.Where(row => days.ContainsKey(row.Version))
                .Select(row => (row.Id, Due: Moment.At(Instant.FromDateTimeOffset(row.At.ToInstant())).Date.PlusDays(days[row.Version])))
                .Select(row => new OutcomeDue(row.Id, row.Due, moment.Date > row.Due)),
        ];
    }

    /// <summary>What was disclosed before this is overdue: microseconds since 1970 at the beginning of a day in London.</summary>
    static long OverdueBefore(int days, Moment moment) =>
        moment.Date.PlusDays(-days).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["Europe/London"]).ToDateTimeOffset().ToMicroseconds();

    sealed class Counts
    {
        public long Disclosed { get; init; }

        public long Returned { get; init; }

        public long Wrong { get; init; }

        public long Overdue { get; init; }
    }

    sealed class DueRow
    {
        public string Id { get; init; } = "";

        public long Version { get; init; }

        public long At { get; init; }
    }
}
