using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>Knows who asks by the session's cookie. What an account may do is read anew for each request.</summary>
/// <remarks>Signing in always makes a new session, so a key that somebody planted is worth nothing after it.</remarks>
sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionStore sessions, HubOptions hub)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Cookie = "muniment-session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[Cookie] is not { Length: 64 } key || await sessions.FindAsync(key) is not { } session)
            return AuthenticateResult.NoResult();
        return AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(session), Scheme.Name));
    }

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        var account = user.FindFirstValue(AccountClaims.Id) ?? throw new InvalidOperationException("Only accounts sign in.");
        var key = await sessions.BeginAsync(account, Browsers.Name(Request.Headers.UserAgent.ToString()), Request.Cookies[Cookie]);
        Response.Cookies.Append(Cookie, key, Settings());
        Response.Headers.CacheControl = "no-store";
    }

    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        if (Request.Cookies[Cookie] is { Length: 64 } key)
            await sessions.EndAsync(key);
        Response.Cookies.Delete(Cookie, Settings());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsBrowser(Request))
            Response.Redirect($"{(Request.Path.StartsWithSegments("/me") || Request.Path.StartsWithSegments("/share") ? "/me/sign-in" : "/staff/sign-in")}{Return(Request)}");
        else
            Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>True where somebody reads the answer.</summary>
    internal static bool IsBrowser(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !request.Path.StartsWithSegments("/api");

    /// <summary>The query that leads back here after signing in. What was sent by a form is not sent again.</summary>
    internal static QueryString Return(HttpRequest request) => QueryString.Create("returnUrl", HttpMethods.IsGet(request.Method) ? $"{request.Path}{request.QueryString}" : request.Path.ToString());

    ClaimsPrincipal PrincipalOf(SessionStore.Found session)
    {
        var identity = new ClaimsIdentity(Scheme.Name, AccountClaims.SignInName, AccountClaims.Role);
        identity.AddClaim(new Claim(AccountClaims.Id, session.AccountId));
        identity.AddClaim(new Claim(AccountClaims.Session, session.Id));
        identity.AddClaim(new Claim(AccountClaims.SignInName, session.SignInName));
        identity.AddClaim(new Claim(AccountClaims.DisplayName, session.DisplayName));
        identity.AddClaim(new Claim(AccountClaims.AuthenticatedAt, session.AuthenticatedAt.ToString(CultureInfo.InvariantCulture)));
        if (session.Organisation is { } organisation)
            identity.AddClaim(new Claim(AccountClaims.Organisation, organisation));
        foreach (var role in Account.ReadRoles(session.Roles))
        {
            // A password alone, or a code from a letter, opens nothing but the page where a second factor is set up.
            if (session.HasSecondFactor || hub.Demo)
                identity.AddClaim(new Claim(AccountClaims.Role, role.Name()));
        }
        return new ClaimsPrincipal(identity);
    }

    CookieOptions Settings() => new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps, Path = "/" };
}

/// <summary>Names browsers for the list of sessions, so that their owner can tell which is which. The rest of what they say is not kept.</summary>
static class Browsers
{
    static readonly (string Mark, string Name)[] s_browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    static readonly (string Mark, string Name)[] s_systems = [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "Mac"), ("Linux", "Linux")];

    /// <summary>Such as "Firefox on Windows"; "?" where it does not say.</summary>
    public static string Name(string userAgent) => $"{Of(s_browsers, userAgent)} on {Of(s_systems, userAgent)}";

    static string Of((string Mark, string Name)[] names, string userAgent) => Array.Find(names, name => userAgent.Contains(name.Mark, StringComparison.Ordinal)).Name ?? "?";
}
