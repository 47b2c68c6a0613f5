using System.Text.Json;
using Muniment.Hub.Disclosures.Counting;

namespace Muniment.Hub.Disclosures.Breaches;

/// <summary>Goes through entries and keeps those a breach's scope covers. An erased opening cannot be ruled out, so it counts.</summary>
sealed class ScopeCounter(BreachScope scope)
{
    /// <summary>Kinds of entry by which data reaches somebody.</summary>
    public static readonly string[] Kinds = [EntryKinds.Check, EntryKinds.BulkCheck, EntryKinds.Push, EntryKinds.Urgent, EntryKinds.Review, EntryKinds.View, EntryKinds.Share];

    readonly Dictionary<string, (List<string> Entries, HashSet<string> Fields)> _people = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _byAgreement = new(StringComparer.Ordinal);
    long _entries, _disclosures, _erased;

    public BreachReach Reach => new(_entries, _disclosures, _people.Count, _erased, _byAgreement);

    public IReadOnlyList<AffectedPerson> People => [.. _people.OrderBy(person => person.Key, StringComparer.Ordinal)
        .Select(person => new AffectedPerson(person.Key, person.Value.Entries, [.. person.Value.Fields.Order(StringComparer.Ordinal)]))];

    public void Add(ScopeRow row)
    {
        if (row.Opening is null)
        {
            if (scope is { PartnerKey: null, Partner: null, Account: null } || row.Agreement is not null == scope.Account is null)
                Count(row, isErased: true);
            return;
        }
        using var json = JsonDocument.Parse(row.Opening);
        var opening = json.RootElement;
        if (!Is(opening, "key", scope.PartnerKey) || !Is(opening, "partner", scope.Partner) || !Is(opening, "by", scope.Account))
            return;
        Count(row, isErased: false);
        var left = Text(opening, "outcome") is null or "disclosed"; // a view has no outcome: it was seen
        _disclosures += left ? 1 : 0;
        if (!left || row.Subject is null)
            return;
        if (!_people.TryGetValue(row.Subject, out var person))
            _people.Add(row.Subject, person = ([], new HashSet<string>(StringComparer.Ordinal)));
        person.Entries.Add(row.Id);
        if (opening.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array)
            person.Fields.UnionWith(fields.EnumerateArray().Select(field => field.GetString()!));
    }

    void Count(ScopeRow row, bool isErased)
    {
        _entries++;
        _erased += isErased ? 1 : 0;
        var agreement = row.Agreement ?? OpeningCounter.NoAgreement;
        _byAgreement[agreement] = _byAgreement.GetValueOrDefault(agreement) + 1;
    }

    static bool Is(JsonElement opening, string name, string? wanted) => wanted is null || Text(opening, name) == wanted;

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>An entry with its opening.</summary>
sealed class ScopeRow
{
    public long Seq { get; init; }

    public string Id { get; init; } = "";

    public string? Agreement { get; init; }

    public string? Subject { get; init; }

    public byte[]? Opening { get; init; }
}
