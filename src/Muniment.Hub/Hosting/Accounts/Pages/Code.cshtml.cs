using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/sign-in/code: the second step.</summary>
[AllowPublic, EnableRateLimiting(RateLimits.SignIn)]
sealed class CodeModel(AccountSignIn signIn, PageWords words) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [FromQuery]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Code))
        {
            ModelState.AddModelError(nameof(Code), words["code.missing"]);
            return Page();
        }
        if (await signIn.CodeAsync(Code) == SignInOutcome.Done)
            return this.Onward(ReturnUrl);
        ModelState.AddModelError(nameof(Code), words["code.refused"]);
        return Page();
    }
}
