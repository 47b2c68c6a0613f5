using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/sign-out: ends the session, by a form, so that no link can.</summary>
[AllowPublic]
sealed class SignOutModel(AccountSignIn signIn) : PageModel
{
    public bool IsDone { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        HttpContext.User = new();
        HttpContext.Items.Remove(typeof(Actor));
        IsDone = true;
        return Page();
    }
}
