using Microsoft.AspNetCore.DataProtection;
using Muniment.Hub.Hosting.Storage;
using Muniment.Tables;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>What is done to accounts from the console, by whoever may read and write the hub's folder.</summary>
public static class ConsoleAccounts
{
    /// <summary>Makes the first administrator. Once: from then on administrators make accounts.</summary>
    /// <param name="options">The hub's folder and database; the hub may be running.</param>
    /// <param name="signInName">What they will type to sign in; not blank.</param>
    /// <returns>The code to enter at /staff/welcome within 24 hours.</returns>
    /// <exception cref="BadInputException">There has been an administrator before.</exception>
    public static Task<string> InviteFirstAdministratorAsync(HubOptions options, string signInName) => WithStoreAsync(options, async store =>
        await store.InviteFirstAdministratorAsync(signInName) ?? throw new BadInputException("There has been an administrator already. Administrators make further accounts, at /staff/accounts. For one who cannot sign in any more, see 'muniment account reset'."));

    /// <summary>Takes an account's password, codes and passkeys, ends its sessions and invites its owner anew.</summary>
    /// <param name="options">The hub's folder and database.</param>
    /// <param name="signInName">The account's name.</param>
    /// <returns>The code to enter at /staff/welcome within 24 hours.</returns>
    /// <exception cref="BadInputException">There is no such account.</exception>
    public static Task<string> ResetAsync(HubOptions options, string signInName) => WithStoreAsync(options, async store =>
        await store.FindByNameAsync(AccountStore.Normalize(signInName), CancellationToken.None) is { ClosedAt: null } account
            ? await store.ResetAsync(account.Id, "console")
            : throw new BadInputException($"There is no open account named '{signInName}'."));

    static async Task<T> WithStoreAsync<T>(HubOptions options, Func<AccountStore, Task<T>> act)
    {
        HubFolder.Make(options.DataFolder);
        await using var database = Database.Open(options.Database, options.DataFolder);
        await SchemaChanges.ApplyAsync(database, options.Clock);
        using var store = new AccountStore(database, options.Clock, new EphemeralDataProtectionProvider()); // No key is read or written here.
        return await act(store);
    }
}
