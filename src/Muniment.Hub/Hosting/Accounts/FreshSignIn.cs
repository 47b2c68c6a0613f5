using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

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

/// <summary>Whoever may do something, but proved too long ago who they are, is asked again rather than refused.</summary>
sealed class AskAgain : IAuthorizationMiddlewareResultHandler
{
    readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden || authorizeResult.AuthorizationFailure is not { } failure || failure.FailedRequirements.Any(requirement => requirement is not FreshSignIn.Requirement))
            return _otherwise.HandleAsync(next, context, policy, authorizeResult);
        if (!SessionHandler.IsBrowser(context.Request))
            throw new ProblemException(StatusCodes.Status403Forbidden, "sign-in-again", "This asks for a sign-in that is at most five minutes old. Sign in again and repeat the request.");
        context.Response.Redirect($"/staff/sign-in/again{SessionHandler.Return(context.Request)}");
        return Task.CompletedTask;
    }
}
