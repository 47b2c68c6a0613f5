using System.Text.Json;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Rights.Cases;

/// <summary>The tables of requests.</summary>
static class RightsRows
{
    const string Select = "SELECT r.id, r.person, r.kind, r.words, r.fields, r.records, r.received_at, r.received_by, r.state, r.settled_at, c.assigned_to FROM rights_case r JOIN casework c ON c.id = r.id";

    public static async Task<RightsCase?> FindAsync(Session session, string id) => (await session.FindAsync<Row>($"{Select} WHERE r.id = @id", new { id }).ConfigureAwait(false))?.AsCase();

    public static async Task<IReadOnlyList<RightsCase>> OfPersonAsync(Session session, string person) =>
        [.. (await session.ListAsync<Row>($"{Select} WHERE r.person = @person ORDER BY r.received_at DESC, r.id", new { person }).ConfigureAwait(false)).Select(row => row.AsCase())];

    public static async Task<IReadOnlyList<RightsCase>> UnsettledAsync(Session session) =>
        [.. (await session.ListAsync<Row>($"{Select} WHERE r.settled_at IS NULL ORDER BY r.received_at, r.id LIMIT 500").ConfigureAwait(false)).Select(row => row.AsCase())];

    /// <summary>Whether a case of the staff's goes with a request of which something is left to do.</summary>
    public static async Task<bool> IsUnsettledAsync(Session session, string caseId) => await session.ValueAsync<long>("SELECT COUNT(*) FROM rights_case WHERE id = @caseId AND settled_at IS NULL", new { caseId }).ConfigureAwait(false) > 0;

    public static Task InsertAsync(Session session, RightsCase one) => session.RunAsync("""
        INSERT INTO rights_case (id, person, kind, words, fields, records, received_at, received_by, state)
        VALUES (@Id, @Person, @Kind, @Words, @fields, @records, @at, @ReceivedBy, @State)
        """, new
    {
        one.Id,
        one.Person,
        one.Kind,
        one.Words,
        fields = JsonSerializer.Serialize(one.Fields),
        records = JsonSerializer.Serialize(one.Records.Select(record => new[] { record.Source, record.Record })),
        at = one.ReceivedAt.ToMicroseconds(),
        one.ReceivedBy,
        one.State,
    });

    public static Task MoveAsync(Session session, string id, string state, DateTimeOffset? settledAt) =>
        session.RunAsync("UPDATE rights_case SET state = @state, settled_at = COALESCE(settled_at, @at) WHERE id = @id", new { id, state, at = settledAt?.ToMicroseconds() });

    public static async Task AddActAsync(Session session, string id, RightsAct act) => await session.RunAsync("""
        INSERT INTO rights_act (case_id, number, at, by_account, act, words, detail)
        SELECT @id, COALESCE(MAX(number), 0) + 1, @at, @By, @Act, @Words, @Detail FROM rights_act WHERE case_id = @id
        """, new { id, at = act.At.ToMicroseconds(), act.By, act.Act, act.Words, act.Detail }).ConfigureAwait(false);

    public static async Task<IReadOnlyList<RightsAct>> ActsAsync(Session session, string id) =>
        [.. (await session.ListAsync<ActRow>("SELECT at, by_account, act, words, detail FROM rights_act WHERE case_id = @id ORDER BY number", new { id }).ConfigureAwait(false)).Select(row => row.AsAct())];

    public static async Task<ILookup<string, RightsAct>> ActsAsync(Session session, string[] ids) => ids.Length == 0 ? Array.Empty<RightsAct>().ToLookup(_ => "") :
        (await session.ListAsync<ActRow>("SELECT case_id, at, by_account, act, words, detail FROM rights_act WHERE case_id IN @ids ORDER BY case_id, number", new { ids }).ConfigureAwait(false)).ToLookup(row => row.CaseId, row => row.AsAct(), StringComparer.Ordinal);

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string Person { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Words { get; init; } = "";

        public string Fields { get; init; } = "[]";

        public string Records { get; init; } = "[]";

        public long ReceivedAt { get; init; }

        public string ReceivedBy { get; init; } = "";

        public string State { get; init; } = "";

        public long? SettledAt { get; init; }

        public string? AssignedTo { get; init; }

        public RightsCase AsCase() => new(Id, Person, Kind, Words, [.. JsonSerializer.Deserialize<string[]>(Fields)!], [.. JsonSerializer.Deserialize<string[][]>(Records)!.Select(record => new RecordKey(record[0], record[1]))],
            ReceivedAt.ToInstant(), ReceivedBy, State, SettledAt?.ToInstant(), AssignedTo);
    }

    sealed class ActRow
    {
        public string CaseId { get; init; } = "";

        public long At { get; init; }

        public string ByAccount { get; init; } = "";

        public string Act { get; init; } = "";

        public string Words { get; init; } = "";

        public string Detail { get; init; } = "";

        public RightsAct AsAct() => new(At.ToInstant(), ByAccount, Act, Words, Detail);
    }
}
