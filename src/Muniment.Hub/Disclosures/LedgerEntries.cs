using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Storage;
using Muniment.Ledger.Leaves;
using NodaTime;

namespace Muniment.Hub.Disclosures;

/// <summary>Writes acts for the ledger in the transaction of the act itself: either both are there after the commit, or neither.</summary>
/// <remarks>A leaf gets its number within a second, from <see cref="LedgerWriter"/>. Safe on any thread.</remarks>
public static class LedgerEntries
{
    static readonly string[] s_columns = ["id", "kind", "month", "agreement", "version", "subject", "salt", "opening", "leaf", "at", "reveal"];
    static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds one act.</summary>
    /// <returns>The entry's id.</returns>
    public static async Task<string> AddAsync(Session session, Moment moment, NewEntry entry) =>
        (await AddAsync(session, moment, [entry]).ConfigureAwait(false))[0];

    /// <summary>Adds acts, in order.</summary>
    /// <param name="session">A write.</param>
    /// <param name="moment">When they happened: now.</param>
    /// <param name="entries">The acts.</param>
    /// <returns>[entries] their ids.</returns>
    public static async Task<string[]> AddAsync(Session session, Moment moment, IReadOnlyList<NewEntry> entries)
    {
        var rows = new object?[entries.Count][];
        var ids = new string[entries.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var entry = entries[i];
            ids[i] = Ids.New("ent");
            var opening = OpeningOf(ids[i], moment, entry);
            var salt = Commitment.NewSalt();
            var leaf = new LedgerLeaf(entry.Kind, moment.Date.Year, moment.Date.Month, entry.Agreement, entry.AgreementVersion, Commitment.Of(salt, opening));
            rows[i] =
            [
                ids[i], entry.Kind, MonthOf(moment.Date), entry.Agreement, entry.Agreement is null ? null : (long)entry.AgreementVersion, entry.Subject,
                salt, opening, leaf.ToBytes(), moment.Instant.ToDateTimeOffset().ToMicroseconds(), entry.RevealAt?.ToMicroseconds(),
            ];
        }
        await session.RunManyAsync("""
            INSERT INTO entry (id, kind, month, agreement, agreement_version, subject, salt, opening, leaf, made_at, reveal_at)
            VALUES (@id, @kind, @month, @agreement, @version, @subject, @salt, @opening, @leaf, @at, @reveal)
            """, s_columns, rows).ConfigureAwait(false);
        return ids;
    }

    /// <summary>A month as statistics and leaves write it: YYYY-MM.</summary>
    public static string MonthOf(LocalDate date) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{date.Year:0000}-{date.Month:00}");

    /// <summary>Deletes salt and clear text of a person's entries; their leaves stay, and say nothing any more.</summary>
    /// <returns>How many were erased.</returns>
    public static Task<int> EraseAsync(Session session, string subject, Moment moment) =>
        session.RunJournaledAsync("UPDATE entry SET salt = NULL, opening = NULL, subject = NULL WHERE subject = @subject", new { subject }, moment.Instant.ToDateTimeOffset());

    static byte[] OpeningOf(string id, Moment moment, NewEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, s_json))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("kind", entry.Kind);
            json.WriteString("at", moment.Instant.ToString());
            if (entry.Agreement is not null)
            {
                json.WriteString("agreement", entry.Agreement);
                json.WriteNumber("version", entry.AgreementVersion);
            }
            if (entry.Subject is not null)
                json.WriteString("subject", entry.Subject);
            entry.WriteOpening?.Invoke(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
