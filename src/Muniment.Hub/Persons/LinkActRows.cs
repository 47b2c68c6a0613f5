using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using NodaTime;

namespace Muniment.Hub.Persons;

/// <summary>Acts on links in the database.</summary>
static class LinkActRows
{
    const int MostListed = 500;
    static readonly string[] s_states = ["proposed", "in_force", "refused", "withdrawal_proposed", "withdrawn"];

    /// <summary>The state of a word such as in_force.</summary>
    public static LinkActState StateOf(string word) => Array.IndexOf(s_states, word) is >= 0 and var state ? (LinkActState)state
        : throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "state", $"'{word}' is none of {string.Join(", ", s_states)}.");

    public static async Task<LinkAct> GetAsync(Session session, string id) => await FindAsync(session, id).ConfigureAwait(false)
        ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such decision on links.");

    public static async Task<LinkAct?> FindAsync(Session session, string id) =>
        await ReadAsync(session, "id = @id", new { id }, 1).ConfigureAwait(false) is [var act] ? act : null;

    public static Task<IReadOnlyList<LinkAct>> ListAsync(Session session, LinkActState? state, int most = MostListed)
    {
        var word = state is { } known ? s_states[(int)known] : null;
        return ReadAsync(session, "state = @word OR @word IS NULL", new { word }, most);
    }

    public static async Task InsertAsync(Session session, LinkAct act)
    {
        await session.RunJournaledAsync("""
            INSERT INTO link_act (id, sphere, kind, persons, reason, state, changes_persons, proposed_by, proposed_at, finding_id)
            VALUES (@Id, @sphere, @Kind, @persons, @Reason, @state, @changes, @ProposedBy, @at, @FindingId)
            ON CONFLICT (id) DO NOTHING
            """, new { act.Id, sphere = (long)act.Partition, act.Kind, persons = JsonSerializer.Serialize(act.Persons), act.Reason, state = s_states[(int)act.State], changes = act.ChangesPersons ? 1L : 0L, act.ProposedBy, at = act.ProposedAt.ToMicroseconds(), act.FindingId }, act.ProposedAt).ConfigureAwait(false);
        foreach (var (number, verdict) in act.Verdicts.Index())
        {
            await session.RunJournaledAsync(
                "INSERT INTO link_decision (act_id, number, verdict, left_source, left_record, right_source, right_record) VALUES (@Id, @number, @word, @leftSource, @leftRecord, @rightSource, @rightRecord) ON CONFLICT (act_id, number) DO NOTHING",
                new { act.Id, number = (long)number, word = verdict.IsSame ? "same" : "different", leftSource = verdict.Left.Source, leftRecord = verdict.Left.Record, rightSource = verdict.Right.Source, rightRecord = verdict.Right.Record }, act.ProposedAt).ConfigureAwait(false);
        }
    }

    /// <summary>What happened to an act, where it stands now, and an entry in the ledger for each person it is about.</summary>
    public static async Task AddEventAsync(Session session, LinkAct act, LinkActState state, LinkEvent happened)
    {
        await session.RunJournaledAsync("UPDATE link_act SET state = @word WHERE id = @Id", new { word = s_states[(int)state], act.Id }, happened.At).ConfigureAwait(false);
        await session.RunJournaledAsync(
            "INSERT INTO link_history (act_id, number, at, by_account, event, reason) VALUES (@Id, @number, @at, @By, @Event, @Reason) ON CONFLICT (act_id, number) DO NOTHING",
            new { act.Id, number = (long)act.History.Count, at = happened.At.ToMicroseconds(), happened.By, happened.Event, happened.Reason }, happened.At).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, Moment.At(Instant.FromDateTimeOffset(happened.At)), [.. act.Persons.Select(person => new NewEntry
        {
            Kind = EntryKinds.LinkDecision,
            Subject = person,
            WriteOpening = json =>
            {
                json.WriteString("act", act.Id);
                json.WriteString("decision", act.Kind);
                json.WriteString("event", happened.Event);
                json.WriteString("by", happened.By);
                json.WriteString("reason", happened.Reason);
                json.WriteStartArray("records");
                foreach (var record in act.Verdicts.SelectMany(verdict => new[] { verdict.Left, verdict.Right }).Distinct())
                    json.WriteStringValue(record.ToString());
                json.WriteEndArray();
            },
        })]).ConfigureAwait(false);
    }

    static async Task<IReadOnlyList<LinkAct>> ReadAsync(Session session, string where, object parameters, int most)
    {
        var newest = $"SELECT id FROM link_act WHERE {where} ORDER BY proposed_at DESC, id LIMIT {most}";
        var acts = await session.ListAsync<Row>($"SELECT id, sphere, kind, persons, reason, state, changes_persons, proposed_by, proposed_at, finding_id FROM link_act WHERE id IN ({newest}) ORDER BY proposed_at DESC, id", parameters).ConfigureAwait(false);
        var verdicts = (await session.ListAsync<VerdictRow>($"SELECT act_id, verdict, left_source, left_record, right_source, right_record FROM link_decision WHERE act_id IN ({newest}) ORDER BY act_id, number", parameters).ConfigureAwait(false)).ToLookup(row => row.ActId);
        var history = (await session.ListAsync<EventRow>($"SELECT act_id, at, by_account, event, reason FROM link_history WHERE act_id IN ({newest}) ORDER BY act_id, number", parameters).ConfigureAwait(false)).ToLookup(row => row.ActId);
        return [.. acts.Select(row => row.AsAct([.. verdicts[row.Id].Select(verdict => verdict.AsVerdict())], [.. history[row.Id].Select(happened => happened.AsEvent())]))];
    }

    sealed class Row
    {
        public string Id { get; init; } = "";

        public long Sphere { get; init; }

        public string Kind { get; init; } = "";

        public string Persons { get; init; } = "[]";

        public string Reason { get; init; } = "";

        public string State { get; init; } = "";

        public long ChangesPersons { get; init; }

        public string ProposedBy { get; init; } = "";

        public long ProposedAt { get; init; }

        public string? FindingId { get; init; }

        public LinkAct AsAct(IReadOnlyList<RecordVerdict> verdicts, IReadOnlyList<LinkEvent> history) => new(
            Id, (SnapshotPartition)Sphere, Kind, JsonSerializer.Deserialize<string[]>(Persons)!, Reason, (LinkActState)Array.IndexOf(s_states, State), ChangesPersons != 0, ProposedBy, ProposedAt.ToInstant(), FindingId, verdicts, history);
    }

    sealed class VerdictRow
    {
        public string ActId { get; init; } = "";

        public string Verdict { get; init; } = "";

        public string LeftSource { get; init; } = "";

        public string LeftRecord { get; init; } = "";

        public string RightSource { get; init; } = "";

        public string RightRecord { get; init; } = "";

        public RecordVerdict AsVerdict() => new(Verdict == "same", new(LeftSource, LeftRecord), new(RightSource, RightRecord));
    }

    sealed class EventRow
    {
        public string ActId { get; init; } = "";

        public long At { get; init; }

        public string ByAccount { get; init; } = "";

        public string Event { get; init; } = "";

        public string Reason { get; init; } = "";

        public LinkEvent AsEvent() => new(At.ToInstant(), ByAccount, Event, Reason);
    }
}
