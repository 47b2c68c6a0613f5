using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Rights;

/// <summary>Opaque names for persons, each good for one caller and an hour, because an address must hold nothing about anybody.</summary>
public static class UsageAliases
{
    /// <summary>How long an alias is good for.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Makes an alias.</summary>
    /// <param name="session">A write.</param>
    /// <param name="caller">Who alone may use it.</param>
    /// <param name="person">Whom it names; null: nobody was found, which the alias does not show.</param>
    /// <param name="now">Now.</param>
    /// <returns>The alias and when it ends.</returns>
    public static async Task<(string Alias, DateTimeOffset Expires)> MakeAsync(Session session, string caller, string? person, DateTimeOffset now)
    {
        var (alias, expires) = (Ids.New("als"), now + Life);
        await session.RunAsync("DELETE FROM usage_alias WHERE expires_at < @at", new { at = now.ToMicroseconds() }).ConfigureAwait(false);
        await session.RunAsync("INSERT INTO usage_alias (alias, caller, person, made_at, expires_at) VALUES (@alias, @caller, @person, @at, @until)",
            new { alias, caller, person, at = now.ToMicroseconds(), until = expires.ToMicroseconds() }).ConfigureAwait(false);
        return (alias, expires);
    }

    /// <summary>Whom an alias names.</summary>
    /// <returns>IsKnown false: it is not this caller's, or it has ended.</returns>
    public static async Task<(bool IsKnown, string? Person)> FindAsync(Session session, string caller, string alias, DateTimeOffset now) =>
        await session.FindAsync<Row>("SELECT person, alias FROM usage_alias WHERE alias = @alias AND caller = @caller AND expires_at >= @at", new { alias, caller, at = now.ToMicroseconds() }).ConfigureAwait(false) is { } row
            ? (true, row.Person) : (false, null);

    /// <summary>Whose records an account's are; null: nobody has checked who she is.</summary>
    public static Task<string?> PersonOfAsync(Session session, string accountId) => session.ValueAsync<string>("SELECT person FROM account_person WHERE account_id = @accountId", new { accountId });

    /// <summary>A caseworker has seen that the owner of an account is the person she has before her in an open case.</summary>
    /// <param name="session">A write.</param>
    /// <param name="accountId">An account with the role of a person.</param>
    /// <param name="alias">The person, as the caseworker's case names her ("psn_…").</param>
    /// <param name="how">What was looked at, such as "passport seen"; no numbers.</param>
    /// <param name="by">The caseworker.</param>
    /// <param name="moment">Now.</param>
    /// <exception cref="ProblemException">The alias is not hers, or the account is no person's.</exception>
    public static async Task VerifyAsync(Session session, string accountId, string alias, string how, Actor by, Moment moment)
    {
        if (string.IsNullOrWhiteSpace(how))
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-form", "Say what was looked at to see that she is she.");
        var person = await session.ValueAsync<string>("SELECT person_id FROM person_alias WHERE alias = @alias AND account_id = @AccountId", new { alias, by.AccountId }).ConfigureAwait(false)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "person-unknown", "None of your cases names a person so.");
        var roles = await session.ValueAsync<string>("SELECT roles FROM account WHERE id = @accountId AND closed_at IS NULL", new { accountId }).ConfigureAwait(false) ?? "";
        if (!roles.Split(' ').Contains(Role.Person.Name()))
            throw new ProblemException(StatusCodes.Status404NotFound, "account-unknown", "There is no open account of a person of this id.");
        await session.RunAsync("""
            INSERT INTO account_person (account_id, person, verified_by, verified_at, how) VALUES (@accountId, @person, @AccountId2, @at, @how)
            ON CONFLICT (account_id) DO UPDATE SET person = excluded.person, verified_by = excluded.verified_by, verified_at = excluded.verified_at, how = excluded.how
            """, new { accountId, person, AccountId2 = by.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), how }).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Case,
            Subject = person,
            WriteOpening = json =>
            {
                json.WriteString("act", "identity-verified");
                json.WriteString("account", accountId);
                json.WriteString("by", by.AccountId);
                json.WriteString("how", how);
            },
        }).ConfigureAwait(false);
    }

    /// <summary>Lets a partner's portal ask for the people it has signed in.</summary>
    public static async Task AuthorizePortalAsync(Session session, string partner, Actor by, Moment moment)
    {
        await session.RunAsync("INSERT INTO usage_portal (partner, added_by, added_at) VALUES (@partner, @AccountId, @at) ON CONFLICT (partner) DO NOTHING",
            new { partner, by.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds() }).ConfigureAwait(false);
        await AddPortalEntryAsync(session, partner, "portal-authorised", by, moment).ConfigureAwait(false);
    }

    /// <summary>Takes that back, and every alias the portal has.</summary>
    public static async Task WithdrawPortalAsync(Session session, string partner, Actor by, Moment moment)
    {
        var at = moment.Instant.ToDateTimeOffset();
        await session.RunJournaledAsync("DELETE FROM usage_portal WHERE partner = @partner", new { partner }, at).ConfigureAwait(false);
        await session.RunAsync("DELETE FROM usage_alias WHERE caller = @caller", new { caller = partner }).ConfigureAwait(false);
        await AddPortalEntryAsync(session, partner, "portal-withdrawn", by, moment).ConfigureAwait(false);
    }

    /// <summary>Whether a partner's portal may ask.</summary>
    public static async Task<bool> IsPortalAsync(Session session, string partner) =>
        await session.ValueAsync<long>("SELECT COUNT(*) FROM usage_portal WHERE partner = @partner", new { partner }).ConfigureAwait(false) > 0;

    static async Task AddPortalEntryAsync(Session session, string partner, string act, Actor by, Moment moment) => await LedgerEntries.AddAsync(session, moment, new NewEntry
    {
        Kind = EntryKinds.Key,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("partner", partner);
            json.WriteString("by", by.AccountId);
        },
    }).ConfigureAwait(false);

    sealed class Row
    {
        public string? Person { get; init; }

        public string Alias { get; init; } = "";
    }
}
