using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>/staff/partners: who may ask, and by which keys they are known.</summary>
[RequireRole(Role.AgreementOfficer, Role.Administrator, Role.Inspector)]
sealed class StaffPartnersModel(Database database, TimeProvider clock) : ExchangePage(clock)
{
    public IReadOnlyList<ListedPartner> Partners { get; private set; } = [];

    public async Task OnGetAsync() => Partners = await database.ReadAsync(ListedPartner.AllAsync, HttpContext.RequestAborted);
}

/// <summary>/staff/partners/add: a partner, or another name for one.</summary>
[RequireRole(Role.AgreementOfficer)]
sealed class AddPartnerModel(PageWords words, TimeProvider clock) : ExchangePage(clock)
{
    const int LongestName = 200;

    [BindProperty]
    public string? Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var (id, name) = ((Id ?? "").Trim(), Needed(nameof(Name), Name, words["partners.name.missing"]));
        if (!AgreementJson.IsCurie(id))
            ModelState.AddModelError(nameof(Id), words["partners.id.missing"]);
        if (name.Length > LongestName)
            ModelState.AddModelError(nameof(Name), words["partners.name.missing"]);
        return await DoneAsync((session, actor, moment) => PartnerActs.AddAsync(session, id, name, actor, moment)) ? Redirect("/staff/partners?done=added") : Page();
    }
}

/// <summary>/staff/partners/add-key: a public key, by somebody who has just proved who they are.</summary>
[RequireRole(Role.AgreementOfficer), RequireFreshSignIn]
sealed class AddKeyModel(Database database, PageWords words, TimeProvider clock) : ExchangePage(clock)
{
    [FromQuery]
    public string? Partner { get; set; }

    public ListedPartner Found { get; private set; } = null!;

    [BindProperty]
    public string? Jwk { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if ((await database.ReadAsync(ListedPartner.AllAsync, HttpContext.RequestAborted)).FirstOrDefault(one => one.Id == Partner) is not { } found)
            return NotFound();
        Found = found;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await OnGetAsync() is not PageResult page)
            return NotFound();
        var jwk = Needed(nameof(Jwk), Jwk, words["partners.jwk.missing"]);
        return await DoneAsync((session, actor, moment) => PartnerStore.AddKeyAsync(session, Found.Id, jwk, actor.AccountId, moment)) ? Redirect("/staff/partners?done=key-added") : page;
    }
}

/// <summary>/staff/partners/revoke: from then on nothing a key signed is accepted. It asks for no fresh sign-in: stopping must be quick.</summary>
[RequireRole(Role.AgreementOfficer, Role.Administrator)]
sealed class RevokeKeyModel(Database database, PageWords words, TimeProvider clock) : ExchangePage(clock)
{
    [FromQuery]
    public string? Kid { get; set; }

    public ListedPartner Partner { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if ((await database.ReadAsync(ListedPartner.AllAsync, HttpContext.RequestAborted)).FirstOrDefault(one => one.Keys.Any(key => key.Id == Kid && key.RevokedAt is null)) is not { } found)
            return NotFound();
        Partner = found;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await OnGetAsync() is not PageResult page)
            return NotFound();
        var reason = Needed(nameof(Reason), Reason, words["staff.reason.missing"]);
        return await DoneAsync((session, actor, moment) => PartnerStore.RevokeKeyAsync(session, Kid!, actor.AccountId, reason, moment)) ? Redirect("/staff/partners?done=revoked") : page;
    }
}
