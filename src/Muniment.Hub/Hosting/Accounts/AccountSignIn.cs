using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>What came of an attempt to sign in.</summary>
public enum SignInOutcome
{
    /// <summary>Wrong, or too many attempts; which of them is not told.</summary>
    Refused,

    /// <summary>The password was right; a code is asked for.</summary>
    CodeNeeded,

    /// <summary>Signed in.</summary>
    Done,
}

/// <summary>Signs accounts in, by password and code, or by passkey.</summary>
sealed class AccountSignIn(UserManager<Account> accounts, IHttpContextAccessor context, IUserClaimsPrincipalFactory<Account> principals, IOptions<IdentityOptions> options, ILogger<SignInManager<Account>> logger,
    IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation, SignInAttempts attempts, IPasswordHasher<Account> hasher, HubMetrics metrics, ILogger<AccountSignIn> log) : SignInManager<Account>(accounts, context, principals, options, logger, schemes, confirmation)
{
    static readonly Account s_nobody = new();
    static string? s_nobodysHash;

    /// <summary>The first step. Takes the same time, and says the same, whether or not there is such an account.</summary>
    /// <param name="name">What was typed as the name.</param>
    /// <param name="password">What was typed as the password.</param>
    /// <param name="only">An account without this role is as good as none; null: any.</param>
    public async Task<SignInOutcome> PasswordAsync(string name, string password, Role? only = null)
    {
        var normalized = AccountStore.Normalize(name);
        var allowed = await attempts.BeginAsync("password", normalized);
        var account = await UserManager.FindByNameAsync(normalized);
        var hash = account?.PasswordHash ?? (s_nobodysHash ??= hasher.HashPassword(s_nobody, Guid.NewGuid().ToString()));
        var isRight = hasher.VerifyHashedPassword(account ?? s_nobody, hash, password) != PasswordVerificationResult.Failed;
        if (!allowed || !isRight || account?.PasswordHash is null || (only is { } role && !account.RoleList.Contains(role)) || !await CanSignInAsync(account))
            return Told(SignInOutcome.Refused, "password");
        await attempts.ForgetAsync("password", normalized);
        var result = await SignInOrTwoFactorAsync(account, isPersistent: false);
        return result.RequiresTwoFactor ? SignInOutcome.CodeNeeded : Told(SignInOutcome.Done, "password");
    }

    /// <summary>The second step: a code of the authenticator's, or a recovery code.</summary>
    public async Task<SignInOutcome> CodeAsync(string code)
    {
        if (await GetTwoFactorAuthenticationUserAsync() is not { } account)
            return Told(SignInOutcome.Refused, "code");
        if (!await attempts.BeginAsync("code", account.NormalizedName))
            return Told(SignInOutcome.Refused, "code");
        var bare = Bare(code);
        var result = bare.Length == 6 ? await TwoFactorAuthenticatorSignInAsync(bare, isPersistent: false, rememberClient: false) : await TwoFactorRecoveryCodeSignInAsync(code.Trim());
        if (!result.Succeeded)
            return Told(SignInOutcome.Refused, "code");
        await attempts.ForgetAsync("code", account.NormalizedName);
        return Told(SignInOutcome.Done, bare.Length == 6 ? "code" : "recovery-code");
    }

    /// <summary>The second step of a person's: a code that went to her telephone.</summary>
    public async Task<SignInOutcome> TextCodeAsync(string code)
    {
        if (await GetTwoFactorAuthenticationUserAsync() is not { } account || !await attempts.BeginAsync("code", account.NormalizedName) || !(await TwoFactorSignInAsync(Rights.Proof.TextCodes.Provider, Bare(code), isPersistent: false, rememberClient: false)).Succeeded)
            return Told(SignInOutcome.Refused, "text");
        await attempts.ForgetAsync("code", account.NormalizedName);
        return Told(SignInOutcome.Done, "text");
    }

    /// <summary>A passkey, which is both steps at once, since it asks its owner for a finger, a face or a number.</summary>
    public async Task<SignInOutcome> PasskeyAsync(string credentialJson)
    {
        try
        {
            return Told((await PasskeySignInAsync(credentialJson)).Succeeded ? SignInOutcome.Done : SignInOutcome.Refused, "passkey");
        }
        catch (InvalidOperationException) // No passkey was being asked for.
        {
            return Told(SignInOutcome.Refused, "passkey");
        }
    }

    /// <summary>Proves once more who acts, by one of their own passkeys.</summary>
    public async Task<bool> PasskeyAgainAsync(Account account, string credentialJson)
    {
        PasskeyAssertionResult<Account> result;
        try
        {
            result = await PerformPasskeyAssertionAsync(credentialJson);
        }
        catch (InvalidOperationException) // No passkey was being asked for.
        {
            return false;
        }
        var isOwn = result.Succeeded && result.User.Id == account.Id && (await UserManager.AddOrUpdatePasskeyAsync(account, result.Passkey)).Succeeded;
        if (isOwn)
            await SignInAsync(account, isPersistent: false);
        Told(isOwn ? SignInOutcome.Done : SignInOutcome.Refused, "passkey-again");
        return isOwn;
    }

    /// <summary>Proves once more who acts, before a grave act; a new session takes the place of the old.</summary>
    public async Task<bool> AgainAsync(Account account, string password, string? code)
    {
        if (!await attempts.BeginAsync("password", account.NormalizedName))
            return false;
        var isRight = account.PasswordHash is { } hash && hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;
        if (isRight && account.TwoFactor != 0)
            isRight = await UserManager.VerifyTwoFactorTokenAsync(account, Options.Tokens.AuthenticatorTokenProvider, Bare(code ?? ""));
        if (isRight)
        {
            await attempts.ForgetAsync("password", account.NormalizedName);
            await SignInAsync(account, isPersistent: false);
        }
        Told(isRight ? SignInOutcome.Done : SignInOutcome.Refused, "again");
        return isRight;
    }

    static string Bare(string code) => code.Replace(" ", "", StringComparison.Ordinal);

    SignInOutcome Told(SignInOutcome outcome, string way)
    {
        metrics.SignIns.Add(1, new("outcome", outcome == SignInOutcome.Done ? "done" : "refused"), new("way", way));
        if (outcome == SignInOutcome.Done)
            AccountLog.SignedIn(log, way);
        else
            AccountLog.SignInRefused(log, way);
        return outcome;
    }
}

