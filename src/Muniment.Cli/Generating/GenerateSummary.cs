using System.Text.Json;

namespace Muniment.Cli.Generating;

/// <summary>What was written.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="People">How many people the population has, those without a record too; null where the profile counts records alone.</param>
/// <param name="Records">Records in all sources.</param>
/// <param name="PlantedPeople">People merged on purpose.</param>
/// <param name="Files">The files, sources first.</param>
sealed record GenerateSummary(ulong Seed, long? People, long Records, long PlantedPeople, IReadOnlyList<WrittenFile> Files)
{
    static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, NewLine = "\n" };

    /// <summary>As JSON, names in snake_case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json);
}
