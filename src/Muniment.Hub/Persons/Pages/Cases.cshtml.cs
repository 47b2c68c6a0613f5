using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Persons.Pages;

/// <summary>/staff/cases: the viewer's own, and those that wait for somebody, which say no more than what they are for. An inspector sees all, as little of each.</summary>
[RequireRole(Role.Caseworker, Role.Steward, Role.Inspector)]
sealed class CasesModel(Casework casework) : StaffPage
{
    public IReadOnlyList<CaseEntry> Mine { get; private set; } = [];

    public IReadOnlyList<CaseEntry> Others { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var actor = HttpContext.Actor();
        Mine = await casework.ListAsync(actor.AccountId);
        Others = [.. (await casework.ListAsync()).Where(entry => entry.AssignedTo is null || actor.Is(Role.Inspector))];
    }
}

/// <summary>/staff/cases/new: opens a case, for a purpose that some source is registered for. Somebody else assigns it.</summary>
[RequireRole(Role.Caseworker, Role.Steward)]
sealed class NewCaseModel(Casework casework, SourceRegister sources, PageWords words) : StaffPage
{
    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Purpose { get; set; }

    public IReadOnlyList<(string Value, string Text)> Purposes { get; private set; } = [];

    public async Task OnGetAsync() => Purposes =
    [
        ("", words["cases.purpose.choose"]),
        .. (await sources.ListAsync(HttpContext.RequestAborted)).SelectMany(source => source.Entry.Purposes).DistinctBy(purpose => purpose.Term).OrderBy(purpose => purpose.Term, StringComparer.Ordinal)
            .Select(purpose => (purpose.Term, $"{purpose.Words} ({purpose.Term})")),
    ];

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        var subject = Needed(nameof(Subject), Subject, words["cases.subject.missing"]);
        if (string.IsNullOrEmpty(Purpose) || !Purposes.Any(one => one.Value == Purpose))
            ModelState.AddModelError(nameof(Purpose), words["cases.purpose.missing"]);
        return await ActAsync(() => casework.OpenAsync(subject, Purpose!, HttpContext.Actor())) ? Redirect("/staff/cases?done=opened") : Page();
    }
}

/// <summary>/staff/cases/{id}: one case. What it is about is for those who opened it or work on it.</summary>
[RequireRole(Role.Caseworker, Role.Steward)]
sealed class CaseDetailsModel(Casework casework, AccountStore accounts, PageWords words) : StaffPage
{
    public CaseEntry Case { get; private set; } = null!;

    /// <summary>Caseworkers it could be given to: all but the viewer.</summary>
    public IReadOnlyList<(string Value, string Text)> Colleagues { get; private set; } = [];

    /// <summary>Who works on it; null: nobody.</summary>
    public string? AssignedTo { get; private set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Outcome { get; set; }

    /// <summary>True for those who opened it or work on it.</summary>
    public bool IsTheirs => Case.OpenedBy == HttpContext.Actor().AccountId || Case.AssignedTo == HttpContext.Actor().AccountId;

    public bool MayLookUp => Case.IsOpenFor(HttpContext.Actor().AccountId) && HttpContext.Actor().Is(Role.Caseworker);

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await casework.FindAsync(id) is not { } found)
            return NotFound();
        Case = found;
        var all = await accounts.ListAsync();
        AssignedTo = all.FirstOrDefault(account => account.Id == found.AssignedTo)?.DisplayName;
        Colleagues =
        [
            ("", words["cases.assign.choose"]),
            .. all.Where(account => account.RoleList.Contains(Role.Caseworker) && account.ClosedAt is null && account.Id != HttpContext.Actor().AccountId).Select(account => (account.Id, account.DisplayName)),
        ];
        return Page();
    }

    public async Task<IActionResult> OnPostAssignAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        if (string.IsNullOrEmpty(To) || !Colleagues.Any(one => one.Value == To))
            ModelState.AddModelError(nameof(To), words["cases.assign.missing"]);
        return await ActAsync(() => casework.AssignAsync(id, To!, HttpContext.Actor())) ? Redirect("/staff/cases?done=assigned") : page;
    }

    public async Task<IActionResult> OnPostCloseAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page || !IsTheirs)
            return NotFound();
        var outcome = Needed(nameof(Outcome), Outcome, words["cases.outcome.missing"]);
        return await ActAsync(() => casework.CloseAsync(id, outcome, HttpContext.Actor())) ? Redirect("/staff/cases?done=closed") : page;
    }
}
