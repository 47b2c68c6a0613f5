using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Public.Referrals;

/// <summary>Adviser organisations and the referrals that wait for them, sealed before they get here.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class ReferralStore(Database database, HubOptions options)
{
    /// <summary>Referrals of an organisation that nobody has fetched, at most: then its members must come first.</summary>
    public const int MostUnfetched = 500;

    const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"; // None looks like another, read out or written down.
    const string OrganisationColumns = "id, name, about, contact, public_key, key_since, closed_at";
    const string Columns = "reference, organisation, public_key, encapsulated, ciphertext, received_at, fetched_at, done_at";

    /// <summary>All organisations, by name.</summary>
    public Task<IReadOnlyList<AdviserOrganisation>> OrganisationsAsync() => database.ReadAsync(session => session.ListAsync<AdviserOrganisation>($"SELECT {OrganisationColumns} FROM adviser_organisation ORDER BY name"));

    /// <summary>One organisation; null: there is none of this id.</summary>
    public Task<AdviserOrganisation?> FindOrganisationAsync(string id) => database.ReadAsync(session => session.FindAsync<AdviserOrganisation>($"SELECT {OrganisationColumns} FROM adviser_organisation WHERE id = @id", new { id }));

    /// <summary>The organisation somebody is a member of; null: none that takes referrals here.</summary>
    public Task<AdviserOrganisation?> OrganisationOfAsync(Actor member) => database.ReadAsync(session => session.FindAsync<AdviserOrganisation>($"SELECT {OrganisationColumns} FROM adviser_organisation WHERE name = @name", new { name = member.Organisation ?? "" }));

    /// <summary>Adds an organisation.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ProblemException">There is one of this name.</exception>
    public Task<string> AddAsync(string name, string about, string contact, byte[] publicKey, string by) => database.WriteAsync(async session =>
    {
        if (await session.ValueAsync<long>("SELECT COUNT(*) FROM adviser_organisation WHERE name = @name", new { name }).ConfigureAwait(false) > 0)
            throw new ProblemException(StatusCodes.Status409Conflict, "organisation-exists", "There is an organisation of this name.");
        var (id, moment) = (Ids.New("adv"), Moment.Now(options.Clock));
        var now = moment.Instant.ToDateTimeOffset().ToMicroseconds();
        await session.RunAsync("""
            INSERT INTO adviser_organisation (id, name, about, contact, public_key, key_since, added_at, added_by)
            VALUES (@id, @name, @about, @contact, @publicKey, @now, @now, @by)
            """, new { id, name, about, contact, publicKey, now, by }).ConfigureAwait(false);
        await RecordAsync(session, EntryKinds.Key, "adviser-key-added", id, by, moment, publicKey).ConfigureAwait(false);
        return id;
    });

    /// <summary>Gives an organisation another key. What was sealed to the one before can be opened by that one alone.</summary>
    public Task ReplaceKeyAsync(string id, byte[] publicKey, string by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        await ChangeAsync(session, "UPDATE adviser_organisation SET public_key = @publicKey, key_since = @now WHERE id = @id", new { id, publicKey, now = moment.Instant.ToDateTimeOffset().ToMicroseconds() }).ConfigureAwait(false);
        await RecordAsync(session, EntryKinds.Key, "adviser-key-replaced", id, by, moment, publicKey).ConfigureAwait(false);
    });

    /// <summary>Stops an organisation's referrals, or lets them come again.</summary>
    public Task SetClosedAsync(string id, bool closed, string by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        await ChangeAsync(session, "UPDATE adviser_organisation SET closed_at = @at WHERE id = @id", new { id, at = closed ? moment.Instant.ToDateTimeOffset().ToMicroseconds() : (long?)null }).ConfigureAwait(false);
        await RecordAsync(session, EntryKinds.Referral, closed ? "organisation-closed" : "organisation-opened", id, by, moment, null).ConfigureAwait(false);
    });

    /// <summary>Seals a referral and puts it into the queue. What it said is nowhere afterwards but in what was sealed.</summary>
    /// <param name="organisation">Whose queue.</param>
    /// <param name="json">What was written (<see cref="ReferralText"/>); overwritten with zeroes.</param>
    /// <returns>Its reference.</returns>
    /// <exception cref="ProblemException">The organisation takes no referrals now.</exception>
    public async Task<string> SendAsync(AdviserOrganisation organisation, byte[] json)
    {
        var now = options.Clock.GetUtcNow();
        var sealedOne = SealedReferral.Seal(NewReference(), organisation.Name, organisation.PublicKey, json, now);
        await database.WriteAsync(async session =>
        {
            if (await session.ValueAsync<long>("SELECT COUNT(*) FROM adviser_organisation WHERE id = @Id AND closed_at IS NULL", new { organisation.Id }).ConfigureAwait(false) == 0)
                throw new ProblemException(StatusCodes.Status409Conflict, "takes-no-referrals", "This organisation takes no referrals here now. Nothing was kept. Contact it directly.");
            if (await session.ValueAsync<long>("SELECT COUNT(*) FROM referral WHERE organisation = @Id AND fetched_at IS NULL", new { organisation.Id }).ConfigureAwait(false) >= MostUnfetched)
                throw new ProblemException(StatusCodes.Status503ServiceUnavailable, "queue-full", "This organisation's queue is full. Nothing was kept. Contact it directly.");
            await session.RunAsync("""
                INSERT INTO referral (reference, organisation, public_key, encapsulated, ciphertext, received_at)
                VALUES (@Reference, @Id, @PublicKey, @encapsulated, @ciphertext, @at)
                """, new { sealedOne.Reference, organisation.Id, organisation.PublicKey, encapsulated = sealedOne.Encapsulated.ToArray(), ciphertext = sealedOne.Ciphertext.ToArray(), at = now.ToMicroseconds() }).ConfigureAwait(false);
            await RecordAsync(session, EntryKinds.Referral, "received", sealedOne.Reference, null, Moment.Now(options.Clock), null).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return sealedOne.Reference;
    }

    /// <summary>The organisation a referral went to, for whoever knows its reference; null: there is no such referral.</summary>
    public Task<AdviserOrganisation?> SentToAsync(string reference) => database.ReadAsync(session => session.FindAsync<AdviserOrganisation>(
        $"SELECT {OrganisationColumns} FROM adviser_organisation WHERE id = (SELECT organisation FROM referral WHERE reference = @reference)", new { reference }));

    /// <summary>The queue of an organisation: what waits, oldest first, then what was dealt with last.</summary>
    public Task<IReadOnlyList<QueuedReferral>> QueueAsync(string organisation) => database.ReadAsync(session => session.ListAsync<QueuedReferral>(
        "SELECT reference, organisation, received_at, fetched_at, done_at FROM referral WHERE organisation = @organisation ORDER BY CASE WHEN done_at IS NULL THEN 0 ELSE 1 END, received_at LIMIT 1000", new { organisation }));

    /// <summary>Fetches a referral for a member of its organisation; null: there is none of this reference for them. That it was fetched is in the ledger.</summary>
    public Task<QueuedReferral?> FetchAsync(string organisation, string reference, string by) => database.WriteAsync(async session =>
    {
        if (await session.FindAsync<QueuedReferral>($"SELECT {Columns} FROM referral WHERE reference = @reference AND organisation = @organisation", new { reference, organisation }).ConfigureAwait(false) is not { } referral)
            return null;
        var moment = Moment.Now(options.Clock);
        await session.RunAsync("UPDATE referral SET fetched_at = @now WHERE reference = @reference AND fetched_at IS NULL", new { reference, now = moment.Instant.ToDateTimeOffset().ToMicroseconds() }).ConfigureAwait(false);
        await RecordAsync(session, EntryKinds.Referral, "fetched", reference, by, moment, null).ConfigureAwait(false);
        return referral;
    });

    /// <summary>Deletes what a referral says, sealed as it is: its organisation has dealt with it.</summary>
    /// <exception cref="ProblemException">There is none of this reference for them.</exception>
    public Task FinishAsync(string organisation, string reference, string by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var now = moment.Instant.ToDateTimeOffset();
        var changed = await session.RunJournaledAsync("UPDATE referral SET encapsulated = NULL, ciphertext = NULL, done_at = @at WHERE reference = @reference AND organisation = @organisation AND done_at IS NULL",
            new { reference, organisation, at = now.ToMicroseconds() }, now).ConfigureAwait(false);
        if (changed != 1)
            throw new ProblemException(StatusCodes.Status404NotFound, "referral-unknown", "No referral of this reference waits in your organisation's queue.");
        await RecordAsync(session, EntryKinds.Referral, "finished", reference, by, moment, null).ConfigureAwait(false);
    });

    static string NewReference() => string.Join('-', RandomNumberGenerator.GetString(Letters, 12).Chunk(4).Select(group => new string(group)).Prepend("R"));

    static async Task ChangeAsync(Session session, string sql, object parameters)
    {
        if (await session.RunAsync(sql, parameters).ConfigureAwait(false) != 1)
            throw new ProblemException(StatusCodes.Status404NotFound, "organisation-unknown", "There is no such adviser organisation.");
    }

    static Task<string> RecordAsync(Session session, string kind, string act, string of, string? by, Moment moment, byte[]? publicKey) => LedgerEntries.AddAsync(session, moment, new NewEntry
    {
        Kind = kind,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("of", of);
            if (by is not null)
                json.WriteString("by", by);
            if (publicKey is not null)
                json.WriteString("key", AdviserOrganisation.FingerprintOf(publicKey));
        },
    });
}
