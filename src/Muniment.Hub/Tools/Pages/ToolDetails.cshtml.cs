using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Public;
using Muniment.Hub.Tools.Rules;
using Muniment.Hub.Tools.Runs;

namespace Muniment.Hub.Tools.Pages;

/// <summary>/register/tools/{id}: one decision tool, its rows in words, its figures, its public record and its versions.</summary>
[AllowPublic, CachedForAll]
sealed class ToolDetailsModel(ToolRegister register, ToolFigures figures, HubOptions options) : PageModel
{
    /// <summary>What of the public record the page shows; the JSON has all.</summary>
    public static readonly string[] Shown =
    [
        "one_sentence_description", "detailed_description", "benefit", "previous_process", "alternatives_considered", "human_review", "appeals_and_review", "sensitive_attributes", "impact_assessment", "risks_and_mitigations",
    ];

    public DecisionTool Tool { get; private set; } = null!;

    public ToolUse Use { get; private set; } = null!;

    public ToolState State { get; private set; } = null!;

    public IEnumerable<ToolRow> Rows => Tool.Default is { } otherwise ? Tool.Rows.Add(otherwise) : Tool.Rows;

    public IReadOnlyList<(int Version, DateTimeOffset Published, IReadOnlyList<string> Changes)> Versions { get; private set; } = [];

    public IEnumerable<string> Laws(ToolRow row) => ToolEvidenceOf.Laws(Tool, row);

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if ((await figures.ListAsync()).FirstOrDefault(one => one.Tool.Id == id) is not { Tool: not null } found)
            return NotFound();
        (Tool, Use) = found;
        State = ToolState.Of(Tool, Moment.Now(options.Clock));
        var versions = await register.VersionsAsync(id);
        Versions = [.. versions.Select((version, place) => (version.Tool.Version, version.PublishedAt, Changes(place + 1 < versions.Length ? versions[place + 1].Tool : null, version.Tool)))];
        return Page();
    }

    static IReadOnlyList<string> Changes(DecisionTool? older, DecisionTool newer)
    {
        if (older is null)
            return [];
        var diff = ToolDiff.Between(older, newer);
        return [.. diff.Changes, .. diff.Moves.Select(move => $"In {move.Cases} of {diff.Cases} kinds of case the recommendation changes from '{move.From}' to '{move.To}': for one, where {move.First}.")];
    }
}
