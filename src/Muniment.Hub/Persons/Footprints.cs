using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Sources;
using NodaTime;

namespace Muniment.Hub.Persons;

/// <summary>One person over all sources, in one look: for a case that is open and assigned to the viewer, in sources registered for its purpose, a few times a day, each time on record.</summary>
/// <remarks>No list, no export, no browsing: a search needs values of a person, and answers with five at most. The view is committed before the answer leaves. Safe on any thread.</remarks>
public sealed class Footprints(Database database, HubOptions options, PersonDirectory directory)
{
    /// <summary>The most looks of one viewer on one date in London, searches included.</summary>
    public const int LooksADay = 100;

    /// <summary>The most persons a search shows of a snapshot.</summary>
    public const int MostCandidates = 5;

    const double LeastProbability = 0.01;

    static readonly SnapshotPartition[] s_asked = [SnapshotPartition.Main, SnapshotPartition.LawEnforcement]; // Nobody works a case about people who are made up.

    /// <summary>Looks for a person by some values.</summary>
    /// <param name="caseId">The case; open, and assigned to the viewer.</param>
    /// <param name="asked">Standard field → value; not kept.</param>
    /// <param name="by">The viewer.</param>
    /// <exception cref="ProblemException">The case is not theirs or not open, or they have looked too often today.</exception>
    public Task<FootprintSearch> SearchAsync(string caseId, IReadOnlyDictionary<string, string> asked, Actor by)
    {
        if (asked.Count == 0)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "nothing-asked", "Say what is known of the person: there is no list to look through.");
        return LookAsync(caseId, by, look =>
        {
            var shown = new List<Shown>();
            foreach (var partition in s_asked)
            {
                using var reading = Open(partition, look);
                foreach (var match in reading?.Find(asked, MostCandidates, LeastProbability) ?? [])
                    shown.Add(new(partition, match, reading!.RecordsOf(match.PersonId)));
            }
            return Task.FromResult(shown);
        }, async (session, look, shown) =>
        {
            var candidates = new List<FootprintCandidate>();
            foreach (var person in shown)
                candidates.Add(await CandidateAsync(session, person, look).ConfigureAwait(false));
            var view = await RecordAsync(session, look, "search", [.. asked.Keys], [.. shown.Select(person => person.Match.PersonId)]).ConfigureAwait(false);
            return new FootprintSearch(view, candidates, look.Asked, look.NotAsked, look.Left);
        });
    }

    /// <summary>Every record of a person that a search of this viewer's, in this case, has shown.</summary>
    /// <param name="caseId">The case; open, and assigned to the viewer.</param>
    /// <param name="alias">From <see cref="FootprintCandidate.Alias"/>.</param>
    /// <param name="by">The viewer.</param>
    /// <exception cref="ProblemException">The case is not theirs or not open, there is no such alias, or they have looked too often today.</exception>
    public Task<FootprintOfPerson> OpenAsync(string caseId, string alias, Actor by) => LookAsync(caseId, by, async look =>
    {
        var known = await database.ReadAsync(session => session.FindAsync<Alias>("SELECT person_id, sphere FROM person_alias WHERE alias = @alias AND account_id = @AccountId AND case_id = @caseId", new { alias, by.AccountId, caseId })).ConfigureAwait(false)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such person in this case.");
        using var reading = Open((SnapshotPartition)known.Sphere, look);
        return (known.PersonId, Records: reading?.RecordsOf(known.PersonId) ?? []);
    }, async (session, look, person) =>
    {
        var view = await RecordAsync(session, look, "person", [], person.Records.Count > 0 ? [person.PersonId] : []).ConfigureAwait(false);
        return new FootprintOfPerson(view, alias, person.Records, await MayBeSeveralAsync(session, person.PersonId).ConfigureAwait(false), look.Asked, look.NotAsked, look.Left);
    });

    // The snapshot is asked outside the write, where everybody waits; whether it might be is decided again inside, where the view is put on record.
    async Task<T> LookAsync<T, TFound>(string caseId, Actor by, Func<Look, Task<TFound>> find, Func<Session, Look, TFound, Task<T>> record)
    {
        var before = await database.ReadAsync(session => BeginAsync(session, caseId, by)).ConfigureAwait(false);
        var found = await find(before).ConfigureAwait(false);
        return await database.WriteAsync(async session =>
        {
            var look = await BeginAsync(session, caseId, by).ConfigureAwait(false);
            if (!look.Sources.SetEquals(before.Sources))
                throw new ProblemException(StatusCodes.Status409Conflict, "sources-changed", "Which sources may be asked has just changed. Try again.");
            return await record(session, look, found).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    async Task<Look> BeginAsync(Session session, string caseId, Actor by)
    {
        var now = options.Clock.GetUtcNow();
        var day = Moment.At(Instant.FromDateTimeOffset(now)).PackedDate;
        var entry = await Casework.FindAsync(session, caseId).ConfigureAwait(false);
        if (entry is null || !entry.IsOpenFor(by.AccountId))
            throw new ProblemException(StatusCodes.Status409Conflict, "no-case", "People are looked up only for a case that is open and assigned to you.");
        var looks = await session.ValueAsync<long>("SELECT COUNT(*) FROM footprint_view WHERE account_id = @AccountId AND day = @day", new { by.AccountId, day = (long)day }).ConfigureAwait(false);
        if (looks >= LooksADay)
            throw new ProblemException(StatusCodes.Status429TooManyRequests, "daily-cap", $"You have looked {LooksADay} times today, which is the most for one day.");
        var sources = await SourceRegister.ListAsync(session).ConfigureAwait(false);
        var asked = sources.Where(source => source.StateAt(now) == SourceState.InUse && source.Entry.IsFor(entry.Purpose)).Select(source => source.Entry.Id).ToHashSet(StringComparer.Ordinal);
        return new Look(entry, by, now, day, asked, [.. asked.Order(StringComparer.Ordinal)], [.. sources.Select(source => source.Entry.Id).Where(id => !asked.Contains(id))], LooksADay - (int)looks - 1);
    }

    SnapshotReading? Open(SnapshotPartition partition, Look look)
    {
        using var reading = directory.Read(partition);
        return reading?.Sources.Any(look.Sources.Contains) == true ? reading.Only(look.Sources) : null;
    }

    static async Task<FootprintCandidate> CandidateAsync(Session session, Shown person, Look look)
    {
        var (partition, match, records) = person;
        var alias = Ids.New("psn");
        await session.RunAsync(
            "INSERT INTO person_alias (alias, account_id, case_id, sphere, person_id, made_at) VALUES (@alias, @account, @caseId, @sphere, @PersonId, @at)",
            new { alias, account = look.By.AccountId, caseId = look.Case.Id, sphere = (long)partition, match.PersonId, at = look.At.ToMicroseconds() }).ConfigureAwait(false);
        return new(
            alias,
            match.Probability,
            match.Fields,
            [.. records.Select(NameOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)],
            [.. records.Select(record => record.Fields.GetValueOrDefault(StandardFields.BirthDate)).OfType<string>().Distinct(StringComparer.Ordinal)],
            records.GroupBy(record => record.SourceId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            await MayBeSeveralAsync(session, match.PersonId).ConfigureAwait(false),
            partition == SnapshotPartition.LawEnforcement);
    }

    static async Task<bool> MayBeSeveralAsync(Session session, string person) =>
        (await PersonMarks.ReadAsync(session, [person]).ConfigureAwait(false)).GetValueOrDefault(person)?.HasOpenMergedIdentity == true;

    static string? NameOf(PersonRecord record)
    {
        var fields = record.Fields;
        var name = string.Join(' ', new[] { fields.GetValueOrDefault("forename"), fields.GetValueOrDefault("surname") }.OfType<string>());
        return name.Length > 0 ? name : fields.GetValueOrDefault("full_name");
    }

    static async Task<string> RecordAsync(Session session, Look look, string kind, IReadOnlyList<string> asked, List<string> persons)
    {
        var id = Ids.New("viw");
        await session.RunAsync("""
            INSERT INTO footprint_view (id, at, day, account_id, case_id, purpose, kind, asked, persons, sources)
            VALUES (@id, @at, @day, @account, @caseId, @Purpose, @kind, @asked, @persons, @sources)
            """, new
        {
            id,
            at = look.At.ToMicroseconds(),
            day = (long)look.Day,
            account = look.By.AccountId,
            caseId = look.Case.Id,
            look.Case.Purpose,
            kind,
            asked = JsonSerializer.Serialize(asked),
            persons = JsonSerializer.Serialize(persons),
            sources = JsonSerializer.Serialize(look.Asked),
        }).ConfigureAwait(false);
        var entries = persons.Count == 0 ? [EntryOf(id, look, kind, asked, null)] : persons.Select(person => EntryOf(id, look, kind, asked, person)).ToArray();
        // One entry for each person who was shown, so that each can be told; and one where nobody was.
        await LedgerEntries.AddAsync(session, Moment.At(Instant.FromDateTimeOffset(look.At)), entries).ConfigureAwait(false);
        return id;
    }

    static NewEntry EntryOf(string id, Look look, string kind, IReadOnlyList<string> asked, string? person) => new()
    {
        Kind = EntryKinds.View,
        Subject = person,
        WriteOpening = json =>
        {
            json.WriteString("view", id);
            json.WriteString("what", kind);
            json.WriteString("by", look.By.AccountId);
            json.WriteString("case", look.Case.Id);
            json.WriteString("purpose", look.Case.Purpose);
            Write(json, "asked", asked);
            Write(json, "sources", look.Asked);
        },
    };

    static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    sealed record Shown(SnapshotPartition Partition, PersonMatch Match, IReadOnlyList<PersonRecord> Records);

    sealed record Look(CaseEntry Case, Actor By, DateTimeOffset At, int Day, IReadOnlySet<string> Sources, IReadOnlyList<string> Asked, IReadOnlyList<string> NotAsked, int Left);

    sealed class Alias
    {
        public string PersonId { get; init; } = "";

        public long Sphere { get; init; }
    }
}
