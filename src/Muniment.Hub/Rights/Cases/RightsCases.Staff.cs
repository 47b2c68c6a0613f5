using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Records;
using Muniment.Hub.Tools.Messages;

namespace Muniment.Hub.Rights.Cases;

/// <summary>What whoever works on a request has before them. Personal data.</summary>
/// <param name="Case">The request.</param>
/// <param name="Records">Her records, all of them.</param>
/// <param name="Unsure">Places of records that she is not shown, because they may be somebody else's.</param>
/// <param name="Redactions">What is left out of her view, and what waits to be.</param>
sealed record RightsFile(RightsCase Case, IReadOnlyList<PersonRecord> Records, IReadOnlySet<int> Unsure, IReadOnlyList<Redaction> Redactions);

/// <content>What caseworkers do.</content>
sealed partial class RightsCases
{
    /// <summary>Requests of which something is left to do, with their acts, the one due first first. They say nothing of who sent them.</summary>
    public Task<IReadOnlyList<(RightsCase Case, IReadOnlyList<RightsAct> Acts)>> QueueAsync() => database.ReadAsync(async session =>
    {
        var all = await WithActsAsync(session, await RightsRows.UnsettledAsync(session).ConfigureAwait(false)).ConfigureAwait(false);
        return (IReadOnlyList<(RightsCase, IReadOnlyList<RightsAct>)>)[.. all.OrderBy(one => ClockOf(one.Item1, one.Item2) is var clock && (clock.Due ?? clock.AcknowledgeBy) is { } due ? due.ToDateOnly() : DateOnly.MaxValue).ThenBy(one => one.Item1.ReceivedAt)];
    });

    /// <summary>A request and its acts, without a look at what it says; null: there is none of that id.</summary>
    public Task<(RightsCase Case, IReadOnlyList<RightsAct> Acts)?> FindAsync(string id) => database.ReadAsync<(RightsCase, IReadOnlyList<RightsAct>)?>(async session =>
        await RightsRows.FindAsync(session, id).ConfigureAwait(false) is { } one ? (one, await RightsRows.ActsAsync(session, id).ConfigureAwait(false)) : null);

    /// <summary>Gives a request to somebody; nobody to themselves.</summary>
    public async Task AssignAsync(string id, string accountId, Actor by)
    {
        await casework.AssignAsync(id, accountId, by).ConfigureAwait(false);
        await database.WriteAsync(async session => await ActAsync(session, await GetAsync(session, id).ConfigureAwait(false), RightsActs.Assigned, "", "", by.AccountId, Moment.Now(options.Clock)).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Opens what she wrote and her records: a look at a person, and so an entry in the ledger. For whom it is assigned to, for a second person while something waits for one, and for inspectors.</summary>
    public Task<RightsFile> OpenAsync(string id, Actor by) => database.WriteAsync(async session =>
    {
        var one = await GetAsync(session, id).ConfigureAwait(false);
        if (!by.Is(Role.Inspector) && !WaitsForSecond(one, await RightsRows.ActsAsync(session, id).ConfigureAwait(false), by))
            await PersonsOfCases.CheckAsync(session, id, by).ConfigureAwait(false);
        var (records, links) = ReadLinks(one.Person);
        await ActAsync(session, one, RightsActs.Looked, "", "", by.AccountId, Moment.Now(options.Clock)).ConfigureAwait(false);
        return new RightsFile(one, records, OwnRecords.Unsure(records, links, await OwnRecords.ClearedAsync(session, one.Person).ConfigureAwait(false)), await Redactions.ListAsync(session, one.Person).ConfigureAwait(false));
    });

    /// <summary>Whether something waits for a second person, who could be this one.</summary>
    public static bool WaitsForSecond(RightsCase one, IReadOnlyList<RightsAct> acts, Actor by) => by.Is(Role.Caseworker) && one.IsUndecided &&
        ((one.State == RightsStates.RefusalProposed && acts.Last(act => act.Act == RightsActs.RefusalProposed).By != by.AccountId)
        || (acts.LastOrDefault(act => act.Act is RightsActs.OverrideProposed or RightsActs.Overridden or RightsActs.OverrideEnded) is { Act: RightsActs.OverrideProposed } proposed && proposed.By != by.AccountId));

    /// <summary>Acknowledges it, asks her for what is needed (the clock stands still), lets the clock run again, or takes two months more.</summary>
    /// <param name="id">The request; undecided, and assigned to who acts.</param>
    /// <param name="act">acknowledged, stopped, resumed or extended.</param>
    /// <param name="words">What she is told: what is asked of her, or why it takes longer.</param>
    /// <param name="by">Who acts.</param>
    public Task MoveClockAsync(string id, string act, string words, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var one = await UndecidedAsync(session, id, by).ConfigureAwait(false);
        var acts = await RightsRows.ActsAsync(session, id).ConfigureAwait(false);
        var clock = RightsClock.Read(one.Kind, one.ReceivedAt, acts, moment);
        var wrong = act switch
        {
            RightsActs.Acknowledged when acts.Any(before => before.Act == RightsActs.Acknowledged) => "It was acknowledged already.",
            RightsActs.Stopped when clock.StoppedSince is not null => "The clock stands still already.",
            RightsActs.Resumed when clock.StoppedSince is null => "The clock is running.",
            RightsActs.Extended when clock.IsExtended => "It was extended already, which may be done once.",
            RightsActs.Extended when clock.StoppedSince is null && clock.Due < moment.Date => "The month is over: a longer time must be told within it (article 12(3)). Answer now.",
            RightsActs.Stopped or RightsActs.Extended when one.Kind == RightsKinds.Complaint => "A complaint has no clock to stop: it is acknowledged within 30 days and answered without undue delay.",
            RightsActs.Acknowledged or RightsActs.Stopped or RightsActs.Resumed or RightsActs.Extended => null,
            _ => "This is nothing that moves a clock.",
        };
        if (wrong is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "clock", wrong);
        await ActAsync(session, one, act, Text(words), "", by.AccountId, moment).ConfigureAwait(false);
    });

    /// <summary>Finds it right, wholly or in part. What was wrong is not disclosed until it is set right, and everybody who received it is told.</summary>
    /// <param name="id">The request; undecided, assigned to who decides, and opened by them.</param>
    /// <param name="wholly">False: in part.</param>
    /// <param name="words">What she is told.</param>
    /// <param name="by">Who decides.</param>
    public Task UpholdAsync(string id, bool wholly, string words, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var one = await OpenedAsync(session, id, by).ConfigureAwait(false);
        var state = wholly ? RightsStates.Upheld : RightsStates.Partly;
        await ActAsync(session, one, state, Text(words), "", by.AccountId, moment).ConfigureAwait(false);
        await RightsRows.MoveAsync(session, id, state, null).ConfigureAwait(false);
        await FollowUpAsync(session, one with { State = state }, by, moment).ConfigureAwait(false);
    });

