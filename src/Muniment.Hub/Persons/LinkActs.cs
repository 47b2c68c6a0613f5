using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures.Recalls;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Sources;
using Muniment.Tables;

namespace Muniment.Hub.Persons;

/// <summary>What stewards decide about links. Merging or parting persons takes two people, and so does undoing it; nothing is irreversible.</summary>
/// <remarks>An act takes hold with the next link run, and with every later one until it is withdrawn. Safe on any thread.</remarks>
public sealed class LinkActs(Database database, HubOptions options, PersonDirectory directory)
{
    const int LongestReason = 2000;
    const int MostRecords = 256;

    /// <summary>Proposes that two records are one person's, or two people's. What changes no person is in force at once.</summary>
    /// <param name="isSame">One person's, or two people's.</param>
    /// <param name="left">One record; published now.</param>
    /// <param name="right">The other, of the same snapshot.</param>
    /// <param name="reason">Why; no names.</param>
    /// <param name="by">A steward.</param>
    /// <exception cref="ProblemException">A record is not published, or it contradicts what is in force.</exception>
    public Task<LinkAct> ProposeAsync(bool isSame, RecordKey left, RecordKey right, string reason, Actor by) => database.WriteAsync(async session =>
    {
        var partition = await PartitionOfAsync(session, [left, right]).ConfigureAwait(false);
        string[] persons = [PersonOf(partition, left), PersonOf(partition, right)];
        var changes = isSame ? persons[0] != persons[1] : persons[0] == persons[1];
        var draft = new LinkAct(Ids.New("lnk"), partition, isSame ? "same" : "different", [.. persons.Distinct()], Checked(reason), LinkActState.Proposed, changes, by.AccountId, options.Clock.GetUtcNow(), null, [new(isSame, left, right)], []);
        return await AddAsync(session, draft).ConfigureAwait(false);
    });

    /// <summary>Proposes that a person's records belong to several human beings.</summary>
    /// <param name="personId">The person; published now.</param>
    /// <param name="parts">At least two; together exactly the records she has, or some of them: the rest goes where the evidence says.</param>
    /// <param name="reason">Why; no names.</param>
    /// <param name="by">A steward.</param>
    /// <param name="findingId">The finding it answers; null: none.</param>
    /// <exception cref="ProblemException">The parts are not of her records, or it contradicts what is in force.</exception>
    public Task<LinkAct> ProposeSplitAsync(string personId, IReadOnlyList<IReadOnlyList<RecordKey>> parts, string reason, Actor by, string? findingId = null) =>
        database.WriteAsync(session => ProposeSplitAsync(session, personId, parts, reason, by, findingId));

