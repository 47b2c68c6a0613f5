using System.Collections.Frozen;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>Who is acting: an account that has signed in.</summary>
/// <param name="AccountId">The account's id, "acc_…"; what acts are stored under.</param>
/// <param name="DisplayName">The name colleagues know them by. Personal data: never logged.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="AuthenticatedAt">When they last proved who they are, by password, code or passkey.</param>
/// <remarks>Immutable; safe on any thread.</remarks>
public sealed record Actor(string AccountId, string DisplayName, IReadOnlySet<Role> Roles, DateTimeOffset AuthenticatedAt)
{
    /// <summary>Whom somebody from outside works for, as an adviser organisation's account does; null: for this body, or for nobody.</summary>
    public string? Organisation { get; init; }

    /// <summary>True where one of these roles is theirs.</summary>
    public bool Is(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role))
                return true;
        }
        return false;
    }
}

/// <summary>Finds out who is acting.</summary>
public static class ActorOfRequest
{
    /// <summary>Who is acting. For addresses that ask for a sign-in or a role; elsewhere <see cref="FindActor"/>.</summary>
    /// <exception cref="InvalidOperationException">Nobody has signed in: the address lacks its rule.</exception>
    public static Actor Actor(this HttpContext context) =>
        context.FindActor() ?? throw new InvalidOperationException("Nobody has signed in, and the address asks for nobody: give it RequireRole or RequireSignIn.");

    /// <summary>Who is acting; null where nobody has signed in.</summary>
    public static Actor? FindActor(this HttpContext context)
    {
        if (context.Items[typeof(Actor)] is Actor known)
            return known;
        var actor = From(context.User);
        context.Items[typeof(Actor)] = actor;
        return actor;
    }

    internal static Actor? From(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true } || user.FindFirstValue(AccountClaims.Id) is not { } id)
            return null;
        var roles = new HashSet<Role>();
        foreach (var claim in user.FindAll(AccountClaims.Role))
        {
            if (RoleNames.TryParse(claim.Value, out var role))
                roles.Add(role);
        }
        return new Actor(id, user.FindFirstValue(AccountClaims.DisplayName) ?? "", roles.ToFrozenSet(), AuthenticatedAt(user)) { Organisation = user.FindFirstValue(AccountClaims.Organisation) };
    }

    internal static DateTimeOffset AuthenticatedAt(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(AccountClaims.AuthenticatedAt), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at.ToInstant() : DateTimeOffset.MinValue;
}

/// <summary>What a sign-in says about an account.</summary>
static class AccountClaims
{
    public const string Id = "sub";
    public const string SignInName = "preferred_username";
    public const string DisplayName = "name";
    public const string Role = "role";
    public const string Organisation = "org";
    public const string Session = "sid";
    public const string SecurityStamp = "stamp";

    /// <summary>Microseconds since 1970.</summary>
    public const string AuthenticatedAt = "auth_at";
}
