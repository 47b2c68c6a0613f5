using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>Accounts in the hub's database, for ASP.NET Core Identity: names, passwords, stamps. Further parts: second factors, passkeys, administration.</summary>
/// <remarks>As Identity asks, setters change the object, and <see cref="UpdateAsync"/> writes it where nobody else has meanwhile.</remarks>
sealed partial class AccountStore(Database database, TimeProvider clock, IDataProtectionProvider protection) : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>
{
    internal const string Columns = "id, sign_in_name, normalized_name, display_name, organisation, roles, password_hash, security_stamp, version, authenticator_key, two_factor, made_at, made_by, closed_at";

    long Now => clock.GetUtcNow().ToMicroseconds();

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        await database.WriteAsync(session => InsertAsync(session, user), cancellationToken);
        return IdentityResult.Success;
    }

    internal static Task<int> InsertAsync(Session session, Account account) => session.RunAsync($"""
        INSERT INTO account ({Columns}, code_step)
        VALUES (@Id, @SignInName, @NormalizedName, @DisplayName, @Organisation, @Roles, @PasswordHash, @SecurityStamp, @Version, @AuthenticatorKey, @TwoFactor, @MadeAt, @MadeBy, @ClosedAt, 0)
        """, account);

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var changed = await database.WriteAsync(session => session.RunAsync("""
            UPDATE account SET sign_in_name = @SignInName, normalized_name = @NormalizedName, display_name = @DisplayName, organisation = @Organisation, roles = @Roles, password_hash = @PasswordHash,
              security_stamp = @SecurityStamp, version = version + 1, authenticator_key = @AuthenticatorKey, two_factor = @TwoFactor, closed_at = @ClosedAt
            WHERE id = @Id AND version = @Version
            """, user), cancellationToken);
        if (changed == 0)
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        user.Version++;
        return IdentityResult.Success;
    }

    /// <summary>Refused: an account that acted is closed, never deleted.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException("An account is closed, never deleted: what it did must stay readable.");

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindAsync<Account>($"SELECT {Columns} FROM account WHERE id = @userId", new { userId }), cancellationToken);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindAsync<Account>($"SELECT {Columns} FROM account WHERE normalized_name = @normalizedUserName", new { normalizedUserName }), cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SignInName);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken)
    {
        user.SignInName = userName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedName);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.NormalizedName = normalizedName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // The database is not this store's.
    }
}
