using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>
/// The one place where an answer to a check comes to be: in a single transaction tokens are used up, pauses and caps are looked at, the rules decide,
/// and check and ledger entry are written. Nothing leaves before its commit.
/// </summary>
/// <remarks>One object a transaction.</remarks>
sealed class CheckTransaction(Session session, RulesInForce rules, Moment moment)
{
    static readonly string[] s_tokenColumns = ["partner", "jti", "expires"];
    static readonly string[] s_countColumns = ["agreement", "period", "subject", "n"];
    static readonly string[] s_checkColumns =
        ["id", "partner", "key", "sha256", "agreement", "version", "at", "official", "case", "outcome", "reason", "fields", "person", "probability", "agreeing", "absent", "entry", "waits"];

    readonly string _day = moment.Date.ToString("uuuu-MM-dd", null);
    readonly string _month = LedgerEntries.MonthOf(moment.Date);
    readonly List<Decided> _new = [];

    /// <summary>Decides a batch of questions, in order.</summary>
    /// <returns>[asked] what is to be answered.</returns>
    public async Task<CheckResult[]> RunAsync(IReadOnlyList<CheckAsked> asked)
    {
        var results = new CheckResult[asked.Count];
        if (await LedgerState.RefusalAsync(session, moment).ConfigureAwait(false) is { } refusal)
        {
            Array.Fill(results, new CheckResult(null, refusal));
            return results;
        }
        var partners = asked.Select(one => one.Token.Partner).Distinct(StringComparer.Ordinal).ToArray(); // first in the keys, without which everything there is would be read
        var used = (await session.ListAsync<TokenRow>("SELECT partner, jti FROM used_token WHERE partner IN @partners AND jti IN @ids", new { partners, ids = asked.Select(one => one.Token.Id).ToArray() }).ConfigureAwait(false))
            .Select(row => (row.Partner, row.Jti)).ToHashSet();
        var earlier = (await session.ListAsync<CheckRow>($"SELECT {CheckRow.Columns} FROM partner_check WHERE partner IN @partners AND idempotency_key IN @keys", new { partners, keys = asked.Select(one => one.IdempotencyKey).ToArray() }).ConfigureAwait(false))
            .ToDictionary(row => (row.Partner, row.IdempotencyKey));
        var persons = asked.Where(one => one.Found is not null).Select(one => one.Found!.Person).Distinct(StringComparer.Ordinal).ToArray();
        var marks = await PersonMarks.ReadAsync(session, persons).ConfigureAwait(false);
        var counts = await ReadCountsAsync(asked, persons).ConfigureAwait(false);
        var tokens = new List<object?[]>(asked.Count);
        var inBatch = new HashSet<(string, string)>();
        for (var i = 0; i < results.Length; i++)
        {
            var one = asked[i];
            if (!used.Add((one.Token.Partner, one.Token.Id)))
                results[i] = new(null, UsedTokens.Used());
            else if (!rules.Keys.TryGetValue(one.Token.KeyId, out var key) || key.Partner != one.Token.Partner)
                results[i] = new(null, UsedTokens.Revoked());
            else
            {
                tokens.Add([one.Token.Partner, one.Token.Id, one.Token.ExpiresAt.ToMicroseconds()]);
                results[i] = !inBatch.Add((one.Token.Partner, one.IdempotencyKey))
                    ? new(null, new ProblemException(StatusCodes.Status409Conflict, "idempotency-key-busy", "The same question, under this Idempotency-Key, is being answered. Ask again."))
                    : earlier.TryGetValue((one.Token.Partner, one.IdempotencyKey), out var row) ? Repeat(one, row, marks) : Decide(one, marks, counts);
            }
        }
        await WriteAsync(tokens).ConfigureAwait(false);
        return results;
    }

