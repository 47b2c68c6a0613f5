using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Disclosures;

/// <summary>Why a person may be told later that somebody asked about her.</summary>
public static class DelayGrounds
{
    /// <summary>Telling her would prejudice the prevention or detection of crime (Data Protection Act 2018, schedule 2, paragraph 2).</summary>
    public const string Crime = "crime";

    /// <summary>National security (Data Protection Act 2018, section 26).</summary>
    public const string NationalSecurity = "national-security";

    /// <summary>Telling her would endanger somebody else.</summary>
    public const string Danger = "danger-to-others";

    /// <summary>All grounds there are.</summary>
    public static IReadOnlyList<string> All { get; } = [Crime, NationalSecurity, Danger];
}

/// <summary>An order to tell the people concerned later.</summary>
/// <param name="Id">"dly_…".</param>
/// <param name="Agreement">Under which agreement.</param>
/// <param name="Case">The partner's case.</param>
/// <param name="Ground">One of <see cref="DelayGrounds"/>.</param>
/// <param name="Until">From then on they are told, whatever anybody does.</param>
/// <param name="ProposedBy">Account.</param>
/// <param name="ConfirmedBy">Another account; null: it does not count yet.</param>
/// <param name="EndedAt">When it was ended early; null: it was not.</param>
public sealed record DelayedNotice(string Id, string Agreement, string Case, string Ground, DateTimeOffset Until, string ProposedBy, string? ConfirmedBy, DateTimeOffset? EndedAt)
{
    /// <summary>Whether people are still to be told later.</summary>
    public bool StandsAt(DateTimeOffset now) => ConfirmedBy is not null && EndedAt is null && now < Until;
}

/// <summary>Delays what a person's own list of uses says of one case; it counts in the statistics all the same, and appears by itself when the time is over.</summary>
/// <remarks>Two people; at most <see cref="Longest"/>, after which a new order with a new reason is needed. Each act is an entry. Whether something is shown is computed when she looks, so nothing has to run for the reveal.</remarks>
public static class DelayedNotices
{
    /// <summary>The longest delay of one order.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(183);

    const string Columns = "id, agreement, case_reference, ground, until_at, proposed_by, confirmed_by, ended_at";

    /// <summary>Proposes to delay.</summary>
    /// <returns>The order's id.</returns>
    /// <exception cref="ProblemException">The ground is none, or the time too long or over.</exception>
    public static async Task<string> ProposeAsync(Session session, string agreement, string caseReference, string ground, DateTimeOffset until, string reason, Actor by, Moment moment)
    {
        var now = moment.Instant.ToDateTimeOffset();
        if (!DelayGrounds.All.Contains(ground))
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-ground", $"The ground is one of {string.Join(", ", DelayGrounds.All)}.");
        if (until <= now || until - now > Longest)
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-until", $"A delay ends later than now, and within {Longest.Days} days.");
        if (string.IsNullOrWhiteSpace(reason) || string.IsNullOrWhiteSpace(caseReference))
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-form", "A delay has a case and a reason.");
        var id = Ids.New("dly");
        await session.RunAsync("""
            INSERT INTO delayed_notice (id, agreement, case_reference, ground, reason, until_at, proposed_by, proposed_at)
            VALUES (@id, @agreement, @caseReference, @ground, @reason, @until, @AccountId, @at)
            """, new { id, agreement, caseReference, ground, reason, until = until.ToMicroseconds(), by.AccountId, at = now.ToMicroseconds() }).ConfigureAwait(false);
        await AddEntryAsync(session, id, "proposed", by, moment).ConfigureAwait(false);
        return id;
    }

    /// <summary>A second person agrees: from now on the people concerned are told later.</summary>
    /// <exception cref="ProblemException">There is no such proposal, or it is her own.</exception>
    public static async Task ConfirmAsync(Session session, string id, Actor by, Moment moment)
    {
        var order = await FindAsync(session, id).ConfigureAwait(false);
        if (order.ConfirmedBy is not null || order.EndedAt is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "nothing-waits", "This does not wait for an answer.");
        if (order.ProposedBy == by.AccountId)
            throw new ProblemException(StatusCodes.Status403Forbidden, "second-person", "A delay takes two people: somebody else must agree.");
        await session.RunAsync("UPDATE delayed_notice SET confirmed_by = @AccountId, confirmed_at = @at WHERE id = @id", new { id, by.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds() }).ConfigureAwait(false);
        await AddEntryAsync(session, id, "confirmed", by, moment).ConfigureAwait(false);
    }

    /// <summary>Ends a delay, or refuses a proposal: people are told at once. One person is enough.</summary>
    public static async Task EndAsync(Session session, string id, Actor by, Moment moment)
    {
        await FindAsync(session, id).ConfigureAwait(false);
        var at = moment.Instant.ToDateTimeOffset();
        await session.RunJournaledAsync("UPDATE delayed_notice SET ended_by = @AccountId, ended_at = @at WHERE id = @id AND ended_at IS NULL", new { id, by.AccountId, at = at.ToMicroseconds() }, at).ConfigureAwait(false);
        await AddEntryAsync(session, id, "ended", by, moment).ConfigureAwait(false);
    }

    /// <summary>All orders, the latest first.</summary>
    public static async Task<IReadOnlyList<DelayedNotice>> ListAsync(Session session) =>
        [.. (await session.ListAsync<Row>($"SELECT {Columns} FROM delayed_notice ORDER BY proposed_at DESC, id").ConfigureAwait(false)).Select(row => row.AsNotice())];

    static async Task<DelayedNotice> FindAsync(Session session, string id) =>
        (await session.FindAsync<Row>($"SELECT {Columns} FROM delayed_notice WHERE id = @id", new { id }).ConfigureAwait(false))?.AsNotice()
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "delay-unknown", "There is no delayed notice of this id.");

    static async Task AddEntryAsync(Session session, string id, string act, Actor by, Moment moment) => await LedgerEntries.AddAsync(session, moment, new NewEntry
    {
        Kind = EntryKinds.DelayedNotice,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("delay", id);
            json.WriteString("by", by.AccountId);
        },
    }).ConfigureAwait(false);

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string Agreement { get; init; } = "";

        public string CaseReference { get; init; } = "";

        public string Ground { get; init; } = "";

        public long UntilAt { get; init; }

        public string ProposedBy { get; init; } = "";

        public string? ConfirmedBy { get; init; }

        public long? EndedAt { get; init; }

        public DelayedNotice AsNotice() => new(Id, Agreement, CaseReference, Ground, UntilAt.ToInstant(), ProposedBy, ConfirmedBy, EndedAt?.ToInstant());
    }
}
