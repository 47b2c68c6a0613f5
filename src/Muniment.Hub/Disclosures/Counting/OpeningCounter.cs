using System.Text.Json;

namespace Muniment.Hub.Disclosures.Counting;

/// <summary>Counts entries with their openings, by month and agreement: the hub, and whoever was given the openings, come to the same numbers by this one way.</summary>
/// <remarks>
/// Reads of an opening: "outcome", "fields" and "subject", of bulk checks "counts" (docs/statistics.md). Not thread-safe.
/// </remarks>
public sealed class OpeningCounter
{
    /// <summary>Stands for the agreement where there is none, as in the public entry.</summary>
    public const string NoAgreement = "-";

    /// <summary>What the "outcome" of a returned outcome says where the answer was about somebody else, or wrong.</summary>
    public static IReadOnlyList<string> Wrong { get; } = ["wrong-person", "wrong-data"];

    /// <summary>The kinds that are events: data left, or was asked for.</summary>
    public static IReadOnlyList<string> EventKinds { get; } = [EntryKinds.Check, EntryKinds.BulkCheck, EntryKinds.Push, EntryKinds.Urgent];

    /// <summary>The kinds that are counted at all.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. EventKinds, EntryKinds.Review, EntryKinds.Outcome];

    readonly Dictionary<(string Month, string Agreement), Cell> _cells = [];

    /// <summary>Adds an entry.</summary>
    /// <param name="kind">Its kind; those not in <see cref="Kinds"/> are passed over.</param>
    /// <param name="month">YYYY-MM.</param>
    /// <param name="agreement">The agreement's id; null: none.</param>
    /// <param name="opening">Its opening; empty: erased, it counts all the same, but nobody knows as what.</param>
    /// <exception cref="JsonException">The opening is no JSON object.</exception>
    public void Add(string kind, string month, string? agreement, ReadOnlyMemory<byte> opening)
    {
        if (!Kinds.Contains(kind))
            return;
        if (!_cells.TryGetValue((month, agreement ?? NoAgreement), out var cell))
            _cells.Add((month, agreement ?? NoAgreement), cell = new Cell());
        if (opening.IsEmpty)
        {
            cell.AddErased(kind);
            return;
        }
        using var json = JsonDocument.Parse(opening);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("An opening is a JSON object.");
        cell.Add(kind, json.RootElement);
    }

    /// <summary>What was counted, by month and agreement.</summary>
    public IReadOnlyDictionary<(string Month, string Agreement), MonthCounts> Counts => _cells.ToDictionary(cell => cell.Key, cell => cell.Value.Counts);

    /// <summary>Distinct people about whom something was disclosed in all that was added.</summary>
    public long People => _cells.Values.SelectMany(cell => cell.People).Distinct(StringComparer.Ordinal).LongCount() + _cells.Values.Sum(cell => cell.PeopleOfJobs);

    sealed class Cell
    {
        MonthCounts _counts = new();

        public HashSet<string> People { get; } = new(StringComparer.Ordinal);

        public long PeopleOfJobs { get; private set; }

        public MonthCounts Counts => _counts with { People = People.Count + PeopleOfJobs };

        public void AddErased(string kind) => _counts = kind switch
        {
            EntryKinds.Review => _counts with { Reviews = _counts.Reviews + 1 },
            EntryKinds.Outcome => _counts with { OutcomesReturned = _counts.OutcomesReturned + 1 },
            _ => _counts with { Events = _counts.Events + 1, Questions = _counts.Questions + 1 },
        };

        public void Add(string kind, JsonElement opening)
        {
            switch (kind)
            {
                case EntryKinds.Review:
                    var approved = Text(opening, "outcome") == "disclosed";
                    _counts = _counts with { Reviews = _counts.Reviews + 1, Approved = _counts.Approved + (approved ? 1 : 0) };
                    AddDisclosure(opening, approved);
                    break;
                case EntryKinds.Outcome:
                    _counts = _counts with { OutcomesReturned = _counts.OutcomesReturned + 1, Wrong = _counts.Wrong + (Wrong.Contains(Text(opening, "outcome")) ? 1 : 0) };
                    break;
                default:
                    _counts = _counts with { Events = _counts.Events + 1 };
                    if (opening.TryGetProperty("counts", out var counts) && counts.ValueKind == JsonValueKind.Object)
                        AddJob(counts);
                    else
                        AddOne(opening);
                    break;
            }
        }

        void AddOne(JsonElement opening)
        {
            var outcome = Text(opening, "outcome");
            var isRefused = opening.TryGetProperty("reason", out var reason) && reason.TryGetInt32(out var number) && ((Exchange.Rules.RulingReason)number) is >= Exchange.Rules.RulingReason.Key and <= Exchange.Rules.RulingReason.MonthCap;
            _counts = _counts with
            {
                Questions = _counts.Questions + 1,
                DisclosedAtOnce = _counts.DisclosedAtOnce + (outcome == "disclosed" ? 1 : 0),
                Pending = _counts.Pending + (outcome == "pending" ? 1 : 0),
                Nothing = _counts.Nothing + (outcome == "nothing-to-disclose" && !isRefused ? 1 : 0),
            };
            AddDisclosure(opening, outcome == "disclosed");
        }

        void AddJob(JsonElement counts)
        {
            _counts = _counts with
            {
                Questions = _counts.Questions + Number(counts, "asked"),
                DisclosedAtOnce = _counts.DisclosedAtOnce + Number(counts, "disclosed"),
                Pending = _counts.Pending + Number(counts, "pending"),
                Nothing = _counts.Nothing + Number(counts, "nothing"),
                Fields = _counts.Fields + Number(counts, "fields"),
            };
            PeopleOfJobs += Number(counts, "people");
        }

        void AddDisclosure(JsonElement opening, bool isOne)
        {
            if (!isOne)
                return;
            if (Text(opening, "subject") is { } subject)
                People.Add(subject);
            if (opening.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array)
                _counts = _counts with { Fields = _counts.Fields + fields.GetArrayLength() };
        }

        static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        static long Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.TryGetInt64(out var number) ? number : 0;
    }
}
