using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/accounts/new: makes an account and shows its invitation, once.</summary>
[RequireRole(Role.Administrator), RequireFreshSignIn]
sealed class NewAccountModel(AccountStore store, PageWords words, ILogger<NewAccountModel> logger) : PageModel
{
    const int LongestName = 60;

    [BindProperty]
    public string? SignInName { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Organisation { get; set; }

    [BindProperty]
    public List<string> Roles { get; set; } = [];

    public RolesChosen Chosen => new(Roles);

    public string? Code { get; private set; }

    public string? Id { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var name = SignInName?.Trim() ?? "";
        if (name.Length is < 3 or > LongestName || !name.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' or '@'))
            ModelState.AddModelError(nameof(SignInName), words["accounts.name.wrong"]);
        var shown = DisplayName?.Trim() ?? "";
        if (shown.Length is 0 or > LongestName || shown.Any(char.IsControl))
            ModelState.AddModelError(nameof(DisplayName), words["accounts.display-name.wrong"]);
        var roles = Chosen.Read(ModelState, words);
        if (roles.Contains(Role.AdviserOrganisation) && string.IsNullOrWhiteSpace(Organisation))
            ModelState.AddModelError(nameof(Organisation), words["accounts.organisation.missing"]);
        if (!ModelState.IsValid)
            return Page();
        (Id, Code) = await store.InviteAsync(name, shown, string.IsNullOrWhiteSpace(Organisation) ? null : Organisation.Trim(), roles, HttpContext.Actor().AccountId);
        if (Code is null)
            ModelState.AddModelError(nameof(SignInName), words["accounts.name.taken"]);
        else
            AccountLog.Changed(logger, Id!, "made", HttpContext.Actor().AccountId);
        return Page();
    }
}
