using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>Accounts: who somebody is, and what they may do.</summary>
static class AccountsSetup
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie);
        services.AddSingleton<IAuthorizationHandler, FreshSignIn>();
        services.AddAuthorizationBuilder()
            .AddPolicy(RequireFreshSignInAttribute.PolicyName, policy => policy.RequireAuthenticatedUser().AddRequirements(new FreshSignIn.Requirement()));
    }

    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseDenyWithoutRule();
    }

    static void ConfigureCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "muniment-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.LoginPath = "/staff/sign-in";
        cookie.ExpireTimeSpan = TimeSpan.FromMinutes(30);
    }
}
