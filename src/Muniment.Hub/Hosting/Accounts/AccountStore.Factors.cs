using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>Second factors: authenticator keys (protected), recovery codes (hashes alone) and passkeys.</summary>
sealed partial class AccountStore : IUserTwoFactorStore<Account>, IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>, IUserPasskeyStore<Account>
{
    readonly IDataProtector _keys = protection.CreateProtector("Muniment.Hub.Accounts.AuthenticatorKey");

    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactor != 0);

    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken)
    {
        user.TwoFactor = enabled ? 1 : 0;
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AuthenticatorKey is null ? null : _keys.Unprotect(user.AuthenticatorKey));

    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken)
    {
        user.AuthenticatorKey = _keys.Protect(key);
        return Task.CompletedTask;
    }

    /// <summary>Takes a code's time step; false where one as late or later was taken before.</summary>
    public async Task<bool> TakeStepAsync(Account account, long step) =>
        await database.WriteAsync(session => session.RunAsync("UPDATE account SET code_step = @step WHERE id = @Id AND code_step < @step", new { account.Id, step })) == 1;

    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) => database.WriteAsync(async session =>
    {
        await session.RunAsync("DELETE FROM account_recovery_code WHERE account_id = @Id", new { user.Id });
        foreach (var code in recoveryCodes)
            await session.RunAsync("INSERT INTO account_recovery_code (account_id, hash) VALUES (@Id, @hash)", new { user.Id, hash = Hash(code) });
    }, cancellationToken);

    public async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) =>
        await database.WriteAsync(session => session.RunJournaledAsync("DELETE FROM account_recovery_code WHERE account_id = @Id AND hash = @hash", new { user.Id, hash = Hash(code) }, clock.GetUtcNow()), cancellationToken) == 1;

    public async Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) =>
        (int)await database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM account_recovery_code WHERE account_id = @Id", new { user.Id }), cancellationToken);

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => database.WriteAsync(session => session.RunAsync("""
        INSERT INTO account_passkey (credential_id, account_id, name, public_key, made_at, sign_count, transports, user_verified, backup_eligible, backed_up, attestation, client_data)
        VALUES (@Id, @Account, @Name, @PublicKey, @MadeAt, @SignCount, @Transports, @UserVerified, @BackupEligible, @BackedUp, @Attestation, @ClientData)
        ON CONFLICT (credential_id) DO UPDATE SET name = excluded.name, sign_count = excluded.sign_count, user_verified = excluded.user_verified, backed_up = excluded.backed_up
        WHERE account_passkey.account_id = excluded.account_id
        """, new
    {
        Id = Base64Url.EncodeToString(passkey.CredentialId),
        Account = user.Id,
        Name = passkey.Name ?? "",
        passkey.PublicKey,
        MadeAt = passkey.CreatedAt.ToMicroseconds(),
        SignCount = (long)passkey.SignCount,
        Transports = string.Join(' ', passkey.Transports ?? []),
        UserVerified = passkey.IsUserVerified ? 1L : 0,
        BackupEligible = passkey.IsBackupEligible ? 1L : 0,
        BackedUp = passkey.IsBackedUp ? 1L : 0,
        Attestation = passkey.AttestationObject,
        ClientData = passkey.ClientDataJson,
    }), cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(session => session.ListAsync<PasskeyRow>("SELECT * FROM account_passkey WHERE account_id = @Id ORDER BY made_at", new { user.Id }), cancellationToken)).Select(row => row.ToPasskey())];

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.FindAsync<Account>($"SELECT {Columns} FROM account WHERE id = (SELECT account_id FROM account_passkey WHERE credential_id = @id)", new { id = Base64Url.EncodeToString(credentialId) }), cancellationToken);

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await database.ReadAsync(session => session.FindAsync<PasskeyRow>("SELECT * FROM account_passkey WHERE account_id = @Id AND credential_id = @credential", new { user.Id, credential = Base64Url.EncodeToString(credentialId) }), cancellationToken))?.ToPasskey();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunJournaledAsync("DELETE FROM account_passkey WHERE account_id = @Id AND credential_id = @credential", new { user.Id, credential = Base64Url.EncodeToString(credentialId) }, clock.GetUtcNow()), cancellationToken);

    internal static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret.Trim().ToUpper(CultureInfo.InvariantCulture))));

    sealed class PasskeyRow
    {
        public string CredentialId { get; init; } = "";

        public string Name { get; init; } = "";

        public byte[] PublicKey { get; init; } = [];

        public long MadeAt { get; init; }

        public long SignCount { get; init; }

        public string Transports { get; init; } = "";

        public long UserVerified { get; init; }

        public long BackupEligible { get; init; }

        public long BackedUp { get; init; }

        public byte[] Attestation { get; init; } = [];

        public byte[] ClientData { get; init; } = [];

        public UserPasskeyInfo ToPasskey() => new(Base64Url.DecodeFromChars(CredentialId), PublicKey, MadeAt.ToInstant(), (uint)SignCount, Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries), UserVerified != 0, BackupEligible != 0, BackedUp != 0, Attestation, ClientData) { Name = Name };
    }
}
