using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Disclosures.Breaches;

/// <summary>Breaches: scoped from the ledger, against the clock of 72 hours from awareness (UK GDPR article 33), each act recorded.</summary>
/// <remarks>Who was affected is shown to the named officer alone; each reading is an entry. Safe on any thread.</remarks>
public sealed class BreachBook(Database database, TimeProvider clock)
{
    /// <summary>From awareness to the regulator.</summary>
    public static readonly TimeSpan Clock = TimeSpan.FromHours(72);

    const int Page = 4096;
    const int LongestText = 2000;

    /// <summary>Opens a breach.</summary>
    /// <param name="what">What happened; nothing about a person.</param>
    /// <param name="awareAt">When this body became aware; not in the future.</param>
    /// <param name="officer">The account that is to see who was affected.</param>
    /// <param name="scope">What it may have reached.</param>
    /// <param name="by">Who opens it.</param>
    /// <exception cref="ProblemException">Something is missing.</exception>
    public Task<Breach> OpenAsync(string what, DateTimeOffset awareAt, string officer, BreachScope scope, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(clock);
        if (string.IsNullOrWhiteSpace(what) || what.Length > LongestText || awareAt > moment.Instant.ToDateTimeOffset())
            throw Bad("A breach says what happened and since when it is known.");
        if (scope is { PartnerKey: null, Partner: null, Agreement: null, Account: null } || scope.From >= scope.To)
            throw Bad("A scope names a partner's key, a partner, an agreement or an account, and a window of time.");
        if (await session.ValueAsync<long>("SELECT COUNT(*) FROM account WHERE id = @officer AND closed_at IS NULL", new { officer }).ConfigureAwait(false) == 0)
            throw Bad("The officer is no open account.");
        var id = Ids.New("brc");
        await session.RunAsync("INSERT INTO breach (id, what, aware_at, officer, scope, made_by, made_at) VALUES (@id, @what, @aware, @officer, @scope, @AccountId, @at)",
            new { id, what, aware = awareAt.ToMicroseconds(), officer, scope = JsonSerializer.Serialize(scope), by.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds() }).ConfigureAwait(false);
        await AddActAsync(session, id, "opened", what, by, moment).ConfigureAwait(false);
        return await GetAsync(session, id, moment).ConfigureAwait(false);
    });

    /// <summary>All breaches, the latest first.</summary>
    public Task<IReadOnlyList<Breach>> ListAsync() => database.ReadAsync(async session =>
    {
        var breaches = new List<Breach>();
        foreach (var id in await session.ListAsync<string>("SELECT id FROM breach ORDER BY aware_at DESC, id").ConfigureAwait(false))
            breaches.Add(await GetAsync(session, id, Moment.Now(clock)).ConfigureAwait(false));
        return (IReadOnlyList<Breach>)breaches;
    });

    /// <summary>How far it reaches, counted from the ledger now.</summary>
    public async Task<BreachReach> ScopeAsync(string id, Actor by, CancellationToken cancellation = default)
    {
        var affected = await ReadAsync(id, cancellation).ConfigureAwait(false);
        await database.WriteAsync(session => AddActAsync(session, id, "scoped", $"{affected.Reach.Entries} entries, {affected.Reach.People} people", by, Moment.Now(clock)), cancellation).ConfigureAwait(false);
        return affected.Reach;
    }

    /// <summary>Who was affected: for the named officer alone. The reading is recorded before it is shown.</summary>
    /// <exception cref="ProblemException">Somebody else asks.</exception>
    public async Task<IReadOnlyList<AffectedPerson>> PeopleAsync(string id, Actor by, CancellationToken cancellation = default)
    {
        var breach = await database.ReadAsync(session => GetAsync(session, id, Moment.Now(clock)), cancellation).ConfigureAwait(false);
        if (breach.Officer != by.AccountId)
            throw new ProblemException(StatusCodes.Status403Forbidden, "not-the-officer", "Only the officer named for this breach may see who was affected.");
        var affected = await ReadAsync(id, cancellation).ConfigureAwait(false);
        await database.WriteAsync(session => AddActAsync(session, id, "list-read", $"{affected.People.Count} people", by, Moment.Now(clock)), cancellation).ConfigureAwait(false);
        return affected.People;
    }

    /// <summary>Records what was done.</summary>
    /// <exception cref="ProblemException">There is no such act, or it is closed before the regulator was told or it was said why not.</exception>
    public Task<Breach> ActAsync(string id, string act, string detail, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(clock);
        var breach = await GetAsync(session, id, moment).ConfigureAwait(false);
        if (!BreachActs.Recorded.Contains(act) || string.IsNullOrWhiteSpace(detail) || detail.Length > LongestText)
            throw Bad($"An act is one of {string.Join(", ", BreachActs.Recorded)}, with a detail in words.");
        if (breach.Acts.Any(one => one.Act == BreachActs.Closed))
            throw new ProblemException(StatusCodes.Status409Conflict, "breach-closed", "This breach is closed.");
        if (act == BreachActs.Closed && !IsAnswered(breach.Acts))
            throw new ProblemException(StatusCodes.Status409Conflict, "not-reported", "Before it is closed, the regulator is told, or it is said why that is not needed.");
        await AddActAsync(session, id, act, detail, by, moment).ConfigureAwait(false);
        return await GetAsync(session, id, moment).ConfigureAwait(false);
    });

    /// <summary>How many breaches were not reported within 72 hours.</summary>
    internal static Task<long> OverdueAsync(Session session, Moment moment) => session.ValueAsync<long>(
        "SELECT COUNT(*) FROM breach b WHERE b.aware_at < @before AND NOT EXISTS (SELECT 1 FROM breach_act a WHERE a.breach = b.id AND a.act IN ('reported', 'not-reportable'))",
        new { before = (moment.Instant.ToDateTimeOffset() - Clock).ToMicroseconds() });

    async Task<(BreachReach Reach, IReadOnlyList<AffectedPerson> People)> ReadAsync(string id, CancellationToken cancellation)
    {
        var breach = await database.ReadAsync(session => GetAsync(session, id, Moment.Now(clock)), cancellation).ConfigureAwait(false);
        var scope = breach.Scope;
        var counts = new ScopeCounter(scope);
        await database.ReadAsync(async session =>
        {
            for (var after = 0L; ;)
            {
                var rows = await session.ListAsync<ScopeRow>("""
                    SELECT seq, id, agreement, subject, opening FROM entry
                    WHERE made_at >= @from AND made_at < @to AND seq > @after AND kind IN @kinds AND (@agreement IS NULL OR agreement = @agreement) ORDER BY seq LIMIT @Page
                    """, new { from = scope.From.ToMicroseconds(), to = scope.To.ToMicroseconds(), after, kinds = ScopeCounter.Kinds, agreement = scope.Agreement, Page }).ConfigureAwait(false);
                foreach (var row in rows)
                    counts.Add(row);
                if (rows.Count < Page)
                    return true;
                after = rows[^1].Seq;
            }
        }, cancellation).ConfigureAwait(false);
        return (counts.Reach, counts.People);
    }

    static async Task AddActAsync(Session session, string id, string act, string detail, Actor by, Moment moment)
    {
        await session.RunAsync("INSERT INTO breach_act (breach, number, at, by_account, act, detail) VALUES (@id, (SELECT COUNT(*) FROM breach_act WHERE breach = @id), @at, @AccountId, @act, @detail)",
            new { id, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), by.AccountId, act, detail }).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Breach,
            WriteOpening = json =>
            {
                json.WriteString("breach", id);
                json.WriteString("act", act);
                json.WriteString("by", by.AccountId);
            },
        }).ConfigureAwait(false);
    }

    static async Task<Breach> GetAsync(Session session, string id, Moment moment)
    {
        var row = await session.FindAsync<Row>("SELECT id, what, aware_at, officer, scope FROM breach WHERE id = @id", new { id }).ConfigureAwait(false)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "breach-unknown", "There is no breach of this id.");
        var acts = (await session.ListAsync<ActRow>("SELECT at, by_account, act, detail FROM breach_act WHERE breach = @id ORDER BY number", new { id }).ConfigureAwait(false))
            .Select(act => new BreachAct(act.At.ToInstant(), act.ByAccount, act.Act, act.Detail)).ToList();
        var due = row.AwareAt.ToInstant() + Clock;
        return new Breach(row.Id, row.What, row.AwareAt.ToInstant(), due, moment.Instant.ToDateTimeOffset() > due && !IsAnswered(acts), row.Officer, JsonSerializer.Deserialize<BreachScope>(row.Scope)!, acts);
    }

    static bool IsAnswered(IReadOnlyList<BreachAct> acts) => acts.Any(act => act.Act is BreachActs.Reported or BreachActs.NotReportable);

    static ProblemException Bad(string sentence) => new(StatusCodes.Status400BadRequest, "bad-form", sentence);

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string What { get; init; } = "";

        public long AwareAt { get; init; }

        public string Officer { get; init; } = "";

        public string Scope { get; init; } = "";
    }

    sealed class ActRow
    {
        public long At { get; init; }

        public string ByAccount { get; init; } = "";

        public string Act { get; init; } = "";

        public string Detail { get; init; } = "";
    }
}
