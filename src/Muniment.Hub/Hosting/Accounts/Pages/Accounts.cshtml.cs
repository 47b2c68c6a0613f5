using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/accounts: all accounts of those who work here. People's own accounts are not listed: an administrator sees no person.</summary>
[RequireRole(Role.Administrator)]
sealed class AccountsModel(AccountStore store) : PageModel
{
    public IReadOnlyList<Account> Accounts { get; private set; } = [];

    public async Task OnGetAsync() => Accounts = [.. (await store.ListAsync()).Where(account => !account.RoleList.Contains(Role.Person))];

    /// <summary>open, closed, invited or password-only.</summary>
    public static string State(Account account) => account.ClosedAt is not null ? "closed" : account.PasswordHash is null ? "invited" : "open";

    public static string Colour(Account account) => State(account) switch { "closed" => "grey", "invited" => "yellow", _ => "green" };
}
