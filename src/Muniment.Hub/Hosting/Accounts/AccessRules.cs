using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>Says who may use an address. An address without one answers nobody.</summary>
interface IAccessRule;

/// <summary>Only accounts with one of these roles. On pages (@attribute [RequireRole(Role.Steward)]) and endpoints.</summary>
/// <param name="roles">Any one of them is enough.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireRoleAttribute(params Role[] roles) : Attribute, IAuthorizeData, IAccessRule
{
    /// <summary>Any one of them is enough.</summary>
    public IReadOnlyList<Role> Allowed { get; } = roles.Length > 0 ? roles : throw new ArgumentException("A rule names at least one role.", nameof(roles));

    /// <inheritdoc/>
    public string? Policy { get; set; }

    /// <inheritdoc/>
    public string? Roles { get; set; } = string.Join(',', roles.Select(role => role.Name()));

    /// <inheritdoc/>
    public string? AuthenticationSchemes { get; set; }
}

/// <summary>Any account, whatever its roles.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireSignInAttribute : Attribute, IAuthorizeData, IAccessRule
{
    /// <inheritdoc/>
    public string? Policy { get; set; }

    /// <inheritdoc/>
    public string? Roles { get; set; }

    /// <inheritdoc/>
    public string? AuthenticationSchemes { get; set; }
}

/// <summary>For grave acts: they must have proved who they are within the last five minutes, or are asked to do so again. Beside a role.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireFreshSignInAttribute : Attribute, IAuthorizeData
{
    internal const string PolicyName = "fresh-sign-in";

    /// <inheritdoc/>
    public string? Policy { get; set; } = PolicyName;

    /// <inheritdoc/>
    public string? Roles { get; set; }

    /// <inheritdoc/>
    public string? AuthenticationSchemes { get; set; }
}

/// <summary>Everybody, without signing in.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowPublicAttribute : Attribute, IAllowAnonymous, IAccessRule;

/// <summary>Partners, who prove who they are by signing each request; the endpoint checks it itself.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowPartnersAttribute : Attribute, IAllowAnonymous, IAccessRule;

/// <summary>The same rules for endpoints and groups of them.</summary>
public static class AccessRules
{
    /// <summary>Only accounts with one of these roles.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoint, params Role[] roles) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequireRoleAttribute(roles));

    /// <summary>Any account.</summary>
    public static TBuilder RequireSignIn<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequireSignInAttribute());

    /// <summary>A grave act: proved within the last five minutes. Beside a role.</summary>
    public static TBuilder RequireFreshSignIn<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequireFreshSignInAttribute());

    /// <summary>Everybody.</summary>
    public static TBuilder AllowPublic<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AllowPublicAttribute());

    /// <summary>Partners, whose signed requests the endpoint checks itself.</summary>
    public static TBuilder AllowPartners<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AllowPartnersAttribute(), new EnableRateLimitingAttribute(RateLimits.Partner));

    /// <summary>Answers nobody where an address has no rule. After authorisation.</summary>
    internal static void UseDenyWithoutRule(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAccessRule>() is null)
            throw new ProblemException(StatusCodes.Status403Forbidden, "no-rule", "This address says of nobody that they may use it, so nobody may.");
        return next(context);
    });
}
