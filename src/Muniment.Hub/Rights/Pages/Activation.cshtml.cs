using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Pages.Components;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Proof;
using NodaTime;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/staff/cases/{id}/activation: a code by which the person of a case, or who acts for her, gets an account. Reached from her records; a code by hand is shown once.</summary>
[RequireRole(Role.Caseworker)]
sealed class ActivationModel(Casework casework, Activations activations, PageWords words) : StaffPage
{
    public string CaseId { get; private set; } = "";

    /// <summary>The code, to be given by hand; null: none was made, or it went by letter.</summary>
    public string? Code { get; private set; }

    public bool IsSent { get; private set; }

    [BindProperty]
    public string? Alias { get; set; }

    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public string? For { get; set; }

    [BindProperty]
    public string? Holder { get; set; }

    [BindProperty]
    public string? Capacity { get; set; }

    [BindProperty]
    public string? Document { get; set; }

    [BindProperty]
    public string? Scope { get; set; }

    [BindProperty]
    public DateParts Until { get; set; } = new();

    [BindProperty]
    public string? Given { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    public IReadOnlyList<(string Value, string Text)> Capacities => [("", words["rights.activation.capacity.choose"]), .. Authority.Capacities.Select(one => (one, words["rights.capacity." + one]))];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await casework.FindAsync(id) is not { } found || !found.IsOpenFor(HttpContext.Actor().AccountId))
            return NotFound();
        CaseId = id;
        return Page();
    }

    /// <summary>From her records: the form. The alias travels in forms alone.</summary>
    public Task<IActionResult> OnPostBeginAsync(string id)
    {
        ModelState.Clear();
        return OnGetAsync(id);
    }

    public async Task<IActionResult> OnPostMakeAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        var how = Needed(nameof(How), How, words["rights.activation.how.missing"]);
        if (For is not ("herself" or "other"))
            ModelState.AddModelError(nameof(For), words["rights.answer.missing"]);
        if (Given is not ("hand" or "letter"))
            ModelState.AddModelError(nameof(Given), words["rights.answer.missing"]);
        var address = Given == "letter" ? Needed(nameof(Address), Address, words["rights.activation.address.missing"]) : null;
        var authority = For == "other" ? ReadAuthority() : null;
        if (await ActAsync(async () => Code = await activations.MakeAsync(id, Alias ?? "", new ActivationForm(how, address, authority), HttpContext.Actor())))
            IsSent = Code is null;
        return page;
    }

    NewAuthority? ReadAuthority()
    {
        var holder = Needed(nameof(Holder), Holder, words["rights.activation.holder.missing"]);
        var document = Needed(nameof(Document), Document, words["rights.activation.document.missing"]);
        if (string.IsNullOrEmpty(Capacity))
            ModelState.AddModelError(nameof(Capacity), words["rights.answer.missing"]);
        if (Scope is not ("see" or "act"))
            ModelState.AddModelError(nameof(Scope), words["rights.answer.missing"]);
        if (!Until.TryRead(out var until))
            ModelState.AddModelError(nameof(Until), words["rights.activation.until.missing"]);
        return new(holder, Capacity ?? "", document, Scope == "act", until.PlusDays(1).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["Europe/London"]).ToDateTimeOffset());
    }
}
