using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Disclosures.Counting;

/// <summary>Hands an inspector the openings of a window of time: what each entry commits to, with its salt, so that everything can be counted again and checked against the public ledger.</summary>
/// <remarks>Personal data. Each handing over is an entry itself. Safe on any thread.</remarks>
public sealed class Openings(Database database, TimeProvider clock)
{
    const int Page = 2048;

    /// <summary>A window of time, from the first instant to before the second.</summary>
    /// <param name="from">YYYY-MM-DD, a day in London, or an instant such as 2026-03-02T10:00:00Z; null: from the beginning.</param>
    /// <param name="to">Likewise; a day is included whole. null: until now.</param>
    /// <exception cref="ProblemException">They are neither.</exception>
    public static OpeningsWindow Window(string? from, string? to)
    {
        var window = new OpeningsWindow(from is null ? Instant.FromUnixTimeTicks(0) : Read(from, 0), to is null ? Instant.FromUtc(9999, 12, 31, 0, 0) : Read(to, 1));
        return window.From < window.To ? window : throw new ProblemException(StatusCodes.Status400BadRequest, "bad-window", "from must be before to.");
    }

    /// <summary>Records who reads which window. Before the first byte leaves.</summary>
    public Task RecordAsync(OpeningsWindow window, Actor by, CancellationToken cancellation = default) => database.WriteAsync(session => LedgerEntries.AddAsync(session, Moment.Now(clock), new NewEntry
    {
        Kind = EntryKinds.LedgerRead,
        WriteOpening = json =>
        {
            json.WriteString("what", "openings");
            json.WriteString("by", by.AccountId);
            json.WriteString("from", window.From.ToString());
            json.WriteString("to", window.To.ToString());
        },
    }), cancellation);

    /// <summary>Writes the openings, one JSON object a line, in the order of the ledger.</summary>
    public async Task WriteAsync(OpeningsWindow window, Stream to, CancellationToken cancellation = default)
    {
        var (first, end) = (window.From.ToDateTimeOffset().ToMicroseconds(), window.To.ToDateTimeOffset().ToMicroseconds());
        var buffer = new ArrayBufferWriter<byte>();
        for (var after = 0L; ;)
        {
            var rows = await database.ReadAsync(session => session.ListAsync<Row>(
                "SELECT seq, leaf, leaf_index, salt, opening FROM entry WHERE seq > @after AND made_at >= @first AND made_at < @end ORDER BY seq LIMIT @Page", new { after, first, end, Page }), cancellation).ConfigureAwait(false);
            foreach (var row in rows)
                Write(buffer, row);
            await to.WriteAsync(buffer.WrittenMemory, cancellation).ConfigureAwait(false);
            buffer.ResetWrittenCount();
            if (rows.Count < Page)
                return;
            after = rows[^1].Seq;
        }
    }

    static void Write(ArrayBufferWriter<byte> buffer, Row row)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (row.LeafIndex is { } index)
                json.WriteNumber("index", index);
            json.WriteString("leaf", Encoding.ASCII.GetString(row.Leaf));
            if (row is { Salt: { } salt, Opening: { } opening })
            {
                json.WriteBase64String("salt", salt);
                json.WriteBase64String("opening", opening);
            }
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
    }

    static Instant Read(string text, int daysAfter)
    {
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date })
            return date.PlusDays(daysAfter).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["Europe/London"]).ToInstant();
        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? Instant.FromDateTimeOffset(instant)
            : throw new ProblemException(StatusCodes.Status400BadRequest, "bad-window", "from and to are days (YYYY-MM-DD, in London) or instants (2026-03-02T10:00:00Z).");
    }

    sealed class Row
    {
        public long Seq { get; init; }

        public byte[] Leaf { get; init; } = [];

        public long? LeafIndex { get; init; }

        public byte[]? Salt { get; init; }

        public byte[]? Opening { get; init; }
    }
}

/// <summary>A window of time.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant after it.</param>
public readonly record struct OpeningsWindow(Instant From, Instant To);
