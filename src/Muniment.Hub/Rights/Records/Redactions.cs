using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Rights.Records;

/// <summary>A value that is left out of what a person is shown.</summary>
/// <param name="Id">"red_…".</param>
/// <param name="SourceId">The record's source.</param>
/// <param name="RecordId">The record.</param>
/// <param name="Field">The field; empty: the whole record.</param>
/// <param name="Exemption">One of <see cref="Exemptions"/>.</param>
/// <param name="MadeBy">Account.</param>
/// <param name="Counts">False: it waits for a second person.</param>
sealed record Redaction(string Id, string SourceId, string RecordId, string Field, string Exemption, string MadeBy, bool Counts);

/// <summary>What people leave out of a person's own view, each with its exemption and reason on record. Every method is for a write or a read of the caller's.</summary>
static class Redactions
{
    /// <summary>Leaves something out. About somebody else: at once. On any other ground: once a second person agrees.</summary>
    public static async Task AddAsync(Session session, string person, Redaction what, string reason, Actor by, Moment moment)
    {
        if (!Exemptions.All.Contains(what.Exemption))
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "exemption", $"The exemption is one of {string.Join(", ", Exemptions.All)}.");
        var id = Ids.New("red");
        await session.RunAsync("""
            INSERT INTO redaction (id, person, source_id, record_id, field, exemption, reason, made_by, made_at, confirmed_by)
            VALUES (@id, @person, @SourceId, @RecordId, @Field, @Exemption, @reason, @AccountId, @at, @confirmed)
            """, new { id, person, what.SourceId, what.RecordId, what.Field, what.Exemption, reason, by.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), confirmed = Exemptions.NeedsTwo(what.Exemption) ? null : by.AccountId }).ConfigureAwait(false);
        await AddEntryAsync(session, person, "redacted", id, what.Exemption, by, moment).ConfigureAwait(false);
    }

    /// <summary>A second person agrees.</summary>
    /// <exception cref="ProblemException">It is the first one again, or nothing waits.</exception>
    public static async Task ConfirmAsync(Session session, string person, string id, Actor by, Moment moment)
    {
        var redaction = (await ListAsync(session, person).ConfigureAwait(false)).FirstOrDefault(one => one.Id == id && !one.Counts)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "nothing-waits", "This does not wait for an answer.");
        if (redaction.MadeBy == by.AccountId)
            throw new ProblemException(StatusCodes.Status403Forbidden, "second-person", "Leaving this out takes two people: somebody else must agree.");
        await session.RunAsync("UPDATE redaction SET confirmed_by = @AccountId WHERE id = @id", new { id, by.AccountId }).ConfigureAwait(false);
        await AddEntryAsync(session, person, "redaction-confirmed", id, redaction.Exemption, by, moment).ConfigureAwait(false);
    }

    /// <summary>Shows it again. One person is enough.</summary>
    public static async Task EndAsync(Session session, string person, string id, Actor by, Moment moment)
    {
        await session.RunAsync("UPDATE redaction SET ended_by = @AccountId, ended_at = @at WHERE id = @id AND person = @person AND ended_at IS NULL", new { id, person, by.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds() }).ConfigureAwait(false);
        await AddEntryAsync(session, person, "redaction-ended", id, "", by, moment).ConfigureAwait(false);
    }

    /// <summary>What is left out of a person's view, and what waits to be.</summary>
    public static async Task<IReadOnlyList<Redaction>> ListAsync(Session session, string person) =>
        [.. (await session.ListAsync<Row>("SELECT id, source_id, record_id, field, exemption, made_by, confirmed_by FROM redaction WHERE person = @person AND ended_at IS NULL ORDER BY made_at, id", new { person }).ConfigureAwait(false))
            .Select(row => new Redaction(row.Id, row.SourceId, row.RecordId, row.Field, row.Exemption, row.MadeBy, row.ConfirmedBy is not null))];

    static async Task AddEntryAsync(Session session, string person, string act, string id, string exemption, Actor by, Moment moment) => await LedgerEntries.AddAsync(session, moment, new NewEntry
    {
        Kind = EntryKinds.Case,
        Subject = person,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("redaction", id);
            json.WriteString("exemption", exemption);
            json.WriteString("by", by.AccountId);
        },
    }).ConfigureAwait(false);

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string SourceId { get; init; } = "";

        public string RecordId { get; init; } = "";

        public string Field { get; init; } = "";

        public string Exemption { get; init; } = "";

        public string MadeBy { get; init; } = "";

        public string? ConfirmedBy { get; init; }
    }
}
