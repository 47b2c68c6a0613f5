using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Proof;
using NodaTime;

namespace Muniment.Hub.Rights.Sharing;

/// <summary>A share code, as the person who made it sees it; the code itself is shown once and not kept.</summary>
/// <param name="Id">"shr_…".</param>
/// <param name="Fields">What she lets others see.</param>
/// <param name="Purpose">What for, in her own words; empty: she did not say.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">Until when it counts.</param>
/// <param name="EndedAt">When she ended it; null: she did not.</param>
/// <param name="Views">When it was used, and who they said they were.</param>
sealed record ShareCode(string Id, ImmutableArray<string> Fields, string Purpose, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt, IReadOnlyList<(DateTimeOffset At, string Viewer)> Views)
{
    public bool StandsAt(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;
}

/// <summary>What somebody is shown by a code.</summary>
/// <param name="Values">The fields she chose, in her order; a value of null: it is under review.</param>
/// <param name="IsWithheld">Nothing is shown for now: disclosure is paused, or her records are being checked. It says nothing about her.</param>
/// <param name="ExpiresAt">Until when the code counts.</param>
/// <param name="At">When it was shown.</param>
/// <param name="Entry">The ledger's entry of this look.</param>
sealed record SharedView(IReadOnlyList<(string Field, IReadOnlyList<string>? Values)> Values, bool IsWithheld, DateTimeOffset ExpiresAt, DateTimeOffset At, string Entry)
{
    /// <summary>True where something is under review.</summary>
    public bool IsUnderReview => Values.Any(value => value.Values is null);
}

/// <summary>Codes by which a person shows others what she chooses, for as long as she chooses; each look is in the ledger before it answers.</summary>
/// <remarks>
/// What is stored is the hash of code and birth date together, so that a wrong code and a wrong birth date are one and the same miss: one query, the same words. A pause of every disclosure
/// and an open finding of merged identity withhold everything; what she contests reads "under review". Safe on any thread.
/// </remarks>
sealed class ShareCodes(Database database, HubOptions options, PersonLookUp persons, RuleBook book, PersonDirectory directory)
{
    /// <summary>For how many days a code may count.</summary>
    public static IReadOnlyList<int> Days { get; } = [1, 7, 30, 90];

    /// <summary>Codes that count, at most, at a time.</summary>
    public const int MostCodes = 10;

    const int MostFields = 20;
    const int LongestPurpose = 200;
    const int LongestViewer = 100;

    // What no third party needs, and what is written for the staff's use.
    static readonly string[] s_never = ["flags", "recorded_on", "record_id"];

    /// <summary>Whether a field may be shared.</summary>
    public static bool MayBeShared(string field) => !s_never.Contains(field, StringComparer.Ordinal);

    /// <summary>Makes a code.</summary>
    /// <param name="self">Whose data, and who shares it.</param>
    /// <param name="fields">What others shall see.</param>
    /// <param name="days">One of <see cref="Days"/>.</param>
    /// <param name="purpose">What for, in her own words; may be empty.</param>
    /// <returns>The code, shown once.</returns>
    /// <exception cref="ProblemException">Nothing was chosen, her birth date is not known, or she has too many codes.</exception>
    public async Task<string> MakeAsync(Self self, IReadOnlyList<string> fields, int days, string purpose)
    {
        if (!self.MayAct)
            throw new ProblemException(StatusCodes.Status403Forbidden, "see-only", "Your authority is to see, not to share.");
        if (fields.Count is 0 or > MostFields || !fields.All(field => AgreementJson.IsField(field) && MayBeShared(field)) || !Days.Contains(days) || purpose.Length > LongestPurpose)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "share", "Choose what to show and for how long.");
        var births = BirthDatesOf(self.Person);
        if (births.Count == 0)
            throw new ProblemException(StatusCodes.Status409Conflict, "birth-date", "A share code is opened with your birth date, and no record of yours has a whole one.");
        var (id, code) = (Ids.New("shr"), SpokenCode.New(3, 4));
        await database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            var now = moment.Instant.ToDateTimeOffset();
            if ((await ListAsync(session, self.Person).ConfigureAwait(false)).Count(one => one.StandsAt(now)) >= MostCodes)
                throw new ProblemException(StatusCodes.Status409Conflict, "too-many", $"{MostCodes} of your codes count. End one first.");
            await session.RunAsync("INSERT INTO share_code (id, person, account_id, fields, purpose, made_at, expires_at) VALUES (@id, @Person, @AccountId, @fields, @purpose, @at, @ends)",
                new { id, self.Person, self.AccountId, fields = JsonSerializer.Serialize(fields.Distinct(StringComparer.Ordinal)), purpose = purpose.Trim(), at = now.ToMicroseconds(), ends = now.AddDays(days).ToMicroseconds() }).ConfigureAwait(false);
            foreach (var birth in births)
                await session.RunAsync("INSERT INTO share_key (hash, share) VALUES (@hash, @id)", new { hash = KeyOf(code, birth), id }).ConfigureAwait(false);
            await LedgerEntries.AddAsync(session, moment, EntryOf(self.Person, id, "made", self.AccountId, fields)).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return code;
    }

    /// <summary>A person's codes, the latest first.</summary>
    public Task<IReadOnlyList<ShareCode>> ListAsync(Self self) => database.ReadAsync(session => ListAsync(session, self.Person));

