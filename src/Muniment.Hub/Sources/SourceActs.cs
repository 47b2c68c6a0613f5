using System.Text.Json;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Storage;
using NodaTime;

namespace Muniment.Hub.Sources;

/// <summary>What is done with sources, in the ledger.</summary>
static class SourceActs
{
    /// <summary>Adds an entry in the transaction of the act.</summary>
    /// <param name="session">A write.</param>
    /// <param name="kind">Of <see cref="EntryKinds"/>.</param>
    /// <param name="sourceId">The source.</param>
    /// <param name="what">registered, changed, withheld, published, loaded, ended; or the kind of erasure.</param>
    /// <param name="by">Account.</param>
    /// <param name="at">When.</param>
    /// <param name="more">Further members of the opening; null: none.</param>
    public static Task AddEntryAsync(Session session, string kind, string sourceId, string what, string by, DateTimeOffset at, Action<Utf8JsonWriter>? more = null) =>
        LedgerEntries.AddAsync(session, Moment.At(Instant.FromDateTimeOffset(at)), new NewEntry
        {
            Kind = kind,
            WriteOpening = json =>
            {
                json.WriteString("source", sourceId);
                json.WriteString("what", what);
                json.WriteString("by", by);
                more?.Invoke(json);
            },
        });
}
