using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Tools.Messages;

namespace Muniment.Hub.Rights.Proof;

/// <summary>Codes of six digits that go to a person's telephone by text: the second step beside her password.</summary>
/// <remarks>
/// A text can be read by whoever holds the telephone, so a passkey is offered first. Five codes and five attempts in 15 minutes; a code counts once, for ten minutes.
/// The number is kept protected, apart from everything else, and used for nothing else.
/// </remarks>
sealed class TextCodes(Database database, TimeProvider clock, IMessageRoute route, IDataProtectionProvider protection, SignInAttempts attempts) : IUserTwoFactorTokenProvider<Account>
{
    /// <summary>The name it has among Identity's providers.</summary>
    public const string Provider = "text";

    const int MostTries = 5;
    static readonly TimeSpan s_lasts = TimeSpan.FromMinutes(10);

    readonly IDataProtector _numbers = protection.CreateProtector("Muniment.Hub.Rights.Telephone");

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) =>
        await database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM account_phone WHERE account_id = @Id AND number IS NOT NULL", new { user.Id })) > 0;

    /// <summary>Nothing: <see cref="SendAsync"/> makes the codes, and sends them.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) => Task.FromResult("");

    public Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user) => TakeAsync(user.Id, token);

    /// <summary>Takes a number and a password that shall count once a code that went to the number was entered; what counted before goes on until then.</summary>
    public Task ProposeAsync(string accountId, string number, string passwordHash) => database.WriteAsync(session => session.RunAsync("""
        INSERT INTO account_phone (account_id, pending_number, pending_password_hash) VALUES (@accountId, @number, @passwordHash)
        ON CONFLICT (account_id) DO UPDATE SET pending_number = excluded.pending_number, pending_password_hash = excluded.pending_password_hash
        """, new { accountId, number = _numbers.Protect(number), passwordHash }));

    /// <summary>Lets what was proposed count, if the code is right.</summary>
    /// <returns>The password's hash; null: the code is wrong, or nothing was proposed.</returns>
    public async Task<string?> ConfirmAsync(string accountId, string typed) => !await TakeAsync(accountId, typed) ? null : await database.WriteAsync(async session =>
    {
        var hash = await session.ValueAsync<string>("SELECT pending_password_hash FROM account_phone WHERE account_id = @accountId AND pending_number IS NOT NULL", new { accountId });
        await session.RunAsync("UPDATE account_phone SET number = pending_number, pending_number = NULL, pending_password_hash = NULL WHERE account_id = @accountId AND pending_number IS NOT NULL", new { accountId });
        return hash;
    });

    /// <summary>Sends a new code.</summary>
    /// <param name="accountId">To whom.</param>
    /// <param name="toProposed">True: to the number that was proposed; false: to the one that counts.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>False: none was sent, because there is no number or too many were sent.</returns>
    public async Task<bool> SendAsync(string accountId, bool toProposed, CancellationToken cancellation = default)
    {
        var kept = await database.ReadAsync(session => session.ValueAsync<string>($"SELECT {(toProposed ? "pending_number" : "number")} FROM account_phone WHERE account_id = @accountId", new { accountId }), cancellation);
        if (kept is null || !await attempts.BeginAsync("text", accountId))
            return false;
        var code = RandomNumberGenerator.GetString("0123456789", 6);
        await database.WriteAsync(session => session.RunAsync("""
            INSERT INTO text_code (account_id, hash, expires_at, tries) VALUES (@accountId, @hash, @ends, 0)
            ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at, tries = 0
            """, new { accountId, hash = SpokenCode.Hash(accountId, code), ends = (clock.GetUtcNow() + s_lasts).ToMicroseconds() }), cancellation);
        var sent = await route.SendAsync(Ids.New("msg"), new NewMessage(MessageChannel.Sms, "sign-in-code", _numbers.Unprotect(kept), new Dictionary<string, string> { ["code"] = code }), cancellation);
        return sent.State != MessageState.Failed;
    }

    /// <summary>Uses a code up.</summary>
    public Task<bool> TakeAsync(string accountId, string typed) => database.WriteAsync(async session =>
    {
        var hash = SpokenCode.Hash(accountId, new string([.. typed.Where(char.IsAsciiDigit)]));
        var at = clock.GetUtcNow().ToMicroseconds();
        // Counted before it is looked at, so that a thousand at once are no better than one after another.
        await session.RunAsync("UPDATE text_code SET tries = tries + 1 WHERE account_id = @accountId", new { accountId });
        return await session.RunAsync("DELETE FROM text_code WHERE account_id = @accountId AND hash = @hash AND expires_at > @at AND tries <= @most", new { accountId, hash, at, most = (long)MostTries }) == 1;
    });
}
