using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Tools.Messages;

namespace Muniment.Hub.Rights.Proof;

/// <summary>What a member of staff says when a code is made.</summary>
/// <param name="How">What was looked at to see that she is she; no numbers.</param>
/// <param name="Address">Where a letter with the code goes, 3 to 7 lines; null: the code is given by hand.</param>
/// <param name="Authority">For somebody who acts for her; null: for herself.</param>
sealed record ActivationForm(string How, string? Address, NewAuthority? Authority);

/// <summary>Codes by which a person, or somebody with authority to act for her, gets an account: made by staff in an assigned case, given by hand or sent by letter, counting once.</summary>
/// <remarks>Only hashes are kept. A wrong, used, replaced or expired code is told apart from no other. Safe on any thread.</remarks>
sealed class Activations(Database database, HubOptions options, AccountStore accounts, MessagesToPeople messages)
{
    /// <summary>How long a code given by hand counts.</summary>
    public static readonly TimeSpan ByHand = TimeSpan.FromHours(24);

    /// <summary>How long a code in a letter counts.</summary>
    public static readonly TimeSpan ByLetter = TimeSpan.FromDays(14);

    /// <summary>The longest authority that is recorded at once; then it is looked at anew.</summary>
    public static readonly TimeSpan LongestAuthority = TimeSpan.FromDays(366);

    const int LongestText = 500;

