using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>Codes of six digits that an authenticator app shows for 30 seconds, each accepted once.</summary>
/// <remarks>RFC 6238 with HMAC-SHA-1, which is what apps understand; the step before and after are accepted too, for clocks that differ (section 5.2).</remarks>
sealed class AuthenticatorCodes(AccountStore store, TimeProvider clock) : IUserTwoFactorTokenProvider<Account>
{
    const int StepSeconds = 30;

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) => Task.FromResult(user.AuthenticatorKey is not null);

    /// <summary>Nothing: the app makes the codes.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user) =>
        await store.GetAuthenticatorKeyAsync(user, CancellationToken.None) is { } key && await ValidateAsync(key, token, user);

    /// <summary>True where a code is one of a key's, now, and none as late was taken for the account before.</summary>
    public async Task<bool> ValidateAsync(string key, string token, Account user)
    {
        token = token.Replace(" ", "", StringComparison.Ordinal);
        if (token.Length != 6)
            return false;
        var now = clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;
        var secret = Base32.Decode(key);
        for (var step = now - 1; step <= now + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Code(secret, step)), System.Text.Encoding.UTF8.GetBytes(token)))
                return await store.TakeStepAsync(user, step);
        }
        return false;
    }

    /// <summary>The code of a time step (RFC 4226, section 5.3).</summary>
    /// <param name="secret">The shared key.</param>
    /// <param name="step">Seconds since 1970, divided by 30.</param>
    internal static string Code(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8], hash = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 and the apps ask for SHA-1; as HMAC it is not broken.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}

/// <summary>Base 32 of RFC 4648, as authenticator keys are written.</summary>
static class Base32
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The bytes; letters of no meaning are passed over.</summary>
    public static byte[] Decode(string text)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var value in text.Select(letter => Letters.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal)).Where(value => value >= 0))
        {
            buffer = (buffer << 5) | value;
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }
        return [.. bytes];
    }
}
