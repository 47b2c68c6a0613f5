using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/security/passkeys: keys of a device or a security key, which stand for password and code together.</summary>
[RequireSignIn, RequireFreshSignIn]
sealed class PasskeysModel(UserManager<Account> accounts, AccountSignIn signIn, PageWords words) : PageModel
{
    const int LongestName = 60;

    [BindProperty]
    public string? Name { get; set; }

    public IList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    public string Options { get; private set; } = "";

    public async Task OnGetAsync() => await ShowAsync(await AccountAsync());

    public async Task<IActionResult> OnPostAddAsync(string? credential)
    {
        var account = await AccountAsync();
        var attested = credential is null ? null : await AttestAsync(credential);
        if (attested is not { Succeeded: true } || attested.UserEntity.Id != account.Id)
        {
            ModelState.AddModelError("", words["passkeys.refused"]);
            await ShowAsync(account);
            return Page();
        }
        attested.Passkey.Name = string.IsNullOrWhiteSpace(Name) ? words["passkeys.unnamed"] : Name.Trim()[..Math.Min(Name.Trim().Length, LongestName)];
        (await accounts.AddOrUpdatePasskeyAsync(account, attested.Passkey)).OrThrow();
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? id)
    {
        var account = await AccountAsync();
        if (Base64Url.IsValid(id))
            (await accounts.RemovePasskeyAsync(account, Base64Url.DecodeFromChars(id))).OrThrow();
        return RedirectToPage();
    }

    async Task<PasskeyAttestationResult?> AttestAsync(string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException) // None was being made.
        {
            return null;
        }
    }

    async Task ShowAsync(Account account)
    {
        Passkeys = await accounts.GetPasskeysAsync(account);
        Options = await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id, Name = account.SignInName, DisplayName = account.DisplayName });
    }

    async Task<Account> AccountAsync() => (await accounts.FindByIdAsync(HttpContext.Actor().AccountId))!;
}