    internal async Task<LinkAct> ProposeSplitAsync(Session session, string personId, IReadOnlyList<IReadOnlyList<RecordKey>> parts, string reason, Actor by, string? findingId)
    {
        var all = parts.SelectMany(part => part).ToList();
        if (parts.Count < 2 || parts.Any(part => part.Count == 0) || all.Distinct().Count() != all.Count || all.Count > MostRecords)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "parts", $"A split has two parts or more, each of one record or more, no record twice, at most {MostRecords} records in all.");
        var partition = await PartitionOfAsync(session, all).ConfigureAwait(false);
        if (all.Any(record => PersonOf(partition, record) != personId))
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "parts", "A record of the parts is not one of the person's.");
        var verdicts = parts.SelectMany(part => part.Skip(1).Select(record => new RecordVerdict(true, part[0], record)))
            .Concat(from first in Enumerable.Range(0, parts.Count) from second in Enumerable.Range(first + 1, parts.Count - first - 1) select new RecordVerdict(false, parts[first][0], parts[second][0]));
        var draft = new LinkAct(Ids.New("lnk"), partition, "split", [personId], Checked(reason), LinkActState.Proposed, true, by.AccountId, options.Clock.GetUtcNow(), findingId, [.. verdicts], []);
        return await AddAsync(session, draft).ConfigureAwait(false);
    }

    /// <summary>A second person says yes: to the act, or to its withdrawal.</summary>
    public Task<LinkAct> ConfirmAsync(string id, string reason, Actor by) => AnswerAsync(id, reason, by, yes: true);

    /// <summary>A second person says no: to the act, or to its withdrawal. Who proposed it may take it back the same way.</summary>
    public Task<LinkAct> RefuseAsync(string id, string reason, Actor by) => AnswerAsync(id, reason, by, yes: false);

    /// <summary>Proposes to undo an act that is in force. What changed no person is undone at once.</summary>
    public Task<LinkAct> WithdrawAsync(string id, string reason, Actor by) => database.WriteAsync(async session =>
    {
        var act = await LinkActRows.GetAsync(session, id).ConfigureAwait(false);
        if (act.State != LinkActState.InForce)
            throw new ProblemException(StatusCodes.Status409Conflict, "not-in-force", "Only what is in force can be withdrawn.");
        return act.ChangesPersons
            ? await MoveAsync(session, act, LinkActState.WithdrawalProposed, "withdrawal_proposed", reason, by).ConfigureAwait(false)
            : await MoveAsync(session, act, LinkActState.Withdrawn, "withdrawn", reason, by).ConfigureAwait(false);
    });

    /// <summary>An act, with its verdicts and history; null: there is none of that id.</summary>
    public Task<LinkAct?> FindAsync(string id) => database.ReadAsync(session => LinkActRows.FindAsync(session, id));

    /// <summary>Acts, the latest first, at most 500.</summary>
    /// <param name="state">Only those that stand so; null: all.</param>
    public Task<IReadOnlyList<LinkAct>> ListAsync(LinkActState? state = null) => database.ReadAsync(session => LinkActRows.ListAsync(session, state));

    /// <summary>Every verdict that a link run obeys now.</summary>
    internal static async Task<IReadOnlyList<(LinkAct Act, RecordVerdict Verdict)>> InForceAsync(Session session, SnapshotPartition partition)
    {
        var acts = await LinkActRows.ListAsync(session, null, int.MaxValue).ConfigureAwait(false);
        return [.. acts.Where(act => act.Partition == partition && IsObeyed(act)).OrderBy(act => act.ProposedAt).ThenBy(act => act.Id, StringComparer.Ordinal).SelectMany(act => act.Verdicts.Select(verdict => (act, verdict)))];
    }

    /// <summary>Writes verdicts as the file that a link run reads.</summary>
    internal static string WriteFile(string path, IReadOnlyList<(LinkAct Act, RecordVerdict Verdict)> verdicts)
    {
        using var csv = new CsvOutput(File.Create(path), ["source_l", "record_id_l", "source_r", "record_id_r", "decision", "reason", "by"]);
        foreach (var (act, verdict) in verdicts)
        {
            csv.Write(verdict.Left.Source);
            csv.Write(verdict.Left.Record);
            csv.Write(verdict.Right.Source);
            csv.Write(verdict.Right.Record);
            csv.Write(verdict.IsSame ? "same" : "different");
            csv.Write(act.Id);
            csv.Write(act.ProposedBy);
            csv.EndRow();
        }
        return path;
    }

    static bool IsObeyed(LinkAct act) => act.State is LinkActState.InForce or LinkActState.WithdrawalProposed;

    static async Task<LinkAct> AddAsync(Session session, LinkAct draft)
    {
        var others = await InForceAsync(session, draft.Partition).ConfigureAwait(false);
        if (VerdictContradiction.Find([.. others.Select(other => other.Verdict), .. draft.Verdicts]) is { } pair)
            throw new ProblemException(StatusCodes.Status409Conflict, "contradiction", $"Decisions in force say the opposite of {pair.Left} and {pair.Right}. Withdraw those first.");
        var act = draft with { State = draft.ChangesPersons ? LinkActState.Proposed : LinkActState.InForce };
        await LinkActRows.InsertAsync(session, act).ConfigureAwait(false);
        await LinkActRows.AddEventAsync(session, act, act.State, new(act.ProposedAt, act.ProposedBy, "proposed", act.Reason)).ConfigureAwait(false);
        return (await LinkActRows.FindAsync(session, act.Id).ConfigureAwait(false))!;
    }

    Task<LinkAct> AnswerAsync(string id, string reason, Actor by, bool yes) => database.WriteAsync(async session =>
    {
        var act = await LinkActRows.GetAsync(session, id).ConfigureAwait(false);
        var proposer = act.History.Last(event_ => event_.Event is "proposed" or "withdrawal_proposed").By;
        if (act.State is not (LinkActState.Proposed or LinkActState.WithdrawalProposed))
            throw new ProblemException(StatusCodes.Status409Conflict, "nothing-waits", "This does not wait for an answer.");
        if (yes && proposer == by.AccountId)
            throw new ProblemException(StatusCodes.Status403Forbidden, "second-person", "Merging or parting persons takes two people: somebody else must agree.");
        if (act.State == LinkActState.WithdrawalProposed)
            return await MoveAsync(session, act, yes ? LinkActState.Withdrawn : LinkActState.InForce, yes ? "withdrawn" : "withdrawal_refused", reason, by).ConfigureAwait(false);
        if (yes && VerdictContradiction.Find([.. (await InForceAsync(session, act.Partition).ConfigureAwait(false)).Select(other => other.Verdict), .. act.Verdicts]) is { } pair)
            throw new ProblemException(StatusCodes.Status409Conflict, "contradiction", $"Decisions in force say the opposite of {pair.Left} and {pair.Right}. Withdraw those first.");
        return await MoveAsync(session, act, yes ? LinkActState.InForce : LinkActState.Refused, yes ? "confirmed" : "refused", reason, by).ConfigureAwait(false);
    });

    async Task<LinkAct> MoveAsync(Session session, LinkAct act, LinkActState state, string name, string reason, Actor by)
    {
        var now = options.Clock.GetUtcNow();
        await LinkActRows.AddEventAsync(session, act, state, new(now, by.AccountId, name, Checked(reason))).ConfigureAwait(false);
        await MergedQueue.FollowAsync(session, act, state, now).ConfigureAwait(false);
        // What was told of one person was told of two: everybody who received it is to know.
        foreach (var person in state == LinkActState.InForce && name == "confirmed" && act.Kind != "same" ? act.Persons : [])
            await RecallBook.OpenAsync(session, person, [], RecallCauses.Split, act.Id, by.AccountId, Moment.At(NodaTime.Instant.FromDateTimeOffset(now))).ConfigureAwait(false);
        return (await LinkActRows.FindAsync(session, act.Id).ConfigureAwait(false))!;
    }

    static async Task<SnapshotPartition> PartitionOfAsync(Session session, IReadOnlyList<RecordKey> records)
    {
        var kinds = new HashSet<SnapshotPartition>();
        foreach (var source in records.Select(record => record.Source).Distinct(StringComparer.Ordinal))
            kinds.Add((await SourceRegister.GetAsync(session, source).ConfigureAwait(false)).Entry.Partition);
        if (kinds.Count != 1)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "other-snapshot", "Records held for law enforcement, or made up for a sandbox, are never linked with others.");
        return kinds.Single();
    }

    string PersonOf(SnapshotPartition partition, RecordKey record)
    {
        using var reading = directory.Read(partition);
        return reading?.PersonOf(record.Source, record.Record) ?? throw new ProblemException(StatusCodes.Status404NotFound, "record-not-found", $"Record {record} is not in the published snapshot.");
    }

    static string Checked(string reason) => !string.IsNullOrWhiteSpace(reason) && reason.Length <= LongestReason ? reason.Trim()
        : throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "reason", $"Say why, in at most {LongestReason} characters.");
}
