using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/security/recovery: makes ten codes for the day the authenticator is lost, and shows them once.</summary>
[RequireSignIn, RequireFreshSignIn]
sealed class RecoveryModel(UserManager<Account> accounts) : PageModel
{
    const int Count = 10;

    public IReadOnlyList<string> Codes { get; private set; } = [];

    public async Task OnPostAsync()
    {
        var account = (await accounts.FindByIdAsync(HttpContext.Actor().AccountId))!;
        if (account.TwoFactor != 0)
            Codes = [.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, Count) ?? []];
    }
}