    /// <summary>Ends a code of hers at once.</summary>
    public Task EndAsync(Self self, string id) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var now = moment.Instant.ToDateTimeOffset();
        if (await session.RunJournaledAsync("UPDATE share_code SET ended_at = @at WHERE id = @id AND person = @Person AND ended_at IS NULL", new { id, self.Person, at = now.ToMicroseconds() }, now).ConfigureAwait(false) == 0)
            throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such code of yours.");
        await LedgerEntries.AddAsync(session, moment, EntryOf(self.Person, id, "ended", self.AccountId, [])).ConfigureAwait(false);
    });

    /// <summary>What a code and a birth date let somebody see.</summary>
    /// <param name="typed">The code, as typed.</param>
    /// <param name="birth">The birth date.</param>
    /// <param name="viewer">Who they say they are, 1 to 100 letters.</param>
    /// <returns>null: there is nothing to see by these, whatever the reason.</returns>
    public async Task<SharedView?> OpenAsync(string? typed, LocalDate birth, string viewer)
    {
        var hash = KeyOf(SpokenCode.Bare(typed), birth);
        return await database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            var now = moment.Instant.ToDateTimeOffset();
            var row = await session.FindAsync<Row>($"SELECT {Columns} FROM share_code s JOIN share_key k ON k.share = s.id WHERE k.hash = @hash AND s.ended_at IS NULL AND s.expires_at > @at", new { hash, at = now.ToMicroseconds() }).ConfigureAwait(false);
            if (row is null)
                return null;
            if (await LedgerState.RefusalAsync(session, moment).ConfigureAwait(false) is { } refusal)
                throw refusal;
            var fields = JsonSerializer.Deserialize<string[]>(row.Fields)!;
            var marks = await PersonMarks.ReadAsync(session, [row.Person]).ConfigureAwait(false);
            var found = PersonMarks.On(persons.Whole(SnapshotPartition.Main, row.Person, fields), marks);
            var rules = await book.ReadAsync(session).ConfigureAwait(false);
            // That she objects to what we share does not stand against what she shares herself.
            var isWithheld = found is null || found.Facts.HasOpenMergedIdentity || rules.Pauses.Any(pause => pause.Reach == PauseReach.All && !pause.HasEndedAt(moment) && pause.MayConcern(found.Facts, moment));
            IReadOnlyList<(string, IReadOnlyList<string>?)> values = isWithheld ? [] : [.. fields.Select(field => (field, found!.Facts.ContestedFields.Contains(field, StringComparer.Ordinal) ? null : found.Values.GetValueOrDefault(field, [])))];
            var who = viewer.Trim()[..Math.Min(viewer.Trim().Length, LongestViewer)];
            var entry = await LedgerEntries.AddAsync(session, moment, EntryOf(row.Person, row.Id, isWithheld ? "withheld" : "used", null, values.Where(value => value.Item2 is not null).Select(value => value.Item1))).ConfigureAwait(false);
            await session.RunAsync("INSERT INTO share_view (share, number, at, viewer, entry) SELECT @Id, COALESCE(MAX(number), 0) + 1, @at, @who, @entry FROM share_view WHERE share = @Id", new { row.Id, at = now.ToMicroseconds(), who, entry }).ConfigureAwait(false);
            return new SharedView(values, isWithheld, row.ExpiresAt.ToInstant(), now, entry);
        }).ConfigureAwait(false);
    }

    const string Columns = "s.id, s.person, s.fields, s.purpose, s.made_at, s.expires_at, s.ended_at";

    static async Task<IReadOnlyList<ShareCode>> ListAsync(Session session, string person)
    {
        var rows = await session.ListAsync<Row>($"SELECT {Columns} FROM share_code s WHERE s.person = @person ORDER BY s.made_at DESC, s.id LIMIT 100", new { person }).ConfigureAwait(false);
        var views = (await session.ListAsync<View>("SELECT v.share, v.at, v.viewer FROM share_view v JOIN share_code s ON s.id = v.share WHERE s.person = @person ORDER BY v.share, v.number DESC", new { person }).ConfigureAwait(false)).ToLookup(view => view.Share, StringComparer.Ordinal);
        return [.. rows.Select(row => new ShareCode(row.Id, [.. JsonSerializer.Deserialize<string[]>(row.Fields)!], row.Purpose, row.MadeAt.ToInstant(), row.ExpiresAt.ToInstant(), row.EndedAt?.ToInstant(), [.. views[row.Id].Select(view => (view.At.ToInstant(), view.Viewer))]))];
    }

    List<LocalDate> BirthDatesOf(string person) =>
    [
        .. directory.RecordsOf(SnapshotPartition.Main, person).Select(record => BirthDate.TryParse(record.BirthDate, out var date) ? date : BirthDate.Unknown)
            .Where(date => date.IsWhole).Select(date => new LocalDate(date.Packed / 10_000, date.Packed / 100 % 100, date.Packed % 100)).Distinct(),
    ];

    static string KeyOf(string code, LocalDate birth) => SpokenCode.Hash("share", SpokenCode.Bare(code), birth.ToString("uuuu-MM-dd", null));

    static NewEntry EntryOf(string person, string share, string act, string? by, IEnumerable<string> fields) => new()
    {
        Kind = EntryKinds.Share,
        Subject = person,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("share", share);
            if (by is not null)
                json.WriteString("by", by);
            json.WriteStartArray("fields");
            foreach (var field in fields)
                json.WriteStringValue(field);
            json.WriteEndArray();
        },
    };

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string Person { get; init; } = "";

        public string Fields { get; init; } = "[]";

        public string Purpose { get; init; } = "";

        public long MadeAt { get; init; }

        public long ExpiresAt { get; init; }

        public long? EndedAt { get; init; }
    }

    sealed class View
    {
        public string Share { get; init; } = "";

        public long At { get; init; }

        public string Viewer { get; init; } = "";
    }
}
