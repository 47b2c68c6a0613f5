using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/security/password: another password; all other sessions end.</summary>
[RequireSignIn, RequireFreshSignIn]
sealed class PasswordModel(UserManager<Account> accounts, SessionStore sessions, PageWords words) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var account = (await accounts.FindByIdAsync(HttpContext.Actor().AccountId))!;
        await NewPasswords.CheckAsync(ModelState, words, accounts, account, Password, Repeated);
        if (!ModelState.IsValid)
            return Page();
        account.PasswordHash = null;
        (await accounts.AddPasswordAsync(account, Password!)).OrThrow();
        await sessions.KeepAsync(account.Id, HttpContext.SessionId());
        return Redirect("/staff/security");
    }
}

/// <summary>Turns Identity's refusals into problems.</summary>
static class IdentityResults
{
    /// <summary>Two changes at once: the later one is not made.</summary>
    public static void OrThrow(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new ProblemException(StatusCodes.Status409Conflict, "conflict", "The account was changed at the same time. Load the page anew and try again.");
    }
}
