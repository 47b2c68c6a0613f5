using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Disclosures.Inspecting;

/// <summary>What an inspector may draw a sample of.</summary>
public enum SampleOf
{
    /// <summary>Decisions of named humans: on pending answers, on recommendations, on links.</summary>
    Decisions,

    /// <summary>Looks of staff at people, and readings of the ledger.</summary>
    Views,

    /// <summary>What left: checks, lists, pushes, urgent disclosures.</summary>
    Disclosures,
}

/// <summary>One entry of a sample, opened.</summary>
/// <param name="Id">The entry's id.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">From <see cref="EntryKinds"/>.</param>
/// <param name="Agreement">The agreement; null: none.</param>
/// <param name="Index">Its number in the public ledger; null: not numbered yet.</param>
/// <param name="HasSubject">It is about a person whose records can be opened.</param>
/// <param name="Opening">What only the opening says, name and value; empty: erased.</param>
public sealed record SampledEntry(string Id, DateTimeOffset At, string Kind, string? Agreement, long? Index, bool HasSubject, IReadOnlyList<(string Name, string Value)> Opening);

/// <summary>Lets an inspector see what was decided, looked at and disclosed: drawn at random, so that nobody chooses what she sees, and read-only. Each of her looks is an entry itself.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class Inspection(Database database, PersonDirectory directory, HubOptions options)
{
    /// <summary>The most entries of one sample.</summary>
    public const int MostSampled = 50;

    // What stands in every opening and is shown beside it.
    static readonly string[] s_shownApart = ["id", "kind", "at", "agreement", "version"];

    /// <summary>The kinds of entry that are drawn.</summary>
    public static IReadOnlyList<string> KindsOf(SampleOf what) => what switch
    {
        SampleOf.Decisions => [EntryKinds.Review, EntryKinds.Decision, EntryKinds.LinkDecision],
        SampleOf.Views => [EntryKinds.View, EntryKinds.LedgerRead],
        _ => [EntryKinds.Check, EntryKinds.BulkCheck, EntryKinds.Push, EntryKinds.Urgent],
    };

    /// <summary>Draws entries at random.</summary>
    /// <param name="what">Of which.</param>
    /// <param name="window">When they happened.</param>
    /// <param name="count">How many, 1 to <see cref="MostSampled"/>.</param>
    /// <param name="by">The inspector.</param>
    /// <param name="cancellation">Ends the waiting for one's turn.</param>
    public Task<IReadOnlyList<SampledEntry>> SampleAsync(SampleOf what, Counting.OpeningsWindow window, int count, Actor by, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        var (from, to) = (window.From.ToDateTimeOffset().ToMicroseconds(), window.To.ToDateTimeOffset().ToMicroseconds());
        var rows = await session.ListAsync<Row>("SELECT id, kind, agreement, subject, leaf_index, made_at, opening FROM entry WHERE kind IN @kinds AND made_at >= @from AND made_at < @to ORDER BY RANDOM() LIMIT @count",
            new { kinds = KindsOf(what).ToArray(), from, to, count = Math.Clamp(count, 1, MostSampled) }).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, Moment.Now(options.Clock), new NewEntry
        {
            Kind = EntryKinds.LedgerRead,
            WriteOpening = json =>
            {
                json.WriteString("what", "sample");
                json.WriteString("of", what.ToString());
                json.WriteString("by", by.AccountId);
                json.WriteStartArray("entries");
                foreach (var row in rows)
                    json.WriteStringValue(row.Id);
                json.WriteEndArray();
            },
        }).ConfigureAwait(false);
        return (IReadOnlyList<SampledEntry>)[.. rows.OrderBy(row => row.MadeAt).Select(row => new SampledEntry(row.Id, row.MadeAt.ToInstant(), row.Kind, row.Agreement, row.LeafIndex, row.Subject is not null, Read(row.Opening)))];
    }, cancellation);

    /// <summary>Opens the records of the person an entry is about, as they are now; that they were opened is in the ledger before they are seen.</summary>
    /// <param name="entry">The entry's id.</param>
    /// <param name="by">The inspector.</param>
    /// <param name="cancellation">Ends the waiting for one's turn.</param>
    /// <returns>Her records over all sources; empty: she is no longer held.</returns>
    /// <exception cref="ProblemException">There is no such entry, or it is about nobody.</exception>
    public async Task<IReadOnlyList<PersonRecord>> OpenAsync(string entry, Actor by, CancellationToken cancellation = default)
    {
        var person = await database.WriteAsync(async session =>
        {
            var subject = await session.ValueAsync<string>("SELECT subject FROM entry WHERE id = @entry", new { entry }).ConfigureAwait(false)
                ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such entry, or it is about nobody.");
            await LedgerEntries.AddAsync(session, Moment.Now(options.Clock), new NewEntry
            {
                Kind = EntryKinds.View,
                Subject = subject,
                WriteOpening = json =>
                {
                    json.WriteString("act", "inspected");
                    json.WriteString("entry", entry);
                    json.WriteString("by", by.AccountId);
                },
            }).ConfigureAwait(false);
            return subject;
        }, cancellation).ConfigureAwait(false);
        return [.. new[] { SnapshotPartition.Main, SnapshotPartition.LawEnforcement }.SelectMany(partition => directory.RecordsOf(partition, person))];
    }

    static IReadOnlyList<(string, string)> Read(byte[]? opening)
    {
        if (opening is null)
            return [];
        using var json = JsonDocument.Parse(opening);
        return [.. json.RootElement.EnumerateObject().Where(member => !s_shownApart.Contains(member.Name, StringComparer.Ordinal)).Select(member => (member.Name, Text(member.Value)))];
    }

    static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => new StringBuilder().AppendJoin(", ", value.EnumerateObject().Select(member => $"{member.Name}: {Text(member.Value)}")).ToString(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => value.GetRawText(),
    };

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string Kind { get; init; } = "";

        public string? Agreement { get; init; }

        public string? Subject { get; init; }

        public long? LeafIndex { get; init; }

        public long MadeAt { get; init; }

        public byte[]? Opening { get; init; }
    }
}
