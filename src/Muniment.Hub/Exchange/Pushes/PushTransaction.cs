using System.Security.Cryptography;
using System.Text.Json;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Pushes;

/// <summary>The transaction in which pushes come to be: the rules decide on each person, and answer, entry and delivery are written.</summary>
sealed class PushTransaction(Session session, RulesInForce rules, Moment moment, string agreementId)
{
    static readonly string[] s_checkColumns = ["id", "partner", "key", "sha256", "agreement", "version", "at", "outcome", "reason", "fields", "person", "probability", "agreeing", "entry", "direction"];
    static readonly string[] s_countColumns = ["agreement", "period", "subject", "n"];
    static readonly string[] s_pushedColumns = ["agreement", "person", "sha256", "check"];
    static readonly string[] s_deliveryColumns = ["check", "agreement", "at"];

    readonly string _day = moment.Date.ToString("uuuu-MM-dd", null);
    readonly string _month = LedgerEntries.MonthOf(moment.Date);

    /// <summary>What a push asks the rules.</summary>
    public static Request Request { get; } = new(Direction.Push, [], []);

    /// <summary>[32] what would be sent, as a hash.</summary>
    public static byte[] HashOf(in Ruling ruling, Found found) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(ruling.Fields.Select(field => (IReadOnlyList<string>)[field, .. found.Values.GetValueOrDefault(field) ?? []])));

    /// <summary>Decides on some people.</summary>
    public async Task<PushResult> RunAsync(IReadOnlyList<Found> people)
    {
        var agreement = rules.Find(agreementId, moment)!;
        string[] persons = [.. people.Select(found => found.Person)];
        var marks = await PersonMarks.ReadAsync(session, persons).ConfigureAwait(false);
        var before = (await session.ListAsync<PushedRow>("SELECT person, sha256 FROM pushed WHERE agreement = @agreementId AND person IN @persons", new { agreementId, persons }).ConfigureAwait(false)).ToDictionary(row => row.Person, row => row.Sha256, StringComparer.Ordinal);
        var counts = (await session.ListAsync<CountRow>("SELECT period, subject, n FROM cap_count WHERE agreement = @agreementId AND period IN @periods AND subject IN @subjects", new { agreementId, periods = new[] { _day, _month }, subjects = persons.Append("").ToArray() }).ConfigureAwait(false))
            .ToDictionary(row => (row.Period, row.Subject), row => row.N);
        var result = default(PushResult);
        var sent = new List<Sent>();
        foreach (var person in people)
        {
            var found = PersonMarks.On(person, marks)!;
            var used = new Used(counts.GetValueOrDefault((_day, "")), counts.GetValueOrDefault((_month, "")), counts.GetValueOrDefault((_month, found.Person)));
            var ruling = Ruling.Decide(new Question(agreement, rules.Pauses, Request, used, moment), found.Facts);
            if (ruling.Reason.MayBeTold())
            {
                result = result with { Stopped = ruling.Reason };
                break;
            }
            if (ruling.Outcome == Outcome.Refused)
                continue;
            var hash = HashOf(ruling, found);
            if (before.TryGetValue(found.Person, out var last) && last.AsSpan().SequenceEqual(hash))
            {
                result = result with { Unchanged = result.Unchanged + 1 };
                continue;
            }
            sent.Add(new Sent(Ids.New("chk"), found, ruling, hash));
            foreach (var of in new[] { (_day, ""), (_month, ""), (_month, found.Person) })
                counts[of] = counts.GetValueOrDefault(of) + 1;
            result = ruling.Outcome == Outcome.Disclosed ? result with { Sent = result.Sent + 1 } : result with { Pending = result.Pending + 1 };
        }
        await WriteAsync(agreement, sent).ConfigureAwait(false);
        return result;
    }

    async Task WriteAsync(Agreement agreement, List<Sent> sent)
    {
        if (sent.Count == 0)
            return;
        var at = moment.Instant.ToDateTimeOffset().ToMicroseconds();
        var entries = await LedgerEntries.AddAsync(session, moment, [.. sent.Select(one => EntryOf(agreement, one))]).ConfigureAwait(false);
        await session.RunManyAsync("""
            INSERT INTO partner_check (id, partner, idempotency_key, request_sha256, agreement, agreement_version, made_at, official, case_reference, outcome, reason, fields, person, probability, agreeing, absent, entry, direction)
            VALUES (@id, @partner, @key, @sha256, @agreement, @version, @at, '', '', @outcome, @reason, @fields, @person, @probability, @agreeing, '[]', @entry, @direction)
            """, s_checkColumns,
            [
                .. sent.Select((one, i) => new object?[]
                {
                    // A blank is in no key that a partner may send.
                    one.Id, agreement.Partner.Id, $"push {one.Id}", one.Sha256, agreement.Id, (long)agreement.Version, at, (long)one.Ruling.Outcome, (long)one.Ruling.Reason, JsonSerializer.Serialize(one.Ruling.Fields),
                    one.Found.Person, one.Found.Facts.MatchProbability, JsonSerializer.Serialize(one.Found.Facts.AgreeingFields), entries[i], (long)Direction.Push,
                }),
            ]).ConfigureAwait(false);
        await session.RunManyAsync("INSERT INTO pushed (agreement, person, sha256, check_id) VALUES (@agreement, @person, @sha256, @check) ON CONFLICT (agreement, person) DO UPDATE SET sha256 = excluded.sha256, check_id = excluded.check_id",
            s_pushedColumns, [.. sent.Select(one => new object?[] { agreement.Id, one.Found.Person, one.Sha256, one.Id })]).ConfigureAwait(false);
        await session.RunManyAsync("INSERT INTO push_delivery (check_id, agreement, state, next_at) VALUES (@check, @agreement, 'waiting', @at)",
            s_deliveryColumns, [.. sent.Where(one => one.Ruling.Outcome == Outcome.Disclosed).Select(one => new object?[] { one.Id, agreement.Id, at })]).ConfigureAwait(false);
        await session.RunManyAsync("INSERT INTO cap_count (agreement, period, subject, n) VALUES (@agreement, @period, @subject, @n) ON CONFLICT (agreement, period, subject) DO UPDATE SET n = cap_count.n + excluded.n", s_countColumns,
            [[agreement.Id, _day, "", (long)sent.Count], [agreement.Id, _month, "", (long)sent.Count], .. sent.Select(one => new object?[] { agreement.Id, _month, one.Found.Person, 1L })]).ConfigureAwait(false);
    }

    static NewEntry EntryOf(Agreement agreement, Sent sent) => new()
    {
        Kind = EntryKinds.Push,
        Agreement = agreement.Id,
        AgreementVersion = agreement.Version,
        Subject = sent.Found.Person,
        WriteOpening = json =>
        {
            json.WriteString("check", sent.Id);
            json.WriteString("partner", agreement.Partner.Id);
            json.WriteString("outcome", CheckWords.Of(sent.Ruling.Outcome));
            json.WriteNumber("reason", (int)sent.Ruling.Reason);
            json.WriteStartArray("fields");
            foreach (var field in sent.Ruling.Fields)
                json.WriteStringValue(field);
            json.WriteEndArray();
        },
    };

    sealed record Sent(string Id, Found Found, Ruling Ruling, byte[] Sha256);

    sealed class PushedRow
    {
        public string Person { get; init; } = "";

        public byte[] Sha256 { get; init; } = [];
    }

    sealed class CountRow
    {
        public string Period { get; init; } = "";

        public string Subject { get; init; } = "";

        public long N { get; init; }
    }
}
