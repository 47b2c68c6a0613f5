using Microsoft.AspNetCore.Authorization;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>A grave act asks for a proof of who acts that is not older than five minutes.</summary>
sealed class FreshSignIn(TimeProvider clock) : AuthorizationHandler<FreshSignIn.Requirement>
{
    static readonly TimeSpan s_lasts = TimeSpan.FromMinutes(5);

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        var age = clock.GetUtcNow() - ActorOfRequest.AuthenticatedAt(context.User);
        if (age >= TimeSpan.Zero && age <= s_lasts)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    public sealed class Requirement : IAuthorizationRequirement;
}
