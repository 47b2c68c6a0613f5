using System.Globalization;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Persons;
using Muniment.Hub.Tools.Rules;
using Muniment.Hub.Tools.Runs;

namespace Muniment.Hub.Tools.Pages;

/// <summary>/staff/tools: the viewer's cases on which a tool can be run, and how often people decide otherwise than tools recommend.</summary>
[RequireRole(Role.Caseworker, Role.AgreementOfficer, Role.Inspector)]
sealed class StaffToolsModel(ToolFigures figures, ToolRuns runs, Casework casework, PageWords words, HubOptions options) : StaffPage
{
    public IReadOnlyList<(DecisionTool Tool, ToolUse Use, ToolState State)> Tools { get; private set; } = [];

    /// <summary>The viewer's open cases, how often a tool ran on each, and how many of these wait for a decision.</summary>
    public IReadOnlyList<(CaseEntry Case, int Runs, int Waiting)> Cases { get; private set; } = [];

    public bool IsCaseworker => HttpContext.Actor().Is(Role.Caseworker);

    public async Task OnGetAsync()
    {
        var moment = Moment.Now(options.Clock);
        Tools = [.. (await figures.ListAsync()).Select(one => (one.Tool, one.Use, ToolState.Of(one.Tool, moment)))];
        if (!IsCaseworker)
            return;
        var cases = new List<(CaseEntry, int, int)>();
        foreach (var entry in await casework.ListAsync(HttpContext.Actor().AccountId))
        {
            var made = await runs.ListAsync(entry.Id, HttpContext.Actor());
            cases.Add((entry, made.Length, made.Count(run => run.DecidedAt is null)));
        }
        Cases = cases;
    }

    /// <summary>The share of decisions that were otherwise than recommended.</summary>
    public string Rate(ToolUse use) => use.Decided == 0 ? words["stafftools.none"] : string.Create(CultureInfo.InvariantCulture, $"{100.0 * use.Overridden / use.Decided:0}%");
}
