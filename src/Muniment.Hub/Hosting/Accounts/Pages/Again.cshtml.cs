using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/sign-in/again: who acts proves it once more, before a grave act.</summary>
[RequireSignIn, EnableRateLimiting(RateLimits.SignIn)]
sealed class AgainModel(AccountSignIn signIn, UserManager<Account> accounts, PageWords words) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [FromQuery]
    public string? ReturnUrl { get; set; }

    public bool AsksForCode { get; private set; }

    public string? PasskeyOptions { get; private set; }

    public async Task OnGetAsync() => await ShowAsync(await AccountAsync());

    public async Task<IActionResult> OnPostAsync()
    {
        var account = await AccountAsync();
        if (await signIn.AgainAsync(account, Password ?? "", Code))
            return this.Onward(ReturnUrl);
        ModelState.AddModelError(nameof(Password), words["again.refused"]);
        await ShowAsync(account);
        return Page();
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, string? returnUrl)
    {
        var account = await AccountAsync();
        // Only one's own: another's would sign in as somebody else.
        if (credential is not null && await signIn.PasskeyAgainAsync(account, credential))
            return this.Onward(returnUrl);
        ModelState.Clear();
        ModelState.AddModelError("", words["sign-in.passkey.refused"]);
        await ShowAsync(account);
        return Page();
    }

    async Task ShowAsync(Account account)
    {
        AsksForCode = account.TwoFactor != 0;
        if ((await accounts.GetPasskeysAsync(account)).Count > 0)
            PasskeyOptions = await signIn.MakePasskeyRequestOptionsAsync(account);
    }

    async Task<Account> AccountAsync() => await accounts.FindByIdAsync(HttpContext.Actor().AccountId) ?? throw new InvalidOperationException("The account is gone.");
}
