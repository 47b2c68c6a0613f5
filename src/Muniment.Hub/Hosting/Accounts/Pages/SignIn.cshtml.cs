using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/sign-in: the first step.</summary>
[AllowPublic, EnableRateLimiting(RateLimits.SignIn)]
sealed class SignInModel(AccountSignIn signIn, PageWords words) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [FromQuery]
    public string? ReturnUrl { get; set; }

    public string PasskeyOptions { get; private set; } = "";

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Name))
            ModelState.AddModelError(nameof(Name), words["sign-in.name.missing"]);
        if (string.IsNullOrEmpty(Password))
            ModelState.AddModelError(nameof(Password), words["sign-in.password.missing"]);
        if (ModelState.IsValid)
        {
            switch (await signIn.PasswordAsync(Name!, Password!))
            {
                case SignInOutcome.Done:
                    return this.Onward(ReturnUrl);
                case SignInOutcome.CodeNeeded:
                    return RedirectToPage("/Hosting/Accounts/Pages/Code", new { ReturnUrl });
            }
            ModelState.AddModelError(nameof(Name), words["sign-in.refused"]);
        }
        await ShowAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, string? returnUrl)
    {
        if (credential is not null && await signIn.PasskeyAsync(credential) == SignInOutcome.Done)
            return this.Onward(returnUrl);
        ModelState.Clear();
        ModelState.AddModelError("", words["sign-in.passkey.refused"]);
        await ShowAsync();
        return Page();
    }

    async Task ShowAsync() => PasskeyOptions = await signIn.MakePasskeyRequestOptionsAsync(null);
}

/// <summary>Where a sign-in leads.</summary>
static class ReturnAddresses
{
    /// <summary>To the page that asked for it, where that is one of ours; else to the first.</summary>
    public static IActionResult Onward(this PageModel page, string? address) => page.LocalRedirect(page.Url.IsLocalUrl(address) ? address! : "/staff");
}
