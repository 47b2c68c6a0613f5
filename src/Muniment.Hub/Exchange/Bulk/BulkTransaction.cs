using System.Security.Cryptography;
using System.Text.Json;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Ledger.Trees;

namespace Muniment.Hub.Exchange.Bulk;

/// <summary>
/// The transaction in which a bulk check's answers come to be: caps and pauses are looked at, the rules decide on every row, and one ledger entry with
/// the root of all rows, the answers that may leave, and the numbers of all groups are written. Of other rows nothing is kept.
/// </summary>
sealed class BulkTransaction(Session session, RulesInForce rules, Moment moment, BulkJob job, BulkRows rows)
{
    const int Chunk = 500;

    static readonly string[] s_checkColumns = ["id", "partner", "key", "sha256", "agreement", "version", "at", "official", "case", "outcome", "reason", "fields", "person", "probability", "agreeing", "absent", "entry", "direction", "job", "reference", "waits"];
    static readonly string[] s_rowColumns = ["check", "job", "row", "salt", "content", "proof"];
    static readonly string[] s_groupColumns = ["job", "age", "sex", "nationality", "score", "n"];
    static readonly string[] s_countColumns = ["agreement", "period", "subject", "n"];

    readonly string _day = moment.Date.ToString("uuuu-MM-dd", null);
    readonly string _month = LedgerEntries.MonthOf(moment.Date);
    readonly Dictionary<string, long> _persons = new(StringComparer.Ordinal);
    readonly List<Answered> _answered = [];

    /// <summary>Decides on every row and ends the job.</summary>
    public async Task RunAsync()
    {
        var agreement = rules.Find(job.Agreement, moment)!;
        var used = await UsedAsync(agreement.Id).ConfigureAwait(false);
        var reason = Before(agreement, used);
        if (reason != RulingReason.None)
        {
            var refusal = await LedgerEntries.AddAsync(session, moment, EntryOf(agreement, reason, TreeHasher.Empty)).ConfigureAwait(false);
            await BulkStore.EndAsync(session, job.Id, BulkJob.Refused, CheckWords.Of(reason).Sentence, refusal, moment.Instant.ToDateTimeOffset()).ConfigureAwait(false);
            return;
        }
        var tree = await DecideAsync(agreement, used).ConfigureAwait(false);
        var entry = await LedgerEntries.AddAsync(session, moment, EntryOf(agreement, RulingReason.None, tree.Root)).ConfigureAwait(false);
        await WriteAsync(agreement, tree, entry).ConfigureAwait(false);
        await BulkStore.EndAsync(session, job.Id, BulkJob.Done, null, entry, moment.Instant.ToDateTimeOffset()).ConfigureAwait(false);
    }

    RulingReason Before(Agreement agreement, Used used)
    {
        if (!rules.Keys.TryGetValue(job.Kid, out var key) || key.Partner != job.Partner)
            return RulingReason.Key;
        var reason = Ruling.BeforeLookUp(new Question(agreement, rules.Pauses, new Request(Direction.BulkCheck, rows.Fields, []), used, moment));
        return reason != RulingReason.None ? reason
            : used.Today + rows.Count > agreement.Caps.PerDay ? RulingReason.DayCap
            : used.ThisMonth + rows.Count > agreement.Caps.PerMonth ? RulingReason.MonthCap
            : RulingReason.None;
    }

    async Task<RowTree> DecideAsync(Agreement agreement, Used used)
    {
        var persons = rows.Found.Values.Select(found => found.Person).Distinct(StringComparer.Ordinal).ToArray();
        var marks = new Dictionary<string, PersonMarks>(StringComparer.Ordinal);
        foreach (var chunk in persons.Chunk(Chunk))
        {
            foreach (var (person, mark) in await PersonMarks.ReadAsync(session, chunk).ConfigureAwait(false))
                marks.Add(person, mark);
            foreach (var row in await session.ListAsync<CountRow>("SELECT subject, n FROM cap_count WHERE agreement = @Id AND period = @month AND subject IN @chunk", new { agreement.Id, month = _month, chunk }).ConfigureAwait(false))
                _persons[row.Subject] = row.N;
        }
        var before = _persons.ToDictionary(StringComparer.Ordinal);
        var request = new Request(Direction.BulkCheck, agreement.FieldsAsked, []);
        var secret = RandomNumberGenerator.GetBytes(32); // Gone when the job has ended: what an uninvolved row's leaf holds cannot be guessed.
        var leaves = new TreeHash[rows.Count];
        for (var row = 0; row < leaves.Length; row++)
        {
            var found = rows.Found.TryGetValue(row, out var match) ? PersonMarks.On(match, marks) : null;
            var question = new Question(agreement, rules.Pauses, request, used with { PersonThisMonth = found is null ? 0 : _persons.GetValueOrDefault(found.Person) }, moment);
            var ruling = Ruling.Decide(question, found?.Facts);
            used = used with { Today = used.Today + 1, ThisMonth = used.ThisMonth + 1 };
            if (found is not null)
                _persons[found.Person] = _persons.GetValueOrDefault(found.Person) + 1;
            var (salt, content) = (SaltOf(secret, row), ContentOf(row, ruling, found));
            leaves[row] = TreeHasher.Leaf([.. salt, .. content]);
            if (ruling.Outcome != Outcome.Refused)
                _answered.Add(new Answered(Ids.New("chk"), row, ruling, found!, salt, content));
        }
        foreach (var (person, n) in before)
            _persons[person] -= n; // what is left is what this job adds
        return new RowTree(leaves);
    }

