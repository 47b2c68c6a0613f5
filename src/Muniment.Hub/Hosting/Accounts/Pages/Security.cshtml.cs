using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/security: how one signs in.</summary>
[RequireSignIn]
sealed class SecurityModel(UserManager<Account> accounts) : PageModel
{
    public bool HasAuthenticator { get; private set; }

    public int RecoveryCodes { get; private set; }

    public int Passkeys { get; private set; }

    public async Task OnGetAsync()
    {
        var account = (await accounts.FindByIdAsync(HttpContext.Actor().AccountId))!;
        HasAuthenticator = account.TwoFactor != 0;
        RecoveryCodes = await accounts.CountRecoveryCodesAsync(account);
        Passkeys = (await accounts.GetPasskeysAsync(account)).Count;
    }
}
