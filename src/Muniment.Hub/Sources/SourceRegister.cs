using System.Text;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using NodaTime;

namespace Muniment.Hub.Sources;

/// <summary>The register of sources: nothing is loaded, linked or looked up that is not in it.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class SourceRegister(Database database, HubOptions options)
{
    const string Select = """
        SELECT s.id, s.version, s.entry, s.registered_at, s.ended_at, w.reason, w.owner, w.until, w.proposed_by, w.confirmed_by, w.confirmed_at, w.published_at,
          c.people, c.counted_at,
          COALESCE((SELECT SUM(l.records) FROM source_load l WHERE l.source_id = s.id AND l.deleted_at IS NULL AND l.replaced_at IS NULL), 0) AS records,
          (SELECT MAX(l.loaded_at) FROM source_load l WHERE l.source_id = s.id) AS last_loaded_at
        FROM source s LEFT JOIN provider_withholding w ON w.source_id = s.id LEFT JOIN source_count c ON c.source_id = s.id
        """;

    /// <summary>All sources, those that wait or have ended included, by id.</summary>
    public Task<IReadOnlyList<RegisteredSource>> ListAsync(CancellationToken cancellation = default) => database.ReadAsync(ListAsync, cancellation);

    /// <summary>One source; null: there is none of that id.</summary>
    public Task<RegisteredSource?> FindAsync(string id, CancellationToken cancellation = default) => database.ReadAsync(session => FindAsync(session, id), cancellation);

    /// <summary>All sources, within what the caller reads.</summary>
    public static async Task<IReadOnlyList<RegisteredSource>> ListAsync(Session session) =>
        [.. (await session.ListAsync<Row>($"{Select} ORDER BY s.id").ConfigureAwait(false)).Select(row => row.AsSource())];

    /// <summary>One source, within what the caller reads; null: there is none of that id.</summary>
    public static async Task<RegisteredSource?> FindAsync(Session session, string id) =>
        (await session.FindAsync<Row>($"{Select} WHERE s.id = @id", new { id }).ConfigureAwait(false))?.AsSource();

    /// <summary>Registers a source, or makes a new version of its entry; the same entry again changes nothing.</summary>
    /// <param name="request">The entry. A name that is to be withheld waits for <see cref="ConfirmWithholdingAsync"/> by another person.</param>
    /// <param name="by">Who registers it.</param>
    /// <returns>The source as it is now.</returns>
    /// <exception cref="ProblemException">The entry cannot be accepted.</exception>
    public Task<RegisteredSource> RegisterAsync(SourceJson.Request request, Actor by)
    {
        var entry = request.Entry;
        return database.WriteAsync(async session =>
        {
            await RefuseOtherThanItIsAsync(session, entry).ConfigureAwait(false);
            var now = options.Clock.GetUtcNow();
            var before = await FindAsync(session, entry.Id).ConfigureAwait(false);
            if (before is null)
                await AddAsync(session, entry, by, now).ConfigureAwait(false);
            else
                await ChangeAsync(session, before, entry, by, now).ConfigureAwait(false);
            if (request.Reason is not null && before is null)
                await WithholdAsync(session, request, by, now).ConfigureAwait(false);
            else if (request.Reason is not null && before?.IsNameWithheld != true)
                throw new ProblemException(StatusCodes.Status409Conflict, "name-is-public", "The provider's name is public already. It can be withheld only when the source is registered.");
            return (await FindAsync(session, entry.Id).ConfigureAwait(false))!;
        });
    }

    /// <summary>A second person agrees that the provider's name is withheld; from now on the source is in the register and may be loaded.</summary>
    /// <exception cref="ProblemException">Nothing waits, or it is the person who asked for it.</exception>
    public Task ConfirmWithholdingAsync(string id, Actor by) => database.WriteAsync(async session =>
    {
        var source = await GetAsync(session, id).ConfigureAwait(false);
        if (source.Withholding is not { ConfirmedAt: null, PublishedAt: null } waiting)
            throw new ProblemException(StatusCodes.Status409Conflict, "nothing-waits", "There is no provider's name waiting to be withheld.");
        if (waiting.ProposedBy == by.AccountId)
            throw new ProblemException(StatusCodes.Status403Forbidden, "second-person", "Withholding a provider's name takes two people: somebody else must agree.");
        var now = options.Clock.GetUtcNow();
        await session.RunAsync("UPDATE provider_withholding SET confirmed_by = @AccountId, confirmed_at = @at WHERE source_id = @id", new { by.AccountId, at = now.ToMicroseconds(), id }).ConfigureAwait(false);
        await SourceActs.AddEntryAsync(session, EntryKinds.Source, id, "withheld", by.AccountId, now, json => json.WriteString("reason", waiting.Reason)).ConfigureAwait(false);
        await DirectoryVersion.RaiseAsync(session).ConfigureAwait(false);
    });

    /// <summary>Makes the provider's name public, for good.</summary>
    /// <exception cref="ProblemException">It is not withheld.</exception>
    public Task PublishProviderAsync(string id, Actor by) => database.WriteAsync(async session =>
    {
        if (!(await GetAsync(session, id).ConfigureAwait(false)).IsNameWithheld)
            throw new ProblemException(StatusCodes.Status409Conflict, "name-is-public", "The provider's name is public already.");
        var now = options.Clock.GetUtcNow();
        await session.RunAsync("UPDATE provider_withholding SET published_by = @AccountId, published_at = @at WHERE source_id = @id", new { by.AccountId, at = now.ToMicroseconds(), id }).ConfigureAwait(false);
        await SourceActs.AddEntryAsync(session, EntryKinds.Source, id, "published", by.AccountId, now).ConfigureAwait(false);
        await DirectoryVersion.RaiseAsync(session).ConfigureAwait(false);
    });

    /// <summary>A source that may be loaded now.</summary>
    /// <exception cref="ProblemException">It is not registered, or not in use.</exception>
    internal static async Task<RegisteredSource> GetInUseAsync(Session session, string id, DateTimeOffset now)
    {
        var source = await GetAsync(session, id).ConfigureAwait(false);
        return source.StateAt(now) switch
        {
            SourceState.InUse => source,
            SourceState.Waiting => throw new ProblemException(StatusCodes.Status409Conflict, "source-waits", $"Source '{id}' is not registered yet: a second person must agree that its provider's name is withheld."),
            SourceState.Stopped => throw new ProblemException(StatusCodes.Status409Conflict, "source-stopped", $"Source '{id}' is stopped: its provider's name was withheld until {source.Withholding!.Until:yyyy-MM-dd} and is not public. Publish the name."),
            _ => throw new ProblemException(StatusCodes.Status409Conflict, "source-ended", $"Source '{id}' has ended."),
        };
    }

    internal static async Task<RegisteredSource> GetAsync(Session session, string id) => await FindAsync(session, id).ConfigureAwait(false)
        ?? throw new ProblemException(StatusCodes.Status404NotFound, "source-not-registered", $"There is no source '{id}' in the register. Nothing is loaded without a public entry: register it first.");

    // A demonstration says so in its database: whoever opens that later, by whatever command, gets no real source into it.
    async Task RefuseOtherThanItIsAsync(Session session, Source entry)
    {
        if (options.Demo)
            await session.RunAsync("INSERT INTO setting (name, value) VALUES ('demo', 'true') ON CONFLICT (name) DO NOTHING").ConfigureAwait(false);
        var isDemo = await session.ValueAsync<long>("SELECT COUNT(*) FROM setting WHERE name = 'demo'").ConfigureAwait(false) > 0;
        if (isDemo && !entry.IsMadeUp)
            throw new ProblemException(StatusCodes.Status409Conflict, "demo-only", "This hub is a demonstration and takes no real source.");
        if (!isDemo && entry.IsMadeUp && !entry.IsSandbox)
            throw new ProblemException(StatusCodes.Status409Conflict, "made-up", "The entry says that the people in it are made up. Outside a demonstration such a source is for the sandbox alone.");
    }

    static async Task AddAsync(Session session, Source entry, Actor by, DateTimeOffset now)
    {
        await session.RunAsync(
            "INSERT INTO source (id, version, entry, sphere, registered_at) VALUES (@Id, 1, @text, @sphere, @at)",
            new { entry.Id, text = SourceJson.Write(entry), sphere = (long)entry.Partition, at = now.ToMicroseconds() }).ConfigureAwait(false);
        await AddVersionAsync(session, entry, 1, by, now).ConfigureAwait(false);
    }

    static async Task ChangeAsync(Session session, RegisteredSource before, Source entry, Actor by, DateTimeOffset now)
    {
        if (before.EndedAt is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "source-ended", $"Source '{entry.Id}' has ended. Register what is held now under another id.");
        var text = SourceJson.Write(entry);
        if (text == SourceJson.Write(before.Entry))
            return;
        if (before.Entry.Partition != entry.Partition)
            throw new ProblemException(StatusCodes.Status409Conflict, "other-snapshot", "What is held for law enforcement, or made up for a sandbox, cannot become something else, nor the other way round. Register it under another id.");
        if (before.IsNameWithheld && before.Entry.Provider.Id != entry.Provider.Id)
            throw new ProblemException(StatusCodes.Status409Conflict, "name-withheld", "The provider cannot change while its name is withheld. Publish the name first.");
        var version = before.Version + 1;
        await session.RunAsync("UPDATE source SET version = @version, entry = @text WHERE id = @Id", new { version, text, entry.Id }).ConfigureAwait(false);
        await AddVersionAsync(session, entry, version, by, now).ConfigureAwait(false);
    }

    static async Task AddVersionAsync(Session session, Source entry, int version, Actor by, DateTimeOffset now)
    {
        await session.RunAsync(
            "INSERT INTO source_version (source_id, version, entry, made_at, made_by) VALUES (@Id, @version, @text, @at, @AccountId)",
            new { entry.Id, version, text = SourceJson.Write(entry), at = now.ToMicroseconds(), by.AccountId }).ConfigureAwait(false);
        await SourceActs.AddEntryAsync(session, EntryKinds.Source, entry.Id, version == 1 ? "registered" : "changed", by.AccountId, now, json => json.WriteNumber("version", version)).ConfigureAwait(false);
    }

    static async Task WithholdAsync(Session session, SourceJson.Request request, Actor by, DateTimeOffset now)
    {
        var today = Moment.At(Instant.FromDateTimeOffset(now)).Date;
        var (last, until) = (today.PlusMonths(Withholding.MostMonths), request.Until!.Value);
        if (until < today || until > last)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "withheld-too-long", $"A provider's name may be withheld until {last:uuuu-MM-dd} at the longest, six months from today, and not until a day that is past.");
        await session.RunAsync(
            "INSERT INTO provider_withholding (source_id, reason, owner, until, proposed_by, proposed_at) VALUES (@Id, @Reason, @Owner, @until, @AccountId, @at)",
            new { request.Entry.Id, request.Reason, request.Owner, until = EndOf(until), by.AccountId, at = now.ToMicroseconds() }).ConfigureAwait(false);
    }

    // The last instant of the day in London.
    static long EndOf(LocalDate day) => day.PlusDays(1).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["Europe/London"]).ToInstant().ToUnixTimeTicks() / NodaConstants.TicksPerMillisecond * 1000;

    sealed class Row
    {
        public string Id { get; init; } = "";

        public long Version { get; init; }

        public string Entry { get; init; } = "";

        public long RegisteredAt { get; init; }

        public long? EndedAt { get; init; }

        public string? Reason { get; init; }

        public string? Owner { get; init; }

        public long? Until { get; init; }

        public string? ProposedBy { get; init; }

        public string? ConfirmedBy { get; init; }

        public long? ConfirmedAt { get; init; }

        public long? PublishedAt { get; init; }

        public long? People { get; init; }

        public long? CountedAt { get; init; }

        public long Records { get; init; }

        public long? LastLoadedAt { get; init; }

        public RegisteredSource AsSource() => new(
            SourceJson.Read(Encoding.UTF8.GetBytes(Entry)).Entry,
            (int)Version,
            RegisteredAt.ToInstant(),
            Reason is null ? null : new Withholding(Reason, Owner!, Until!.Value.ToInstant(), ProposedBy!, ConfirmedBy, ConfirmedAt?.ToInstant(), PublishedAt?.ToInstant()),
            EndedAt?.ToInstant(),
            Records,
            People,
            CountedAt?.ToInstant(),
            LastLoadedAt?.ToInstant());
    }
}
