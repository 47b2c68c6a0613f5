using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Pushes;

/// <summary>Sends recorded pushes to partners' endpoints, signed, and again with growing pauses until they are taken. The rules are asked before every try.</summary>
/// <remarks>What is sent is read from the snapshot at each try and kept nowhere. Several hubs share the work. Safe on any thread.</remarks>
public sealed class PushDelivery
{
    const int Batch = 64;
    const int LongestReceipt = 200;

    /// <summary>From a try that failed to the next.</summary>
    internal static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1)];

    readonly Database _database;
    readonly RuleBook _book;
    readonly PersonLookUp _persons;
    readonly PartnerPost _post;

    internal PushDelivery(Database database, RuleBook book, PersonLookUp persons, PartnerPost post) => (_database, _book, _persons, _post) = (database, book, persons, post);

    /// <summary>Sends what is due, and waits for the partners' answers.</summary>
    /// <param name="moment">Now: what is due, and what the rules say, goes by it.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>How many were delivered.</returns>
    public async Task<int> SendDueAsync(Moment moment, CancellationToken cancellation = default)
    {
        var delivered = 0;
        while (true)
        {
            var due = await DueAsync(moment, cancellation).ConfigureAwait(false);
            if (due.Count == 0)
                return delivered;
            // The snapshot is read before the transaction.
            var rules = await _book.ReadAsync(cancellation).ConfigureAwait(false);
            var found = due.ToDictionary(row => row.Id, row => rules.Find(row.Agreement, moment) is { } agreement ? _persons.Again(agreement, row.Person!) : null, StringComparer.Ordinal);
            if (await _database.WriteAsync(session => DecideAsync(session, due, found, moment), cancellation).ConfigureAwait(false) is not { } parcels)
                return delivered; // The ledger is late or damaged.
            var answers = new Answer[parcels.Count];
            await Parallel.ForAsync(0, parcels.Count, new ParallelOptions { MaxDegreeOfParallelism = PartnerPost.AtOnce, CancellationToken = cancellation }, async (i, stop) => answers[i] = await SendAsync(parcels[i], stop).ConfigureAwait(false)).ConfigureAwait(false);
            await _database.WriteAsync(session => RecordAsync(session, parcels, answers, moment), CancellationToken.None).ConfigureAwait(false);
            delivered += answers.Count(answer => answer.IsTaken);
        }
    }

    /// <summary>Where an agreement's deliveries stand.</summary>
    public static async Task<DeliveryCounts> CountAsync(Session session, string agreement)
    {
        var counts = (await session.ListAsync<StateRow>("SELECT state, COUNT(*) AS n FROM push_delivery WHERE agreement = @agreement GROUP BY state", new { agreement }).ConfigureAwait(false)).ToDictionary(row => row.State, row => row.N, StringComparer.Ordinal);
        return new DeliveryCounts(counts.GetValueOrDefault("waiting"), counts.GetValueOrDefault("delivered"), counts.GetValueOrDefault("stopped"), counts.GetValueOrDefault("given-up"));
    }

    async Task<IReadOnlyList<CheckRow>> DueAsync(Moment moment, CancellationToken cancellation)
    {
        var now = moment.Instant.ToDateTimeOffset().ToMicroseconds();
        const string Approved = "FROM partner_check WHERE direction = 2 AND decision = 'approved' AND id NOT IN (SELECT check_id FROM push_delivery)";
        // What a reviewer has approved since joins what is to be delivered.
        if (await _database.ReadAsync(session => session.ValueAsync<long>($"SELECT COUNT(*) {Approved}"), cancellation).ConfigureAwait(false) > 0)
            await _database.WriteAsync(session => session.RunAsync($"INSERT INTO push_delivery (check_id, agreement, state, next_at) SELECT id, agreement, 'waiting', @now {Approved}", new { now }), cancellation).ConfigureAwait(false);
        return await _database.ReadAsync(async session =>
        {
            var ids = (await session.ListAsync<string>("SELECT check_id FROM push_delivery WHERE state = 'waiting' AND next_at <= @now ORDER BY next_at, check_id LIMIT @Batch", new { now, Batch }).ConfigureAwait(false)).ToArray();
            return ids.Length == 0 ? [] : await session.ListAsync<CheckRow>($"SELECT {CheckRow.Columns} FROM partner_check WHERE id IN @ids", new { ids }).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes each for this hub, and asks the rules; what they refuse is stopped for good, and pushed anew once a later run may.</summary>
    /// <returns>null: the ledger is late or damaged, and nothing may leave.</returns>
    async Task<List<Parcel>?> DecideAsync(Session session, IReadOnlyList<CheckRow> due, Dictionary<string, Found?> found, Moment moment)
    {
        if (await LedgerState.RefusalAsync(session, moment).ConfigureAwait(false) is not null)
            return null;
        var rules = await _book.ReadAsync(session).ConfigureAwait(false);
        var marks = await PersonMarks.ReadAsync(session, [.. found.Values.OfType<Found>().Select(one => one.Person).Distinct(StringComparer.Ordinal)]).ConfigureAwait(false);
        var urls = (await session.ListAsync<EndpointRow>("SELECT partner, url FROM partner_endpoint WHERE partner IN @partners", new { partners = due.Select(row => row.Partner).Distinct(StringComparer.Ordinal).ToArray() }).ConfigureAwait(false)).ToDictionary(row => row.Partner, row => row.Url, StringComparer.Ordinal);
        var secret = await SubjectSecretAsync(session).ConfigureAwait(false);
        var parcels = new List<Parcel>(due.Count);
        var now = moment.Instant.ToDateTimeOffset();
        foreach (var row in due)
        {
            var attempts = await session.ValueAsync<long>("SELECT attempts FROM push_delivery WHERE check_id = @Id", new { row.Id }).ConfigureAwait(false);
            var next = now + Pauses[Math.Min(attempts, Pauses.Length - 1)];
            if (await session.RunAsync("UPDATE push_delivery SET attempts = attempts + 1, next_at = @next WHERE check_id = @Id AND state = 'waiting' AND next_at <= @at",
                new { row.Id, next = next.ToMicroseconds(), at = now.ToMicroseconds() }).ConfigureAwait(false) == 0)
                continue; // Another hub has it.
            var answer = CheckTransaction.Again(row, PersonMarks.On(found[row.Id], marks), rules, moment);
            if (answer.Ruling.Outcome == Outcome.Disclosed && urls.TryGetValue(row.Partner, out var url))
                parcels.Add(new Parcel(row, url, BodyOf(row, answer, secret), attempts + 1));
            else if (answer.Ruling.Outcome != Outcome.Disclosed)
            {
                await session.RunAsync("UPDATE push_delivery SET state = 'stopped' WHERE check_id = @Id", new { row.Id }).ConfigureAwait(false);
                await session.RunAsync("DELETE FROM pushed WHERE check_id = @Id", new { row.Id }).ConfigureAwait(false);
            }
        }
        return parcels;
    }

    async Task<Answer> SendAsync(Parcel parcel, CancellationToken cancellation)
    {
        var reply = await _post.SendAsync(parcel.Row.Partner, parcel.Url, parcel.Row.Id, parcel.Body, cancellation).ConfigureAwait(false);
        return new Answer(reply.IsTaken, reply.Status, reply.IsTaken ? ReceiptIn(reply.Body) : null);
    }

    static async Task RecordAsync(Session session, List<Parcel> parcels, Answer[] answers, Moment moment)
    {
        for (var i = 0; i < parcels.Count; i++)
        {
            var (parcel, answer) = (parcels[i], answers[i]);
            var state = answer.IsTaken ? "delivered" : parcel.Attempt >= Pauses.Length ? "given-up" : "waiting";
            await session.RunAsync("UPDATE push_delivery SET state = @state, last_answer = @Status, receipt = @Receipt, delivered_at = @at WHERE check_id = @Id AND state = 'waiting'",
                new { parcel.Row.Id, state, answer.Status, answer.Receipt, at = answer.IsTaken ? moment.Instant.ToDateTimeOffset().ToMicroseconds() : (long?)null }).ConfigureAwait(false);
        }
    }

    static byte[] BodyOf(CheckRow row, CheckAnswer answer, byte[] secret)
    {
        var body = CheckBody.Of(answer);
        return JsonSerializer.SerializeToUtf8Bytes(new PushBody(row.Id, body.Agreement, body.Version, SubjectOf(secret, row.Agreement, row.Person!), body.Outcome, body.WordsToThePerson!, body.Fields!), CheckBody.Json);
    }

    /// <summary>Names a person to one agreement's partner alone: two partners cannot put their lists side by side by it, and it says nothing of her id here.</summary>
    static string SubjectOf(byte[] secret, string agreement, string person) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{agreement}\n{person}")).AsSpan(0, 16));

    static async Task<byte[]> SubjectSecretAsync(Session session)
    {
        const string Read = "SELECT value FROM setting WHERE name = 'push_subject_secret'";
        if (await session.ValueAsync<string>(Read).ConfigureAwait(false) is { } known)
            return Convert.FromHexString(known);
        var fresh = RandomNumberGenerator.GetBytes(32);
        await session.RunAsync("INSERT INTO setting (name, value) VALUES ('push_subject_secret', @value)", new { value = Convert.ToHexStringLower(fresh) }).ConfigureAwait(false);
        return fresh;
    }

    static string? ReceiptIn(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("receipt", out var receipt) && receipt.ValueKind == JsonValueKind.String
                && receipt.GetString() is { Length: > 0 and <= LongestReceipt } text && !text.Any(char.IsControl) ? text : null;
        }
        catch (JsonException)
        {
            return null; // A partner need not send one.
        }
    }

    sealed record Parcel(CheckRow Row, string Url, byte[] Body, long Attempt);

    readonly record struct Answer(bool IsTaken, string Status, string? Receipt);

    sealed class EndpointRow
    {
        public string Partner { get; init; } = "";

        public string Url { get; init; } = "";
    }

    sealed class StateRow
    {
        public string State { get; init; } = "";

        public long N { get; init; }
    }
}

/// <summary>What a partner's endpoint is sent.</summary>
/// <param name="Id">The disclosure's id, for returning an outcome and for telling a repetition.</param>
/// <param name="Agreement">The agreement's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Subject">The same for the same person under the same agreement; a later push takes the place of an earlier.</param>
/// <param name="Outcome">"disclosed".</param>
/// <param name="WordsToThePerson">The words to show the person.</param>
/// <param name="Fields">[field] each value her records give, once.</param>
public sealed record PushBody(string Id, string Agreement, int Version, string Subject, string Outcome, string WordsToThePerson, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields);