    /// <summary>Makes a code for a person whose records the maker has opened in a case of theirs.</summary>
    /// <param name="caseId">The case; open, and assigned to the maker.</param>
    /// <param name="alias">The person, as a search of this case named her.</param>
    /// <param name="form">How it was seen who she is, and how the code reaches her.</param>
    /// <param name="by">The maker.</param>
    /// <returns>The code, to be given by hand; null: it went by letter, and the maker does not see it.</returns>
    /// <exception cref="ProblemException">The case is not theirs, they have not looked, or her records may be several people's.</exception>
    public async Task<string?> MakeAsync(string caseId, string alias, ActivationForm form, Actor by)
    {
        var moment = Moment.Now(options.Clock);
        var now = moment.Instant.ToDateTimeOffset();
        Check(form, now);
        var code = SpokenCode.New(4, 4);
        var ends = now + (form.Address is null ? ByHand : ByLetter);
        await database.WriteAsync(async session =>
        {
            var (person, partition) = await PersonsOfCases.FindAsync(session, caseId, alias, by).ConfigureAwait(false);
            if (partition != SnapshotPartition.Main)
                throw new ProblemException(StatusCodes.Status409Conflict, "other-snapshot", "What is held for law enforcement is asked for by a letter; it has no page of the person's.");
            if (!await PersonsOfCases.HasOpenedAsync(session, caseId, person, by).ConfigureAwait(false))
                throw new ProblemException(StatusCodes.Status409Conflict, "evidence-not-opened", "Open her records in this case first, and compare them with what she has shown you.");
            if ((await PersonMarks.ReadAsync(session, [person]).ConfigureAwait(false)).GetValueOrDefault(person)?.HasOpenMergedIdentity == true)
                throw new ProblemException(StatusCodes.Status409Conflict, "merged-identity", "Her records may be several people's. A steward decides that before anybody is shown them.");
            var authority = form.Authority is { } given ? await AddAuthorityAsync(session, person, given, by, now).ConfigureAwait(false) : null;
            await AddAsync(session, new(person, caseId, form.How.Trim(), form.Address is null ? "hand" : "letter", authority), code, ends, by.AccountId, moment).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (form.Address is null)
            return code;
        var letter = new NewMessage(MessageChannel.Letter, "activation-code", form.Address, new Dictionary<string, string>
        {
            ["code"] = code,
            ["until"] = Moment.At(NodaTime.Instant.FromDateTimeOffset(ends)).Date.ToString("d MMMM uuuu", CultureInfo.InvariantCulture),
            ["page"] = "/me/sign-in",
        });
        if ((await messages.SendAsync(caseId, alias, letter, null, by).ConfigureAwait(false)).State == MessageState.Failed)
            throw new ProblemException(StatusCodes.Status502BadGateway, "not-sent", "The letter could not be sent, so nobody has the code. Make another.");
        return null;
    }

    /// <summary>Uses a code up and makes the account that it opens, which nobody can sign in to until it has a passkey, or a password and a telephone.</summary>
    /// <param name="typed">What was typed.</param>
    /// <returns>null: it is no code that counts.</returns>
    public Task<Account?> TakeAsync(string? typed) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var now = moment.Instant.ToDateTimeOffset();
        var (hash, at) = (SpokenCode.Hash("activation", SpokenCode.Bare(typed)), now.ToMicroseconds());
        // The same statement, whether or not there is such a code.
        var row = await session.FindAsync<Row>($"""
            SELECT c.id, c.person, c.how, c.made_by, c.authority, {Authority.Columns} FROM activation c LEFT JOIN authority a ON a.id = c.authority
            WHERE c.hash = @hash AND c.ended_at IS NULL AND c.expires_at > @at
            """, new { hash, at }).ConfigureAwait(false);
        if (row is null || (row.Authority is not null && row.AsAuthority()?.StandsAt(now) != true))
            return null;
        await session.RunJournaledAsync("UPDATE activation SET ended_at = @at WHERE id = @Id AND ended_at IS NULL", new { row.Id, at }, now).ConfigureAwait(false);
        await CloseOthersAsync(session, row, now).ConfigureAwait(false);
        var account = accounts.NewAccount(await NewNumberAsync(session).ConfigureAwait(false), row.Authority is null ? "A person" : "Somebody who acts for a person", null, [Role.Person], row.MadeBy);
        await AccountStore.InsertAsync(session, account).ConfigureAwait(false);
        await session.RunAsync("INSERT INTO account_person (account_id, person, verified_by, verified_at, how, authority) VALUES (@account, @Person, @MadeBy, @at, @How, @Authority)",
            new { account = account.Id, row.Person, row.MadeBy, at, row.How, row.Authority }).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, EntryOf(row.Person, "activation-used", row.Id, account.Id)).ConfigureAwait(false);
        return account;
    });

    /// <summary>Ends an authority: whoever acts under it sees nothing any more, from the next request on.</summary>
    public Task EndAuthorityAsync(string id, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var now = moment.Instant.ToDateTimeOffset();
        var person = await session.ValueAsync<string>("SELECT person FROM authority WHERE id = @id", new { id }).ConfigureAwait(false)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such authority.");
        await session.RunJournaledAsync("UPDATE authority SET ended_at = @at, ended_by = @AccountId WHERE id = @id AND ended_at IS NULL", new { id, at = now.ToMicroseconds(), by.AccountId }, now).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, EntryOf(person, "authority-ended", id, by.AccountId)).ConfigureAwait(false);
    });

    /// <summary>Everybody who may act for a person, or might.</summary>
    public static async Task<IReadOnlyList<Authority>> AuthoritiesAsync(Session session, string person) =>
        [.. (await session.ListAsync<Authority.Row>($"SELECT {Authority.Columns} FROM authority a WHERE a.person = @person ORDER BY a.made_at DESC, a.id", new { person }).ConfigureAwait(false)).Select(row => row.AsAuthority()!)];

    /// <summary>Stores a code that counts from now on, in the place of those for the same that have not been used.</summary>
    internal static async Task AddAsync(Session session, ActivationFor whom, string code, DateTimeOffset ends, string by, Moment moment)
    {
        var now = moment.Instant.ToDateTimeOffset();
        var id = Ids.New("act");
        if (whom.Authority is null)
            await session.RunJournaledAsync("UPDATE activation SET ended_at = @at WHERE person = @Person AND authority IS NULL AND ended_at IS NULL", new { whom.Person, at = now.ToMicroseconds() }, now).ConfigureAwait(false);
        await session.RunAsync("""
            INSERT INTO activation (id, hash, person, case_id, how, given, authority, made_by, made_at, expires_at)
            VALUES (@id, @hash, @Person, @CaseId, @How, @Given, @Authority, @by, @at, @ends)
            """, new { id, hash = SpokenCode.Hash("activation", SpokenCode.Bare(code)), whom.Person, whom.CaseId, whom.How, whom.Given, whom.Authority, by, at = now.ToMicroseconds(), ends = ends.ToMicroseconds() }).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, EntryOf(whom.Person, "activation-made", id, by)).ConfigureAwait(false);
    }

    static async Task<string> AddAuthorityAsync(Session session, string person, NewAuthority given, Actor by, DateTimeOffset now)
    {
        var id = Ids.New("aut");
        await session.RunAsync("INSERT INTO authority (id, person, holder, capacity, document, scope, until_at, made_by, made_at) VALUES (@id, @person, @holder, @Capacity, @document, @scope, @until, @AccountId, @at)",
            new { id, person, holder = given.Holder.Trim(), given.Capacity, document = given.Document.Trim(), scope = given.MayAct ? "act" : "see", until = given.Until.ToMicroseconds(), by.AccountId, at = now.ToMicroseconds() }).ConfigureAwait(false);
        return id;
    }

    // A new code of her own means that she cannot use what she had, or that somebody else might: it ends.
    static async Task CloseOthersAsync(Session session, Row row, DateTimeOffset now)
    {
        if (row.Authority is not null)
            return;
        foreach (var account in await session.ListAsync<string>("SELECT account_id FROM account_person WHERE person = @Person AND authority IS NULL", new { row.Person }).ConfigureAwait(false))
        {
            await session.RunJournaledAsync("UPDATE account SET closed_at = @at, security_stamp = @stamp, version = version + 1 WHERE id = @account AND closed_at IS NULL", new { account, at = now.ToMicroseconds(), stamp = RandomNumberGenerator.GetHexString(32) }, now).ConfigureAwait(false);
            await session.RunJournaledAsync("DELETE FROM account_person WHERE account_id = @account", new { account }, now).ConfigureAwait(false);
            await session.RunAsync("DELETE FROM account_session WHERE account_id = @account", new { account }).ConfigureAwait(false);
        }
    }

    // What she signs in by, where it is not a passkey: it says nothing of her.
    static async Task<string> NewNumberAsync(Session session)
    {
        for (; ; )
        {
            var number = RandomNumberGenerator.GetString("0123456789", 9);
            if (await session.ValueAsync<long>("SELECT COUNT(*) FROM account WHERE normalized_name = @number", new { number }).ConfigureAwait(false) == 0)
                return number;
        }
    }

    static void Check(ActivationForm form, DateTimeOffset now)
    {
        if (form.How.Trim().Length is < 5 or > LongestText)
            throw Bad("Say what you looked at to see who it is, in 5 to 500 characters, without numbers.");
        if (form.Authority is not { } authority)
            return;
        if (authority.Holder.Trim().Length is 0 or > 200 || !Authority.Capacities.Contains(authority.Capacity) || authority.Document.Trim().Length is < 5 or > LongestText)
            throw Bad("Say who acts, in what capacity, and which document you have seen.");
        if (authority.Until <= now || authority.Until - now > LongestAuthority)
            throw Bad("An authority ends later than today, and within a year. Then it is looked at anew.");
    }

    static ProblemException Bad(string sentence) => new(StatusCodes.Status422UnprocessableEntity, "activation", sentence);

    static NewEntry EntryOf(string person, string act, string what, string by) => new()
    {
        Kind = EntryKinds.Case,
        Subject = person,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("what", what);
            json.WriteString("by", by);
        },
    };

    sealed class Row : Authority.Row
    {
        public string Id { get; init; } = "";

        public string Person { get; init; } = "";

        public string How { get; init; } = "";

        public string MadeBy { get; init; } = "";

        public string? Authority { get; init; }
    }
}

/// <summary>Whom a code is for.</summary>
/// <param name="Person">The person.</param>
/// <param name="CaseId">The case in which it was seen who she is.</param>
/// <param name="How">What was looked at.</param>
/// <param name="Given">hand, letter or demo.</param>
/// <param name="Authority">The authority it is bound to; null: her own.</param>
sealed record ActivationFor(string Person, string CaseId, string How, string Given, string? Authority);