    CheckResult Decide(CheckAsked asked, IReadOnlyDictionary<string, PersonMarks> marks, Dictionary<(string, string, string), long> counts)
    {
        // Terms may have changed since the look-up: those of the transaction decide.
        var agreement = rules.Find(asked.Agreement.Id, moment) ?? asked.Agreement;
        var found = PersonMarks.On(asked.Found, marks);
        var used = new Used(counts.GetValueOrDefault((agreement.Id, _day, "")), counts.GetValueOrDefault((agreement.Id, _month, "")),
            found is null ? 0 : counts.GetValueOrDefault((agreement.Id, _month, found.Person)));
        var question = new Question(agreement, rules.Pauses, asked.Request, used, moment);
        var ruling = asked.BeforeLookUp != RulingReason.None
            ? new Ruling(Outcome.Refused, asked.BeforeLookUp, [], false, false)
            : Ruling.Decide(question, found?.Facts);
        if (!ruling.Reason.MayBeTold())
            Count(counts, agreement.Id, found?.Person);
        var id = Ids.New("chk");
        _new.Add(new Decided(id, asked, agreement, ruling, found));
        return new(new CheckAnswer(id, agreement, ruling, found), null);
    }

    /// <summary>The same question once more: never more than was disclosed, and less if the rules now say less.</summary>
    CheckResult Repeat(CheckAsked asked, CheckRow row, IReadOnlyDictionary<string, PersonMarks> marks)
    {
        if (!asked.Sha256.AsSpan().SequenceEqual(row.RequestSha256))
            return new(null, new ProblemException(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key belongs to another question. Use a new key for a new question."));
        return new(Again(row, PersonMarks.On(asked.Found, marks), rules, moment), null);
    }

    /// <summary>What of an earlier answer may leave now.</summary>
    /// <param name="row">The earlier answer.</param>
    /// <param name="found">Who is found now, with the marks of now.</param>
    /// <param name="rules">The rules of now.</param>
    /// <param name="moment">Now.</param>
    public static CheckAnswer Again(CheckRow row, Found? found, RulesInForce rules, Moment moment)
    {
        var agreement = rules.Find(row.Agreement, moment) ?? throw new InvalidOperationException($"Agreement '{row.Agreement}' of check '{row.Id}' is gone.");
        var before = new Ruling((Outcome)row.Outcome, (RulingReason)row.Reason, [.. JsonSerializer.Deserialize<string[]>(row.Fields)!], false, false);
        if (before.Outcome == Outcome.Refused || found is null || found.Person != row.Person)
            return new(row.Id, agreement, before with { Outcome = Outcome.Refused, Reason = before.Outcome == Outcome.Refused ? before.Reason : RulingReason.NoMatch, Fields = [] }, null);
        var isApproved = row.Decision == CheckRow.Approved;
        // The caps were counted when the question was first put; once more costs nothing.
        var now = Ruling.Decide(new Question(agreement, rules.Pauses, new Request((Direction)row.Direction, agreement.FieldsAsked, []), default, moment, isApproved), found.Facts);
        if (before.Outcome == Outcome.Disclosed && now.Outcome == Outcome.Pending)
            now = now with { Outcome = Outcome.Refused, Fields = [] }; // What left once and would wait now does not leave again.
        if (before.Outcome == Outcome.Pending && row.Decision is not null && !isApproved)
            now = now with { Outcome = Outcome.Refused, Reason = RulingReason.NotPermitted, Fields = [] };
        now = now with { Fields = [.. now.Fields.Where(field => before.Fields.Contains(field, StringComparer.Ordinal))] };
        if (now.Outcome == Outcome.Disclosed && now.Fields.IsEmpty)
            now = now with { Outcome = Outcome.Refused, Reason = RulingReason.NoFieldLeft };
        return new(row.Id, agreement, now, found);
    }

    async Task<Dictionary<(string, string, string), long>> ReadCountsAsync(IReadOnlyList<CheckAsked> asked, string[] persons)
    {
        var rows = await session.ListAsync<CountRow>("SELECT agreement, period, subject, n FROM cap_count WHERE agreement IN @agreements AND period IN @periods AND subject IN @subjects", new
        {
            agreements = asked.Select(one => one.Agreement.Id).Distinct(StringComparer.Ordinal).ToArray(),
            periods = new[] { _day, _month },
            subjects = persons.Append("").ToArray(),
        }).ConfigureAwait(false);
        return rows.ToDictionary(row => (row.Agreement, row.Period, row.Subject), row => row.N);
    }

    void Count(Dictionary<(string, string, string), long> counts, string agreement, string? person)
    {
        Add((agreement, _day, ""));
        Add((agreement, _month, ""));
        if (person is not null)
            Add((agreement, _month, person));

        void Add((string, string, string) of)
        {
            counts[of] = counts.GetValueOrDefault(of) + 1;
            _counted[of] = _counted.GetValueOrDefault(of) + 1;
        }
    }

    readonly Dictionary<(string Agreement, string Period, string Subject), long> _counted = [];

    async Task WriteAsync(List<object?[]> tokens)
    {
        await session.RunManyAsync("INSERT INTO used_token (partner, jti, expires_at) VALUES (@partner, @jti, @expires)", s_tokenColumns, tokens).ConfigureAwait(false);
        await session.RunManyAsync("INSERT INTO cap_count (agreement, period, subject, n) VALUES (@agreement, @period, @subject, @n) ON CONFLICT (agreement, period, subject) DO UPDATE SET n = cap_count.n + excluded.n",
            s_countColumns, [.. _counted.Select(pair => new object?[] { pair.Key.Agreement, pair.Key.Period, pair.Key.Subject, pair.Value })]).ConfigureAwait(false);
        var entries = await LedgerEntries.AddAsync(session, moment, [.. _new.Select(EntryOf)]).ConfigureAwait(false);
        var rows = new object?[_new.Count][];
        for (var i = 0; i < rows.Length; i++)
        {
            var (id, asked, agreement, ruling, found) = _new[i];
            rows[i] =
            [
                id, asked.Token.Partner, asked.IdempotencyKey, asked.Sha256, agreement.Id, (long)agreement.Version, moment.Instant.ToDateTimeOffset().ToMicroseconds(),
                asked.Token.Official, asked.Token.Case, (long)ruling.Outcome, (long)ruling.Reason, JsonSerializer.Serialize(ruling.Fields), found?.Person, found?.Facts.MatchProbability,
                JsonSerializer.Serialize(found?.Facts.AgreeingFields ?? []), JsonSerializer.Serialize(found?.Absent ?? []), entries[i],
                ruling.Outcome == Outcome.Pending ? JsonSerializer.Serialize(asked.Asked) : null,
            ];
        }
        await session.RunManyAsync("""
            INSERT INTO partner_check (id, partner, idempotency_key, request_sha256, agreement, agreement_version, made_at, official, case_reference, outcome, reason, fields, person, probability, agreeing, absent, entry, asked)
            VALUES (@id, @partner, @key, @sha256, @agreement, @version, @at, @official, @case, @outcome, @reason, @fields, @person, @probability, @agreeing, @absent, @entry, @waits)
            """, s_checkColumns, rows).ConfigureAwait(false);
    }

    static NewEntry EntryOf(Decided decided) => new()
    {
        Kind = EntryKinds.Check,
        Agreement = decided.Agreement.Id,
        AgreementVersion = decided.Agreement.Version,
        Subject = decided.Found?.Person,
        WriteOpening = json =>
        {
            var (id, asked, _, ruling, found) = decided;
            json.WriteString("check", id);
            json.WriteString("partner", asked.Token.Partner);
            json.WriteString("key", asked.Token.KeyId);
            json.WriteString("official", asked.Token.Official);
            json.WriteString("case", asked.Token.Case);
            json.WriteBase64String("question_sha256", asked.Sha256);
            json.WriteString("outcome", CheckWords.Of(ruling.Outcome));
            json.WriteNumber("reason", (int)ruling.Reason);
            json.WriteStartArray("fields");
            foreach (var field in ruling.Fields)
                json.WriteStringValue(field);
            json.WriteEndArray();
            if (found is not null)
                json.WriteNumber("match_probability", found.Facts.MatchProbability);
        },
    };

    sealed record Decided(string Id, CheckAsked Asked, Agreement Agreement, Ruling Ruling, Found? Found);

    sealed class TokenRow
    {
        public string Partner { get; init; } = "";

        public string Jti { get; init; } = "";
    }

    sealed class CountRow
    {
        public string Agreement { get; init; } = "";

        public string Period { get; init; } = "";

        public string Subject { get; init; } = "";

        public long N { get; init; }
    }
}

/// <summary>An answer, or why there is none.</summary>
readonly record struct CheckResult(CheckAnswer? Answer, ProblemException? Problem);
