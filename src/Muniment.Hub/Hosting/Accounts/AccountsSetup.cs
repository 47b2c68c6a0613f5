using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Pages;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>Accounts: who somebody is, and what they may do.</summary>
static class AccountsSetup
{
    public static void AddAccounts(this IServiceCollection services, HubOptions options)
    {
        var keys = options.KeysFolder ?? Path.Combine(options.DataFolder, "keys");
        HubFolder.Make(keys);
        services.AddDataProtection().SetApplicationName("Muniment.Hub").PersistKeysToFileSystem(new DirectoryInfo(keys));

        services.AddSingleton<AccountStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton(provider => new DemoAccounts(provider.GetRequiredService<Storage.Database>(), provider.GetRequiredService<AccountStore>(), options));
        services.AddScoped<IUserStore<Account>>(provider => provider.GetRequiredService<AccountStore>());
        services.AddScoped<IUserClaimsPrincipalFactory<Account>, AccountPrincipal>();
        services.AddScoped<IUserConfirmation<Account>, AccountIsOpen>();
        services.AddScoped<AuthenticatorCodes>();
        services.AddIdentityCore<Account>(Configure).AddSignInManager<AccountSignIn>().AddPasswordValidator<PasswordIsNotTheName>().AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider).AddTokenProvider<Rights.Proof.TextCodes>(Rights.Proof.TextCodes.Provider);
        services.AddScoped(provider => (AccountSignIn)provider.GetRequiredService<SignInManager<Account>>());
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000); // OWASP's number for PBKDF2 with SHA-512.
        services.Configure<IdentityPasskeyOptions>(passkey =>
        {
            passkey.UserVerificationRequirement = "required"; // It stands for both steps.
            passkey.ResidentKeyRequirement = "required"; // So that no name need be typed.
            passkey.ValidateOrigin = context => ValueTask.FromResult(IsOurs(context));
        });

        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(IdentityConstants.ApplicationScheme, null)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, ConfigureBetweenSteps);
        services.AddSingleton<IAuthorizationHandler, FreshSignIn>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AskAgain>();
        services.AddAuthorizationBuilder()
            .AddPolicy(RequireFreshSignInAttribute.PolicyName, policy => policy.RequireAuthenticatedUser().AddRequirements(new FreshSignIn.Requirement()));
        services.AddNavigation(new NavigationLink(NavigationArea.Staff, "/staff/accounts", "accounts.title", 900, Role.Administrator));
    }

    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseDenyWithoutRule();
    }

    static void Configure(IdentityOptions identity)
    {
        identity.ClaimsIdentity.UserIdClaimType = AccountClaims.Id;
        identity.ClaimsIdentity.UserNameClaimType = AccountClaims.SignInName;
        identity.ClaimsIdentity.RoleClaimType = AccountClaims.Role;
        identity.ClaimsIdentity.SecurityStampClaimType = AccountClaims.SecurityStamp;
        identity.SignIn.RequireConfirmedAccount = true;
        identity.User.AllowedUserNameCharacters = null!; // Any script; AccountsPage says what a name is.
        // Length alone: rules of composition make passwords easier to guess (NCSC, "Password administration for system owners").
        identity.Password.RequiredLength = 12;
        identity.Password.RequiredUniqueChars = 5;
        identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
    }

    // Only from a page of ours, over https, or on this machine (Web Authentication Level 3, section 13.4.9). Behind a proxy that is not named the request itself looks like http.
    static bool IsOurs(PasskeyOriginValidationContext context) => !context.CrossOrigin && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
        && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback) && string.Equals(origin.Authority, context.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase);

    static void ConfigureBetweenSteps(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "muniment-code";
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        cookie.SlidingExpiration = false;
    }
}

/// <summary>A password that holds the name is the first one tried.</summary>
sealed class PasswordIsNotTheName : IPasswordValidator<Account>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        password is not null && user.SignInName.Length > 2 && password.Contains(user.SignInName, StringComparison.OrdinalIgnoreCase)
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordHoldsName", Description = "The password holds the name." })
            : IdentityResult.Success);
}
