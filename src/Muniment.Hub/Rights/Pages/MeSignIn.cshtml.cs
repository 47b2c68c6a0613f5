using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Rights.Proof;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/me/sign-in: by a code that was given or sent to her, the first time; then by a passkey, or a number, a password and a code by text.</summary>
[AllowPublic, EnableRateLimiting(RateLimits.SignIn)]
sealed class MeSignInModel(AccountSignIn signIn, UserManager<Account> accounts, Activations activations, TextCodes texts, PageWords words) : PageModel
{
    [BindProperty]
    public string? Activation { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public string PasskeyOptions { get; private set; } = "";

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostActivateAsync()
    {
        // A code that is none, was used, was replaced or is over: one answer, after the same look.
        if (!string.IsNullOrWhiteSpace(Activation) && await activations.TakeAsync(Activation) is { } account)
        {
            await signIn.SignInAsync(account, isPersistent: false);
            return Redirect("/me/set-up");
        }
        ModelState.AddModelError(nameof(Activation), words["me.sign-in.code.refused"]);
        await ShowAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostPasswordAsync()
    {
        var name = new string([.. (Number ?? "").Where(char.IsAsciiDigit)]);
        var outcome = await signIn.PasswordAsync(name, Password ?? "", Role.Person);
        if (outcome == SignInOutcome.Done)
            return Redirect("/me/set-up"); // Without a second step, which opens nothing else.
        if (outcome == SignInOutcome.CodeNeeded && await accounts.FindByNameAsync(name) is { } account)
        {
            await texts.SendAsync(account.Id, toProposed: false, HttpContext.RequestAborted);
            return Redirect("/me/sign-in/code");
        }
        ModelState.AddModelError(nameof(Number), words["me.sign-in.refused"]);
        await ShowAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential)
    {
        if (credential is not null && await signIn.PasskeyAsync(credential) == SignInOutcome.Done)
            return Redirect("/me");
        ModelState.Clear();
        ModelState.AddModelError("", words["me.sign-in.passkey.refused"]);
        await ShowAsync();
        return Page();
    }

    async Task ShowAsync() => PasskeyOptions = await signIn.MakePasskeyRequestOptionsAsync(null);
}

/// <summary>/me/sign-in/code: the code that went to her telephone.</summary>
[AllowPublic, EnableRateLimiting(RateLimits.SignIn)]
sealed class MeCodeModel(AccountSignIn signIn, PageWords words) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!string.IsNullOrWhiteSpace(Code) && await signIn.TextCodeAsync(Code) == SignInOutcome.Done)
            return Redirect("/me");
        ModelState.AddModelError(nameof(Code), words["me.code.refused"]);
        return Page();
    }
}

/// <summary>/me/sign-out: ends the session, by a form, so that no link can.</summary>
[AllowPublic]
sealed class MeSignOutModel(AccountSignIn signIn) : PageModel
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

/// <summary>/me/not-yet: somebody has signed in, and nobody has checked whose records they may see, or that is over.</summary>
[RequireRole(Role.Person)]
sealed class MeNotYetModel : PageModel;