    async Task WriteAsync(Agreement agreement, RowTree tree, string entry)
    {
        var at = moment.Instant.ToDateTimeOffset().ToMicroseconds();
        await session.RunManyAsync("""
            INSERT INTO partner_check (id, partner, idempotency_key, request_sha256, agreement, agreement_version, made_at, official, case_reference, outcome, reason, fields, person, probability, agreeing, absent, entry, direction, job, reference, asked)
            VALUES (@id, @partner, @key, @sha256, @agreement, @version, @at, @official, @case, @outcome, @reason, @fields, @person, @probability, @agreeing, @absent, @entry, @direction, @job, @reference, @waits)
            """, s_checkColumns,
            [
                .. _answered.Select(answered => new object?[]
                {
                    // A blank is in no key that a partner may send.
                    answered.Id, job.Partner, $"bulk {job.Id} {answered.Row}", job.RequestSha256, agreement.Id, (long)agreement.Version, at, job.Official, job.CaseReference,
                    (long)answered.Ruling.Outcome, (long)answered.Ruling.Reason, JsonSerializer.Serialize(answered.Ruling.Fields), answered.Found.Person, answered.Found.Facts.MatchProbability,
                    JsonSerializer.Serialize(answered.Found.Facts.AgreeingFields), JsonSerializer.Serialize(answered.Found.Absent), entry, (long)Direction.BulkCheck, job.Id, rows.ReferenceOf(answered.Row),
                    answered.Ruling.Outcome == Outcome.Pending ? JsonSerializer.Serialize(rows.AskedOf(answered.Row)) : null,
                }),
            ]).ConfigureAwait(false);
        await session.RunManyAsync("INSERT INTO bulk_row (check_id, job, row_number, salt, content, proof) VALUES (@check, @job, @row, @salt, @content, @proof)", s_rowColumns,
            [.. _answered.Select(answered => new object?[] { answered.Id, job.Id, answered.Row + 1L, answered.Salt, answered.Content, tree.Proof(answered.Row).SelectMany(hash => hash.ToArray()).ToArray() })]).ConfigureAwait(false);
        await session.RunManyAsync("INSERT INTO bulk_count (job, age_band, sex, nationality_group, score_band, n) VALUES (@job, @age, @sex, @nationality, @score, @n)", s_groupColumns,
            [.. rows.Groups.Select(pair => new object?[] { job.Id, pair.Key.AgeBand, pair.Key.Sex, pair.Key.NationalityGroup, pair.Key.ScoreBand, pair.Value })]).ConfigureAwait(false);
        await session.RunManyAsync("INSERT INTO cap_count (agreement, period, subject, n) VALUES (@agreement, @period, @subject, @n) ON CONFLICT (agreement, period, subject) DO UPDATE SET n = cap_count.n + excluded.n", s_countColumns,
            [
                [agreement.Id, _day, "", (long)rows.Count], [agreement.Id, _month, "", (long)rows.Count],
                .. _persons.Select(pair => new object?[] { agreement.Id, _month, pair.Key, pair.Value }),
            ]).ConfigureAwait(false);
    }

    async Task<Used> UsedAsync(string agreement)
    {
        var today = await session.ValueAsync<long>("SELECT n FROM cap_count WHERE agreement = @agreement AND period = @day AND subject = ''", new { agreement, day = _day }).ConfigureAwait(false);
        return new Used(today, await session.ValueAsync<long>("SELECT n FROM cap_count WHERE agreement = @agreement AND period = @month AND subject = ''", new { agreement, month = _month }).ConfigureAwait(false));
    }

    NewEntry EntryOf(Agreement agreement, RulingReason reason, TreeHash root) => new()
    {
        Kind = EntryKinds.BulkCheck,
        Agreement = agreement.Id,
        AgreementVersion = agreement.Version,
        WriteOpening = json =>
        {
            json.WriteString("job", job.Id);
            json.WriteString("partner", job.Partner);
            json.WriteString("official", job.Official);
            json.WriteString("case", job.CaseReference);
            json.WriteBase64String("question_sha256", job.RequestSha256);
            json.WriteNumber("reason", (int)reason);
            json.WriteNumber("rows", rows.Count);
            json.WriteNumber("disclosed", _answered.Count(answered => answered.Ruling.Outcome == Outcome.Disclosed));
            json.WriteNumber("pending", _answered.Count(answered => answered.Ruling.Outcome == Outcome.Pending));
            json.WriteString("rows_root", root.ToString());
        },
    };

    static byte[] SaltOf(byte[] secret, int row) => HMACSHA256.HashData(secret, BitConverter.GetBytes(row));

    static byte[] ContentOf(int row, in Ruling ruling, Found? found)
    {
        using var buffer = new MemoryStream(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("row", row + 1);
            json.WriteString("outcome", CheckWords.Of(ruling.Outcome));
            json.WriteNumber("reason", (int)ruling.Reason);
            if (found is not null)
                json.WriteNumber("match_probability", found.Facts.MatchProbability);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    sealed record Answered(string Id, int Row, Ruling Ruling, Found Found, byte[] Salt, byte[] Content);

    sealed class CountRow
    {
        public string Subject { get; init; } = "";

        public long N { get; init; }
    }
}