    /// <summary>Proposes to refuse it: grave, so somebody else must agree. Until then nothing changes.</summary>
    public Task ProposeRefusalAsync(string id, string words, Actor by) => database.WriteAsync(async session =>
    {
        var one = await OpenedAsync(session, id, by).ConfigureAwait(false);
        if (one.State != RightsStates.Open)
            throw new ProblemException(StatusCodes.Status409Conflict, "decided", "A refusal waits for a second person already.");
        await ActAsync(session, one, RightsActs.RefusalProposed, Text(words), "", by.AccountId, Moment.Now(options.Clock)).ConfigureAwait(false);
        await RightsRows.MoveAsync(session, id, RightsStates.RefusalProposed, null).ConfigureAwait(false);
    });

    /// <summary>A second person agrees to a refusal, or gives it back.</summary>
    /// <param name="id">A request whose refusal was proposed.</param>
    /// <param name="agrees">True: it is refused, with the words that were proposed.</param>
    /// <param name="words">Why; told to her where it is given back.</param>
    /// <param name="by">Somebody else than who proposed it.</param>
    public Task AnswerRefusalAsync(string id, bool agrees, string words, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var one = await GetAsync(session, id).ConfigureAwait(false);
        var acts = await RightsRows.ActsAsync(session, id).ConfigureAwait(false);
        if (one.State != RightsStates.RefusalProposed || acts.LastOrDefault(act => act.Act == RightsActs.RefusalProposed) is not { } proposed)
            throw new ProblemException(StatusCodes.Status409Conflict, "nothing-waits", "No refusal waits for an answer.");
        if (proposed.By == by.AccountId)
            throw new ProblemException(StatusCodes.Status403Forbidden, "second-person", "A refusal takes two people: somebody else must agree.");
        CheckLooked(acts, by);
        if (!agrees)
        {
            await ActAsync(session, one, RightsActs.RefusalReturned, Text(words), "", by.AccountId, moment).ConfigureAwait(false);
            await RightsRows.MoveAsync(session, id, RightsStates.Open, null).ConfigureAwait(false);
            return;
        }
        await ActAsync(session, one, RightsActs.Refused, proposed.Words, Text(words), by.AccountId, moment).ConfigureAwait(false);
        await SettleAsync(session, one, RightsStates.Refused, moment).ConfigureAwait(false);
    });

    /// <summary>Sends her a letter of a step that was taken: to the safe contact she gave, which nobody sees, or to an address that is typed.</summary>
    /// <returns>False: there is nowhere to send it. She sees the step on her page all the same.</returns>
    public async Task<bool> WriteToHerAsync(string id, string template, string words, string? address, Actor by)
    {
        var (to, alias) = await database.WriteAsync(async session =>
        {
            var one = await AssignedAsync(session, id, by).ConfigureAwait(false);
            var known = Ids.New("psn");
            await session.RunAsync("INSERT INTO person_alias (alias, account_id, case_id, sphere, person_id, made_at) VALUES (@known, @AccountId, @id, 0, @Person, @at)", new { known, by.AccountId, id, one.Person, at = options.Clock.GetUtcNow().ToMicroseconds() }).ConfigureAwait(false);
            return (await contacts.FindAsync(session, one.Person).ConfigureAwait(false) ?? (string.IsNullOrWhiteSpace(address) ? null : new SafeContact(MessageChannel.Letter, address, "")), known);
        }).ConfigureAwait(false);
        if (to is null)
            return false;
        await messages.SendAsync(id, alias, new NewMessage(to.Channel, template, to.To, new Dictionary<string, string> { ["reference"] = id, ["words"] = words, ["page"] = "/me/cases" }), null, by).ConfigureAwait(false);
        await database.WriteAsync(async session => await ActAsync(session, await GetAsync(session, id).ConfigureAwait(false), RightsActs.Letter, "", template, by.AccountId, Moment.Now(options.Clock)).ConfigureAwait(false)).ConfigureAwait(false);
        return true;
    }

    /// <summary>Says that a record whose links are weak is hers: somebody has compared it with what she has shown.</summary>
    public Task ClearRecordAsync(string id, RecordKey record, string reason, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var one = await AssignedAsync(session, id, by).ConfigureAwait(false);
        CheckRecord(one.Person, record);
        await session.RunAsync("INSERT INTO record_cleared (person, source_id, record_id, cleared_by, cleared_at, reason) VALUES (@Person, @Source, @Record, @AccountId, @at, @reason) ON CONFLICT (person, source_id, record_id) DO NOTHING",
            new { one.Person, record.Source, record.Record, by.AccountId, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), reason = Text(reason) }).ConfigureAwait(false);
    });

    /// <summary>Leaves a value, or a whole record, out of what she is shown.</summary>
    public Task RedactAsync(string id, Redaction what, string reason, Actor by) => database.WriteAsync(async session =>
    {
        var one = await AssignedAsync(session, id, by).ConfigureAwait(false);
        CheckRecord(one.Person, new(what.SourceId, what.RecordId));
        await Redactions.AddAsync(session, one.Person, what, Text(reason), by, Moment.Now(options.Clock)).ConfigureAwait(false);
    });

    /// <summary>A second person agrees to leave something out, or anybody shows it again.</summary>
    public Task AnswerRedactionAsync(string id, string redaction, bool agrees, Actor by) => database.WriteAsync(async session =>
    {
        var one = await GetAsync(session, id).ConfigureAwait(false);
        await (agrees ? Redactions.ConfirmAsync(session, one.Person, redaction, by, Moment.Now(options.Clock)) : Redactions.EndAsync(session, one.Person, redaction, by, Moment.Now(options.Clock))).ConfigureAwait(false);
    });

    void CheckRecord(string person, RecordKey record)
    {
        if (!directory.RecordsOf(SnapshotPartition.Main, person).Any(own => OwnRecords.KeyOf(own) == record))
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "record", "This is no record of the request's person.");
    }

    (IReadOnlyList<PersonRecord>, IReadOnlyList<RecordLink>) ReadLinks(string person)
    {
        using var reading = directory.Read(SnapshotPartition.Main);
        return reading is null ? ([], []) : (reading.RecordsOf(person), reading.LinksOf(person, OwnRecords.MostCompared));
    }

    static async Task<RightsCase> GetAsync(Session session, string id) =>
        await RightsRows.FindAsync(session, id).ConfigureAwait(false) ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such request.");

    static async Task<RightsCase> AssignedAsync(Session session, string id, Actor by)
    {
        var one = await GetAsync(session, id).ConfigureAwait(false);
        await PersonsOfCases.CheckAsync(session, id, by).ConfigureAwait(false);
        return one;
    }

    static async Task<RightsCase> UndecidedAsync(Session session, string id, Actor by)
    {
        var one = await AssignedAsync(session, id, by).ConfigureAwait(false);
        return one.IsUndecided ? one : throw new ProblemException(StatusCodes.Status409Conflict, "decided", "This request has been decided.");
    }

    static async Task<RightsCase> OpenedAsync(Session session, string id, Actor by)
    {
        var one = await UndecidedAsync(session, id, by).ConfigureAwait(false);
        CheckLooked(await RightsRows.ActsAsync(session, id).ConfigureAwait(false), by);
        return one;
    }

    // Nobody decides, or agrees, without having looked.
    static void CheckLooked(IReadOnlyList<RightsAct> acts, Actor by)
    {
        if (!acts.Any(act => act.Act == RightsActs.Looked && act.By == by.AccountId))
            throw new ProblemException(StatusCodes.Status409Conflict, "evidence-not-opened", "Open what she wrote and her records first.");
    }
}
