using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Pages;

namespace Muniment.Hub.Hosting;

/// <summary>Every failure as application/problem+json with a stable code, and never a stack trace or a value of a person.</summary>
static class Problems
{
    public static IServiceCollection AddProblems(this IServiceCollection services) => services.AddSingleton<IProblemDetailsWriter, ProblemPage>().AddProblemDetails(options => options.CustomizeProblemDetails = context =>
    {
        var problem = context.ProblemDetails;
        if (context.Exception is ProblemException known)
        {
            problem.Detail = known.Message;
            problem.Extensions["code"] = known.Code;
        }
        problem.Extensions.TryAdd("code", CodeOf(problem.Status));
        problem.Type = $"urn:muniment:problem:{problem.Extensions["code"]}";
        problem.Title = ReasonPhrases.GetReasonPhrase(problem.Status ?? 500);
        problem.Extensions.Remove("traceId");
    });

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = exception => exception switch
            {
                ProblemException known => known.Status,
                BadHttpRequestException bad => bad.StatusCode,
                _ => StatusCodes.Status500InternalServerError,
            },
            SuppressDiagnosticsCallback = context => context.Exception is ProblemException or BadHttpRequestException,
        });
        app.UseStatusCodePages();
    }

    static string CodeOf(int? status) => status switch
    {
        400 => "bad-request",
        401 => "not-signed-in",
        403 => "not-allowed",
        404 => "not-found",
        405 => "method-not-allowed",
        408 => "too-slow",
        409 => "conflict",
        411 => "length-required",
        413 => "too-large",
        415 => "media-type",
        429 => "too-many-requests",
        503 => "not-ready",
        _ => "failed",
    };
}