/// <summary>What a sign-in tells the session: whose it is. All else is read anew for each request.</summary>
sealed class AccountPrincipal : IUserClaimsPrincipalFactory<Account>
{
    public Task<ClaimsPrincipal> CreateAsync(Account user) =>
        Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity([new Claim(AccountClaims.Id, user.Id), new Claim(AccountClaims.SignInName, user.SignInName), new Claim(AccountClaims.SecurityStamp, user.SecurityStamp)], IdentityConstants.ApplicationScheme, AccountClaims.SignInName, AccountClaims.Role)));
}

/// <summary>A closed account does not sign in.</summary>
sealed class AccountIsOpen : IUserConfirmation<Account>
{
    public Task<bool> IsConfirmedAsync(UserManager<Account> manager, Account user) => Task.FromResult(user.ClosedAt is null);
}

/// <summary>Events of accounts: numbers and ids, no names.</summary>
static partial class AccountLog
{
    [LoggerMessage(1100, LogLevel.Information, "Somebody signed in, by {Way}.")]
    public static partial void SignedIn(ILogger logger, string way);

    [LoggerMessage(1101, LogLevel.Warning, "An attempt to sign in was refused, by {Way}.")]
    public static partial void SignInRefused(ILogger logger, string way);

    [LoggerMessage(1102, LogLevel.Information, "Account {Account}: {Act}, by {By}.")]
    public static partial void Changed(ILogger logger, string account, string act, string by);
}
