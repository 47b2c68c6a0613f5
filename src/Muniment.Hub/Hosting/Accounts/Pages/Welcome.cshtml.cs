using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/welcome: whoever was invited chooses a password; then an authenticator is set up.</summary>
[AllowPublic, EnableRateLimiting(RateLimits.SignIn)]
sealed class WelcomeModel(AccountStore store, AccountSignIn signIn, UserManager<Account> accounts, PageWords words) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var account = await store.FindInvitedAsync(Code ?? "");
        if (account is null)
            ModelState.AddModelError(nameof(Code), words["welcome.code.refused"]);
        await NewPasswords.CheckAsync(ModelState, words, accounts, account, Password, Repeated);
        if (!ModelState.IsValid)
            return Page();
        if (!await store.TakeInvitationAsync(Code!)) // Somebody was faster.
        {
            ModelState.AddModelError(nameof(Code), words["welcome.code.refused"]);
            return Page();
        }
        var added = await accounts.AddPasswordAsync(account!, Password!);
        if (!added.Succeeded)
            throw new ProblemException(StatusCodes.Status409Conflict, "conflict", "The account was changed at the same time. Ask for another invitation.");
        await signIn.SignInAsync(account!, isPersistent: false);
        return Redirect("/staff/security/authenticator");
    }
}
