using System.Collections.Immutable;

namespace Muniment.Hub.Tools.Rules;

/// <summary>The names of the Algorithmic Transparency Recording Standard that a tool's file writes in its own words; the rest is made from the table and from figures.</summary>
/// <remarks>
/// Names: version 3.0's attributes with the changes of version 4.0 (supplier is "third party"; scope merged into the description; "integration into broader operational
/// process"; "human review"; development and operational data apart). Source: the standard's change log from 3.0 to 4.0, Open Government Licence 3.0.
/// </remarks>
static class AtrsRecord
{
    /// <summary>What every file writes.</summary>
    public static readonly ImmutableArray<string> Written =
    [
        "organisation_name", "phase", "region", "one_sentence_description", "organisation_or_department", "team", "senior_responsible_owner", "third_party_involvement",
        "detailed_description", "benefit", "previous_process", "alternatives_considered", "integration_into_broader_operational_process", "human_review", "required_training",
        "appeals_and_review", "maintenance", "operational_data_description", "sensitive_attributes", "data_access_and_storage", "impact_assessment", "risks_and_mitigations",
    ];

    static readonly string[] s_phases = ["Idea", "Design", "Development", "Private beta", "Public beta", "Production", "Retired"];

    /// <summary>What is missing or not of the standard, a sentence each.</summary>
    public static IEnumerable<string> Missing(DecisionTool tool)
    {
        foreach (var name in Written.Where(name => !tool.Record.ContainsKey(name)))
            yield return $"record: '{name}' is missing, and the public record (ATRS) asks for it.";
        foreach (var name in tool.Record.Keys.Where(name => !Written.Contains(name)))
            yield return $"record: '{name}' is not written by hand. Remove it, or look for a slip.";
        if (tool.Record.TryGetValue("phase", out var phase) && !s_phases.Contains(phase))
            yield return $"record: the phase is '{phase}', and the standard has {string.Join(", ", s_phases)}.";
    }
}
