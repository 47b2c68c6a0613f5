using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Persons;
using Muniment.Hub.Tools.Rules;
using Muniment.Hub.Tools.Runs;

namespace Muniment.Hub.Tools.Pages;

/// <summary>/staff/cases/{id}/tools: the runs of a case, and a new one on a person the viewer has looked up for it. Whom it is about is never in an address.</summary>
[RequireRole(Role.Caseworker)]
sealed class CaseToolsModel(Casework casework, ToolRegister register, ToolRuns runs, PageWords words, HubOptions options) : StaffPage
{
    public CaseEntry Case { get; private set; } = null!;

    public ImmutableArray<ToolRun> Runs { get; private set; } = [];

    /// <summary>The tools that may run now: key, name, question.</summary>
    public IReadOnlyList<(string Id, string Name, string Question)> Runnable { get; private set; } = [];

    /// <summary>The tool whose inputs are asked; null: none was chosen yet.</summary>
    public DecisionTool? Tool { get; private set; }

    /// <summary>What the hub knows of the inputs itself; empty text: it is not known.</summary>
    public IReadOnlyDictionary<string, string> Known { get; private set; } = new Dictionary<string, string>();

    /// <summary>How the viewer names the person in this case; null: nobody was chosen.</summary>
    [BindProperty]
    public string? Alias { get; set; }

    [BindProperty]
    public string? ToolId { get; set; }

    [BindProperty]
    public Dictionary<string, string?> Inputs { get; set; } = [];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await casework.FindAsync(id) is not { } found || !found.IsOpenFor(HttpContext.Actor().AccountId))
            return NotFound();
        Case = found;
        Runs = await runs.ListAsync(id, HttpContext.Actor());
        var moment = Moment.Now(options.Clock);
        Runnable = [.. (await register.ListAsync()).Where(tool => ToolState.Of(tool, moment).CanRun).Select(tool => (tool.Id, tool.Name, tool.Question))];
        return Page();
    }

    /// <summary>A person was chosen: which tool?</summary>
    public Task<IActionResult> OnPostChooseAsync(string id) => OnGetAsync(id);

    /// <summary>A tool was chosen: what is known of its inputs?</summary>
    public async Task<IActionResult> OnPostInputsAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        if (Runnable.All(one => one.Id != ToolId))
            ModelState.AddModelError(nameof(ToolId), words["casetools.which.missing"]);
        await ActAsync(AskAsync);
        return page;
    }

    /// <summary>Runs it. What is left empty is unknown, which protects.</summary>
    public async Task<IActionResult> OnPostRunAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        var entered = Inputs.Where(input => !string.IsNullOrWhiteSpace(input.Value)).ToDictionary(input => input.Key, input => input.Value!.Trim(), StringComparer.Ordinal);
        ToolRun? made = null;
        if (await ActAsync(async () => made = await runs.RunAsync(ToolId ?? "", id, Alias ?? "", entered, HttpContext.Actor())))
            return Redirect($"/staff/cases/{id}/tools/{made!.Id}");
        await AskAsync();
        return page;
    }

    /// <summary>The answers of a yes or no or a choice; not known stands last.</summary>
    public IReadOnlyList<(string Value, string Text)> Choices(ToolInput input) => [.. input.Options.Select(option => (option.Id, option.Words)), ("unknown", words["casetools.not-known"])];

    /// <summary>What was typed; null: nothing.</summary>
    public string? Typed(ToolInput input) => Inputs.GetValueOrDefault(input.Id);

    async Task AskAsync()
    {
        Tool = (await register.ListAsync()).FirstOrDefault(tool => tool.Id == ToolId);
        if (Tool is not null)
            Known = await runs.KnownAsync(Tool.Id, Case.Id, Alias ?? "", HttpContext.Actor());
    }
}

/// <summary>/staff/cases/{id}/tools/{run}: one run. Its evidence is opened by a button, since that is put on record; then a named human decides.</summary>
[RequireRole(Role.Caseworker)]
sealed class CaseToolRunModel(Casework casework, ToolRegister register, ToolFigures figures, ToolRuns runs, PageWords words) : StaffPage
{
    public CaseEntry Case { get; private set; } = null!;

    public ToolRun Run { get; private set; } = null!;

    public DecisionTool Tool { get; private set; } = null!;

    public ToolUse Use { get; private set; } = null!;

    /// <summary>null: it has not been opened yet.</summary>
    public ToolEvidence? Evidence { get; private set; }

    [BindProperty]
    public string? One { get; set; }

    [BindProperty]
    public string[] Several { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(string id, string run)
    {
        if (await casework.FindAsync(id) is not { } found || !found.IsOpenFor(HttpContext.Actor().AccountId) || (await runs.ListAsync(id, HttpContext.Actor())).FirstOrDefault(one => one.Id == run) is not { } made)
            return NotFound();
        (Case, Run) = (found, made);
        Tool = (await register.ListAsync()).First(tool => tool.Id == made.Tool);
        Use = (await figures.ListAsync()).First(one => one.Tool.Id == made.Tool).Use;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string run)
    {
        var page = await OnGetAsync(id, run);
        if (page is PageResult)
            await ActAsync(async () => Evidence = await runs.OpenEvidenceAsync(run, HttpContext.Actor()));
        return page;
    }

    public async Task<IActionResult> OnPostDecideAsync(string id, string run)
    {
        if (await OnGetAsync(id, run) is not PageResult page)
            return NotFound();
        var chosen = Tool.Collects ? Several : One is null ? [] : [One];
        if (chosen.Length == 0)
            ModelState.AddModelError(Tool.Collects ? nameof(Several) : nameof(One), words["casetools.decide.missing"]);
        var reason = Needed(nameof(Reason), Reason, words["staff.reason.missing"]);
        if (await ActAsync(() => runs.DecideAsync(run, chosen, reason, HttpContext.Actor())))
            return Redirect($"/staff/cases/{id}/tools?done=decided");
        Evidence = await runs.OpenEvidenceAsync(run, HttpContext.Actor()); // It was open; what was typed stands beneath it.
        return page;
    }
}
