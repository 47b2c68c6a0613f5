using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Tables;

namespace Muniment.Hub.Persons;

/// <summary>A person whose records contradict each other, and what became of the finding.</summary>
/// <param name="Id">"fnd_…".</param>
/// <param name="Partition">Which snapshot found it.</param>
/// <param name="PersonId">The person.</param>
/// <param name="Score">How likely she is more than one human being, 0 to 1.</param>
/// <param name="Harm">The queue's order: the score, times the human beings it would be, times the sources that answer about them.</param>
/// <param name="Reason">One sentence that names records.</param>
/// <param name="ProposedSplit">The records of each human being it should be.</param>
/// <param name="State">open, split_proposed, split, refused or gone (the records are no longer one person, or agree).</param>
/// <param name="FoundAt">When it was first found.</param>
/// <param name="DecidedBy">Who refused it; null: nobody.</param>
/// <param name="DecidedReason">Why.</param>
public sealed record MergedIdentity(
    string Id,
    SnapshotPartition Partition,
    string PersonId,
    double Score,
    double Harm,
    string Reason,
    IReadOnlyList<IReadOnlyList<RecordKey>> ProposedSplit,
    string State,
    DateTimeOffset FoundAt,
    string? DecidedBy,
    string? DecidedReason);

/// <summary>The queue of merged identities, the most harmful first: accepted, edited or refused by a steward, and kept from one snapshot to the next.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class MergedQueue(Database database, HubOptions options, LinkActs acts, PersonDirectory directory)
{
    const string Columns = "id, sphere, person_id, score, harm, reason, proposed_split, state, found_at, decided_by, decided_reason";

    /// <summary>Findings in a state, the most harmful first.</summary>
    /// <param name="state">open, split_proposed, split, refused or gone.</param>
    /// <param name="most">At most so many.</param>
    public Task<IReadOnlyList<MergedIdentity>> ListAsync(string state = "open", int most = 100) => database.ReadAsync(async session => (IReadOnlyList<MergedIdentity>)
        [.. (await session.ListAsync<Row>($"SELECT {Columns} FROM merged_finding WHERE state = @state ORDER BY harm DESC, id LIMIT @most", new { state, most }).ConfigureAwait(false)).Select(row => row.AsFinding())]);

    /// <summary>How many findings are in each state.</summary>
    public Task<IReadOnlyDictionary<string, long>> CountAsync() => database.ReadAsync(async session => (IReadOnlyDictionary<string, long>)
        (await session.ListAsync<Count>("SELECT state, COUNT(*) AS number FROM merged_finding GROUP BY state").ConfigureAwait(false)).ToDictionary(count => count.State, count => count.Number));

    /// <summary>One finding; null: there is none of that id.</summary>
    public Task<MergedIdentity?> FindAsync(string id) => database.ReadAsync(session => FindAsync(session, id));

    /// <summary>The records of a finding, for a steward to judge: a look at a person, and so an entry in the ledger.</summary>
    /// <param name="id">An open finding, or one whose split waits.</param>
    /// <param name="by">A steward.</param>
    public Task<IReadOnlyList<PersonRecord>> OpenRecordsAsync(string id, Actor by) => database.WriteAsync(async session =>
    {
        var finding = await FindAsync(session, id).ConfigureAwait(false);
        if (finding is not { State: "open" or "split_proposed" })
            throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such finding to judge.");
        await LedgerEntries.AddAsync(session, Moment.Now(options.Clock), new NewEntry
        {
            Kind = EntryKinds.View,
            Subject = finding.PersonId,
            WriteOpening = json =>
            {
                json.WriteString("what", "merged-identity");
                json.WriteString("by", by.AccountId);
                json.WriteString("finding", finding.Id);
            },
        }).ConfigureAwait(false);
        return directory.RecordsOf(finding.Partition, finding.PersonId);
    });

    /// <summary>A steward accepts a finding, as it stands or edited: the split waits for a second person.</summary>
    /// <param name="id">An open finding.</param>
    /// <param name="parts">The records of each human being; null: as proposed.</param>
    /// <param name="reason">Why; no names.</param>
    /// <param name="by">A steward.</param>
    public Task<LinkAct> AcceptAsync(string id, IReadOnlyList<IReadOnlyList<RecordKey>>? parts, string reason, Actor by) => database.WriteAsync(async session =>
    {
        var finding = await OpenAsync(session, id).ConfigureAwait(false);
        var act = await acts.ProposeSplitAsync(session, finding.PersonId, parts ?? finding.ProposedSplit, reason, by, id).ConfigureAwait(false);
        await session.RunAsync("UPDATE merged_finding SET state = 'split_proposed' WHERE id = @id", new { id }).ConfigureAwait(false);
        await MarkAsync(session, options.Clock.GetUtcNow()).ConfigureAwait(false);
        return act;
    });

    /// <summary>A steward says that the records are one person's after all. It stays so for every later snapshot that finds the same records.</summary>
    public Task RefuseAsync(string id, string reason, Actor by) => database.WriteAsync(async session =>
    {
        await OpenAsync(session, id).ConfigureAwait(false);
        await session.RunAsync("UPDATE merged_finding SET state = 'refused', decided_by = @AccountId, decided_at = @at, decided_reason = @reason WHERE id = @id", new { by.AccountId, at = options.Clock.GetUtcNow().ToMicroseconds(), reason, id }).ConfigureAwait(false);
        await MarkAsync(session, options.Clock.GetUtcNow()).ConfigureAwait(false);
    });

    /// <summary>Takes a refusal back.</summary>
    public Task ReopenAsync(string id, Actor by) => database.WriteAsync(async session =>
    {
        if (await session.RunAsync("UPDATE merged_finding SET state = 'open', decided_by = @AccountId, decided_at = @at, decided_reason = NULL WHERE id = @id AND state = 'refused'", new { by.AccountId, at = options.Clock.GetUtcNow().ToMicroseconds(), id }).ConfigureAwait(false) == 0)
            throw new ProblemException(StatusCodes.Status409Conflict, "not-refused", "Only a finding that was refused can be opened again.");
        await MarkAsync(session, options.Clock.GetUtcNow()).ConfigureAwait(false);
    });

    /// <summary>Marks the persons with a finding that is open, or whose split is not linked yet, and no others: nothing adverse is done on their records meanwhile.</summary>
    internal static async Task MarkAsync(Session session, DateTimeOffset now)
    {
        const string suspects = "SELECT person_id FROM merged_finding WHERE state IN ('open', 'split_proposed', 'split')";
        await session.RunAsync($"DELETE FROM person_mark WHERE kind = @kind AND person NOT IN ({suspects})", new { kind = PersonMarks.MergedKind }).ConfigureAwait(false);
        await session.RunAsync($"""
            INSERT INTO person_mark (person, kind, field, made_at, made_by, reason)
            SELECT DISTINCT person_id, @kind, '', @at, 'hub', 'The records contradict each other.' FROM ({suspects}) AS suspects WHERE true
            ON CONFLICT (person, kind, field) DO NOTHING
            """, new { kind = PersonMarks.MergedKind, at = now.ToMicroseconds() }).ConfigureAwait(false);
    }

    /// <summary>Takes over what a new snapshot found.</summary>
    internal static async Task RenewAsync(Session session, SnapshotPartition partition, string snapshotId, IReadOnlyList<MergedRow> found, DateTimeOffset now)
    {
        var sphere = (long)partition;
        foreach (var row in found)
        {
            IReadOnlyList<IReadOnlyList<RecordKey>> split = [.. row.ProposedSplit.Select(IReadOnlyList<RecordKey> (part) => [.. part.Select(RecordKey.Parse)])];
            var sources = row.Records.Select(record => RecordKey.Parse(record).Source).Distinct(StringComparer.Ordinal).Count();
            await session.RunAsync("""
                INSERT INTO merged_finding (id, sphere, records_hash, person_id, score, harm, reason, proposed_split, state, found_at, snapshot_id)
                VALUES (@id, @sphere, @hash, @PersonId, @Score, @harm, @Reason, @split, 'open', @at, @snapshotId)
                ON CONFLICT (sphere, records_hash) DO UPDATE SET person_id = excluded.person_id, score = excluded.score, harm = excluded.harm, reason = excluded.reason,
                  proposed_split = excluded.proposed_split, snapshot_id = excluded.snapshot_id,
                  state = CASE WHEN merged_finding.state IN ('gone', 'split') THEN 'open' ELSE merged_finding.state END
                """, new
            {
                id = Ids.New("fnd"),
                sphere,
                hash = HashOf(row.Records),
                row.PersonId,
                row.Score,
                harm = row.Score * Math.Max(2, split.Count) * sources,
                row.Reason,
                split = JsonSerializer.Serialize(split.Select(part => part.Select(record => new[] { record.Source, record.Record }))),
                at = now.ToMicroseconds(),
                snapshotId,
            }).ConfigureAwait(false);
        }
        await session.RunAsync("UPDATE merged_finding SET state = 'gone' WHERE sphere = @sphere AND snapshot_id <> @snapshotId AND state IN ('open', 'split_proposed', 'split')", new { sphere, snapshotId }).ConfigureAwait(false);
        await MarkAsync(session, now).ConfigureAwait(false);
    }

    /// <summary>A finding follows the act that answers it.</summary>
    internal static async Task FollowAsync(Session session, LinkAct act, LinkActState state, DateTimeOffset now)
    {
        if (act.FindingId is null)
            return;
        var word = state is LinkActState.InForce or LinkActState.WithdrawalProposed ? "split" : state == LinkActState.Proposed ? "split_proposed" : "open";
        await session.RunAsync("UPDATE merged_finding SET state = @word WHERE id = @FindingId AND state IN ('split_proposed', 'split')", new { word, act.FindingId }).ConfigureAwait(false);
        await MarkAsync(session, now).ConfigureAwait(false);
    }

    static async Task<MergedIdentity?> FindAsync(Session session, string id) => (await session.FindAsync<Row>($"SELECT {Columns} FROM merged_finding WHERE id = @id", new { id }).ConfigureAwait(false))?.AsFinding();

    static async Task<MergedIdentity> OpenAsync(Session session, string id)
    {
        var finding = await FindAsync(session, id).ConfigureAwait(false) ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such finding.");
        return finding.State == "open" ? finding : throw new ProblemException(StatusCodes.Status409Conflict, "not-open", $"The finding is not open: {finding.State}.");
    }

    static string HashOf(IReadOnlyList<string> records) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', records.Order(StringComparer.Ordinal)))));

    sealed class Count
    {
        public string State { get; init; } = "";

        public long Number { get; init; }
    }

    sealed class Row
    {
        public string Id { get; init; } = "";

        public long Sphere { get; init; }

        public string PersonId { get; init; } = "";

        public double Score { get; init; }

        public double Harm { get; init; }

        public string Reason { get; init; } = "";

        public string ProposedSplit { get; init; } = "[]";

        public string State { get; init; } = "";

        public long FoundAt { get; init; }

        public string? DecidedBy { get; init; }

        public string? DecidedReason { get; init; }

        public MergedIdentity AsFinding() => new(
            Id, (SnapshotPartition)Sphere, PersonId, Score, Harm, Reason,
            [.. JsonSerializer.Deserialize<string[][][]>(ProposedSplit)!.Select(IReadOnlyList<RecordKey> (part) => [.. part.Select(record => new RecordKey(record[0], record[1]))])],
            State, FoundAt.ToInstant(), DecidedBy, DecidedReason);
    }
}
