using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures.Recalls;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Records;

namespace Muniment.Hub.Rights.Cases;

/// <content>What a decision leads to: recalls, splits, erasure; what may be disclosed again; overrides.</content>
sealed partial class RightsCases
{
    /// <summary>Grounds on which something may be disclosed although it is contested (UK GDPR article 18(2)).</summary>
    public static IReadOnlyList<string> OverrideGrounds { get; } = ["legal-claims", "rights-of-another", "public-interest"];

    /// <summary>Says that what was wrong has been set right where it came from, so that it may be disclosed again.</summary>
    /// <param name="id">A request that was found right, of a value or of a record.</param>
    /// <param name="words">How it is known; told to her.</param>
    /// <param name="by">Who works on it.</param>
    public Task SetRightAsync(string id, string words, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var one = await AssignedAsync(session, id, by).ConfigureAwait(false);
        if (!RightsStates.IsRight(one.State) || one.SettledAt is not null || one.Kind is not (RightsKinds.Wrong or RightsKinds.NotMe))
            throw new ProblemException(StatusCodes.Status409Conflict, "nothing-wrong", "There is nothing here that waits to be set right.");
        await ActAsync(session, one, RightsActs.Corrected, Text(words), "", by.AccountId, moment).ConfigureAwait(false);
        await SettleAsync(session, one, one.State, moment).ConfigureAwait(false);
    });

    /// <summary>Proposes to disclose something although it is contested: for one field of one request, on a ground of the law.</summary>
    public Task ProposeOverrideAsync(string id, string field, string ground, string words, Actor by) => database.WriteAsync(async session =>
    {
        var one = await OpenedAsync(session, id, by).ConfigureAwait(false);
        if (!OverrideGrounds.Contains(ground))
            throw Bad($"The ground is one of {string.Join(", ", OverrideGrounds)}.");
        if (!one.Marks.Any(mark => mark.Field == field))
            throw Bad("The request contests no such field.");
        await ActAsync(session, one, RightsActs.OverrideProposed, Text(words), $"{ground} {field}".Trim(), by.AccountId, Moment.Now(options.Clock)).ConfigureAwait(false);
    });

    /// <summary>A second person agrees: from now on it is disclosed although it is contested, which she is told, and which is counted.</summary>
    public Task ConfirmOverrideAsync(string id, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var one = await GetAsync(session, id).ConfigureAwait(false);
        var acts = await RightsRows.ActsAsync(session, id).ConfigureAwait(false);
        if (!one.IsUndecided || acts.LastOrDefault(act => act.Act is RightsActs.OverrideProposed or RightsActs.Overridden or RightsActs.OverrideEnded) is not { Act: RightsActs.OverrideProposed } proposed)
            throw new ProblemException(StatusCodes.Status409Conflict, "nothing-waits", "No override waits for an answer.");
        if (proposed.By == by.AccountId)
            throw new ProblemException(StatusCodes.Status403Forbidden, "second-person", "An override takes two people: somebody else must agree.");
        CheckLooked(acts, by);
        await ActAsync(session, one, RightsActs.Overridden, proposed.Words, proposed.Detail, by.AccountId, moment).ConfigureAwait(false);
        await ClearMarksAsync(session, one, FieldOf(proposed)).ConfigureAwait(false);
    });

    /// <summary>Ends every override of a request: nothing contested is disclosed any more. One person is enough.</summary>
    public Task EndOverrideAsync(string id, Actor by) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var one = await GetAsync(session, id).ConfigureAwait(false);
        await ActAsync(session, one, RightsActs.OverrideEnded, "", "", by.AccountId, moment).ConfigureAwait(false);
        if (one.SettledAt is null)
        {
            foreach (var (kind, field) in one.Marks)
                await PersonMarks.SetAsync(session, one.Person, kind, field, by.AccountId, one.Id, moment.Instant.ToDateTimeOffset()).ConfigureAwait(false);
        }
    });

    /// <summary>How many overrides there have been, and how many stand.</summary>
    public Task<(long Ever, long Now)> CountOverridesAsync() => database.ReadAsync(async session =>
    {
        var acts = await session.ListAsync<OverrideRow>("SELECT a.case_id, a.act, r.settled_at FROM rights_act a JOIN rights_case r ON r.id = a.case_id WHERE a.act IN ('overridden', 'override-ended') ORDER BY a.case_id, a.number").ConfigureAwait(false);
        return (acts.LongCount(act => act.Act == RightsActs.Overridden), acts.Where(act => act.SettledAt is null).GroupBy(act => act.CaseId, StringComparer.Ordinal).LongCount(one => one.Last().Act == RightsActs.Overridden));
    });

    /// <summary>Erases what is held of her, once everybody who received something has been told: her records, what the ledger's openings say, her requests' words, her account.</summary>
    /// <param name="id">A request for erasure that was found right.</param>
    /// <param name="by">Somebody else than who found it right.</param>
    /// <exception cref="ProblemException">It is the same person, or recipients have not been told.</exception>
    public async Task EraseAsync(string id, Actor by)
    {
        var person = await database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            var one = await GetAsync(session, id).ConfigureAwait(false);
            var acts = await RightsRows.ActsAsync(session, id).ConfigureAwait(false);
            if (one.Kind != RightsKinds.Erase || !RightsStates.IsRight(one.State) || one.SettledAt is not null)
                throw new ProblemException(StatusCodes.Status409Conflict, "not-upheld", "Only a request for erasure that was found right leads here.");
            if (acts.Last(act => act.Act is RightsActs.Upheld or RightsActs.Partly).By == by.AccountId)
                throw new ProblemException(StatusCodes.Status403Forbidden, "second-person", "Erasure takes two people: somebody else must do it.");
            await ActAsync(session, one, RightsActs.Erased, "", "", by.AccountId, moment).ConfigureAwait(false);
            await RecallBook.EraseAsync(session, one.Person, id, by.AccountId, moment).ConfigureAwait(false);
            await RightsRows.MoveAsync(session, id, one.State, moment.Instant.ToDateTimeOffset()).ConfigureAwait(false);
            await ForgetAsync(session, one.Person, moment.Instant.ToDateTimeOffset()).ConfigureAwait(false);
            return one.Person;
        }).ConfigureAwait(false);
        foreach (var source in directory.RecordsOf(SnapshotPartition.Main, person).GroupBy(record => record.SourceId, StringComparer.Ordinal))
            await erasures.EraseAsync(source.Key, [.. source.Select(record => record.RecordId)], "A person asked for erasure, and was right.", by).ConfigureAwait(false);
    }

    async Task FollowUpAsync(Session session, RightsCase one, Actor by, Moment moment)
    {
        switch (one.Kind)
        {
            case RightsKinds.Wrong:
                await RecallAsync(session, one, one.Fields, RecallCauses.Rectified, RightsActs.Recalled, by, moment).ConfigureAwait(false);
                break;
            case RightsKinds.Erase:
                await RecallAsync(session, one, [], RecallCauses.Erased, RightsActs.EraseRecalled, by, moment).ConfigureAwait(false);
                break;
            case RightsKinds.NotMe:
                await ProposePartingAsync(session, one, by, moment).ConfigureAwait(false);
                break;
            default: // Of an objection the mark stays: nothing is shared any more.
                await RightsRows.MoveAsync(session, one.Id, one.State, moment.Instant.ToDateTimeOffset()).ConfigureAwait(false);
                break;
        }
    }

    static async Task RecallAsync(Session session, RightsCase one, IReadOnlyList<string> fields, string cause, string act, Actor by, Moment moment)
    {
        var recall = await RecallBook.OpenAsync(session, one.Person, fields, cause, one.Id, by.AccountId, moment).ConfigureAwait(false);
        await ActAsync(session, one, recall is null ? RightsActs.NobodyToRecall : act, "", recall ?? "", by.AccountId, moment).ConfigureAwait(false);
    }

    // Each record she names is parted from the rest of hers; a steward decides, and then everybody who received anything is told (LinkActs).
    async Task ProposePartingAsync(Session session, RightsCase one, Actor by, Moment moment)
    {
        var records = directory.RecordsOf(SnapshotPartition.Main, one.Person).Select(OwnRecords.KeyOf).ToList();
        var rest = records.Where(record => !one.Records.Contains(record)).ToList();
        foreach (var record in one.Records.Where(record => records.Contains(record) && rest.Count > 0))
        {
            var act = await linkActs.ProposeSplitAsync(session, one.Person, [rest, [record]], $"Request {one.Id}: the person says that a record is not about her, and was found right.", by, null).ConfigureAwait(false);
            await ActAsync(session, one, RightsActs.SplitProposed, "", act.Id, by.AccountId, moment).ConfigureAwait(false);
        }
    }

    static async Task SettleAsync(Session session, RightsCase one, string state, Moment moment)
    {
        await RightsRows.MoveAsync(session, one.Id, state, moment.Instant.ToDateTimeOffset()).ConfigureAwait(false);
        await ClearMarksAsync(session, one, null).ConfigureAwait(false);
    }

    // A mark goes once no other request of hers needs it.
    static async Task ClearMarksAsync(Session session, RightsCase one, string? field)
    {
        var others = (await RightsRows.OfPersonAsync(session, one.Person).ConfigureAwait(false)).Where(other => other.Id != one.Id && (other.SettledAt is null || (other.Kind == RightsKinds.Object && RightsStates.IsRight(other.State)))).SelectMany(other => other.Marks).ToHashSet();
        foreach (var mark in one.Marks.Where(mark => (field is null || mark.Field == field) && !others.Contains(mark)))
            await PersonMarks.ClearAsync(session, one.Person, mark.Kind, mark.Field).ConfigureAwait(false);
    }

    static string FieldOf(RightsAct proposed) => proposed.Detail.Split(' ', 2) is [_, var field] ? field : "";

    static async Task ForgetAsync(Session session, string person, DateTimeOffset now)
    {
        foreach (var statement in s_forget)
            await session.RunJournaledAsync(statement, new { person }, now).ConfigureAwait(false);
    }

    // In this order: what names the person goes last.
    static readonly string[] s_forget =
    [
        "DELETE FROM share_view WHERE share IN (SELECT id FROM share_code WHERE person = @person)",
        "DELETE FROM share_key WHERE share IN (SELECT id FROM share_code WHERE person = @person)",
        "DELETE FROM share_code WHERE person = @person",
        "DELETE FROM safe_contact WHERE person = @person",
        "DELETE FROM redaction WHERE person = @person",
        "DELETE FROM record_cleared WHERE person = @person",
        "DELETE FROM activation WHERE person = @person",
        "DELETE FROM authority WHERE person = @person",
        "DELETE FROM person_mark WHERE person = @person",
        "UPDATE rights_act SET words = '' WHERE case_id IN (SELECT id FROM rights_case WHERE person = @person)",
        "UPDATE rights_case SET words = '', fields = '[]', records = '[]', person = '' WHERE person = @person",
    ];

    sealed class OverrideRow
    {
        public string CaseId { get; init; } = "";

        public string Act { get; init; } = "";

        public long? SettledAt { get; init; }
    }
}
