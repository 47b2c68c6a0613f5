using System.Collections.Immutable;
using System.Text.Json;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Tools.Runs;

/// <summary>A row of tool_run.</summary>
sealed record ToolRunRow
{
    public const string Columns = "id, tool, version, case_id, person, made_at, month, made_by, inputs, outputs, rows_held, flagged, age_band, sex, nationality_group, ethnicity, entry, decided_at, decided_by, decision, reason, overridden, contested_at, wrong_at";

    public string Id { get; init; } = "";

    public string Tool { get; init; } = "";

    public long Version { get; init; }

    public string CaseId { get; init; } = "";

    public string? Person { get; init; }

    public long MadeAt { get; init; }

    public string Month { get; init; } = "";

    public string MadeBy { get; init; } = "";

    public string Inputs { get; init; } = "{}";

    public string Outputs { get; init; } = "[]";

    public string RowsHeld { get; init; } = "[]";

    public long Flagged { get; init; }

    public string AgeBand { get; init; } = "";

    public string Sex { get; init; } = "";

    public string NationalityGroup { get; init; } = "";

    public string Ethnicity { get; init; } = "";

    public string Entry { get; init; } = "";

    public long? DecidedAt { get; init; }

    public string? DecidedBy { get; init; }

    public string? Decision { get; init; }

    public string? Reason { get; init; }

    public long? Overridden { get; init; }

    public long? ContestedAt { get; init; }

    public long? WrongAt { get; init; }

    public PersonGroups Groups => new(AgeBand, Sex, NationalityGroup, Ethnicity);

    public ToolRun AsRun() => new(
        Id, Tool, (int)Version, CaseId, MadeAt.ToInstant(), MadeBy, JsonSerializer.Deserialize<Dictionary<string, string>>(Inputs)!.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Texts(Outputs), Texts(RowsHeld), Flagged != 0, DecidedAt?.ToInstant(), DecidedBy, Decision is null ? [] : Texts(Decision), Reason, Overridden == 1, ContestedAt?.ToInstant(), WrongAt?.ToInstant());

    public static string Json(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);

    static ImmutableArray<string> Texts(string json) => [.. JsonSerializer.Deserialize<string[]>(json)!];
}
