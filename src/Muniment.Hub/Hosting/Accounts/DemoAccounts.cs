using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>The demo's accounts: two of each role, so that what asks for two people can be tried. All have one password, new at each start.</summary>
public sealed class DemoAccounts
{
    readonly Database _database;
    readonly AccountStore _store;

    internal DemoAccounts(Database database, AccountStore store, HubOptions options)
    {
        (_database, _store) = (database, store);
        Password = options.DemoPassword ?? string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstvwxyz23456789", 4)));
    }

    /// <summary>The password of all of them.</summary>
    public string Password { get; }

    /// <summary>The names of all of them with what they may do: "steward-1", "steward-2", …</summary>
    public static IReadOnlyList<(string SignInName, Role Role)> Names { get; } = [.. RoleNames.All.SelectMany(role => new[] { ($"{role.Name()}-1", role), ($"{role.Name()}-2", role) })];

    // Nobody's names, without an origin.
    static readonly string[] s_given = ["Ash", "Bo", "Cai", "Dara", "Eden", "Fen", "Glen", "Haven", "Indigo", "Jun", "Kai", "Lake", "Merle", "Noor", "Oak", "Paz", "Quill", "Reed", "Sol", "Tarn"];

    /// <summary>Makes those that are missing, and gives all the new password.</summary>
    internal Task MakeAsync(IPasswordHasher<Account> hasher)
    {
        var hash = hasher.HashPassword(new Account(), Password);
        return _database.WriteAsync(async session =>
        {
            for (var i = 0; i < Names.Count; i++)
            {
                var (name, role) = Names[i];
                var account = _store.NewAccount(name, $"{s_given[i]} ({role.Name()})", role == Role.AdviserOrganisation ? "Harbour Advice (made up)" : null, [role], "console");
                account.PasswordHash = hash;
                if (await session.RunAsync("UPDATE account SET password_hash = @PasswordHash WHERE normalized_name = @NormalizedName", account) == 0)
                    await AccountStore.InsertAsync(session, account);
            }
        });
    }
}
