using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Rights.Cases;
using Muniment.Hub.Rights.Records;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/staff/cases/rights: what people have asked, the one due first first. It says nothing of who they are.</summary>
[RequireRole(Role.Caseworker, Role.Inspector)]
sealed class RightsQueueModel(RightsCases cases, AccountStore accounts) : StaffPage
{
    public IReadOnlyList<(RightsCase Case, RightsClock Clock, string? AssignedTo)> Queue { get; private set; } = [];

    public (long Ever, long Now) Overrides { get; private set; }

    public async Task OnGetAsync()
    {
        var names = (await accounts.ListAsync()).ToDictionary(account => account.Id, account => account.DisplayName, StringComparer.Ordinal);
        Queue = [.. (await cases.QueueAsync()).Select(one => (one.Case, cases.ClockOf(one.Case, one.Acts), one.Case.AssignedTo is { } to ? names.GetValueOrDefault(to, to) : null))];
        Overrides = await cases.CountOverridesAsync();
    }
}

/// <summary>/staff/cases/rights/{id}: one request. What it says is opened by a button, since opening it is an entry in the ledger.</summary>
[RequireRole(Role.Caseworker, Role.Inspector)]
sealed class RightsCaseModel(RightsCases cases, AccountStore accounts, Database database, PageWords words) : StaffPage
{
    IReadOnlyList<Account> _accounts = [];

    public RightsCase Case { get; private set; } = null!;

    public RightsClock Clock { get; private set; } = null!;

    public IReadOnlyList<RightsAct> Timeline { get; private set; } = [];

    /// <summary>What it says; null: it has not been opened.</summary>
    public RightsFile? Opened { get; private set; }

    /// <summary>What the viewer may do now: ends of addresses.</summary>
    public IReadOnlyList<string> Acts { get; private set; } = [];

    /// <summary>What another left out on a ground that takes two people.</summary>
    public IReadOnlyList<Redaction> WaitingRedactions { get; private set; } = [];

    public IReadOnlyList<(string Value, string Text)> Colleagues { get; private set; } = [];

    public bool IsMine => Case.AssignedTo == HttpContext.Actor().AccountId && HttpContext.Actor().Is(Role.Caseworker);

    /// <summary>Whether the viewer may open what it says.</summary>
    public bool MayOpen => IsMine || IsReadOnly || RightsCases.WaitsForSecond(Case, Timeline, HttpContext.Actor());

    public bool IsReadOnly => !HttpContext.Actor().Is(Role.Caseworker);

    public bool IsDone => Request.Query["done"] == "1";

    [BindProperty]
    public string? To { get; set; }

    public string? NameOf(string? account) => _accounts.FirstOrDefault(one => one.Id == account)?.DisplayName;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await cases.FindAsync(id) is not { } found)
            return NotFound();
        (Case, var acts) = found;
        Clock = cases.ClockOf(Case, acts);
        Timeline = acts;
        _accounts = await accounts.ListAsync();
        Colleagues = [("", words["cases.assign.choose"]), .. _accounts.Where(account => account.RoleList.Contains(Role.Caseworker) && account.ClosedAt is null && account.Id != HttpContext.Actor().AccountId).Select(account => (account.Id, account.DisplayName))];
        var actor = HttpContext.Actor();
        Acts = IsReadOnly ? [] : [.. RightsDeed.All.Where(deed => deed.IsFor(Case, acts, Clock, actor)).Select(deed => deed.Name)];
        WaitingRedactions = IsReadOnly ? [] : [.. (await database.ReadAsync(session => Redactions.ListAsync(session, Case.Person))).Where(left => !left.Counts && left.MadeBy != actor.AccountId)];
        return Page();
    }

    public async Task<IActionResult> OnPostOpenAsync(string id)
    {
        ModelState.Clear();
        await ActAsync(async () => Opened = await cases.OpenAsync(id, HttpContext.Actor()));
        return await OnGetAsync(id);
    }

    public async Task<IActionResult> OnPostAssignAsync(string id)
    {
        if (IsInspector || await OnGetAsync(id) is not PageResult page)
            return NotFound();
        if (string.IsNullOrEmpty(To) || !Colleagues.Any(one => one.Value == To))
            ModelState.AddModelError(nameof(To), words["cases.assign.missing"]);
        return await ActAsync(() => cases.AssignAsync(id, To!, HttpContext.Actor())) ? Redirect($"/staff/cases/rights/{id}?done=1") : page;
    }

    public Task<IActionResult> OnPostAgreeAsync(string id, string? redaction) => AnswerAsync(id, redaction, agrees: true);

    public Task<IActionResult> OnPostShowAsync(string id, string? redaction) => AnswerAsync(id, redaction, agrees: false);

    bool IsInspector => !HttpContext.Actor().Is(Role.Caseworker);

    async Task<IActionResult> AnswerAsync(string id, string? redaction, bool agrees)
    {
        ModelState.Clear();
        if (IsInspector)
            return NotFound();
        return await ActAsync(() => cases.AnswerRedactionAsync(id, redaction ?? "", agrees, HttpContext.Actor())) ? Redirect($"/staff/cases/rights/{id}?done=1") : await OnGetAsync(id);
    }
}
