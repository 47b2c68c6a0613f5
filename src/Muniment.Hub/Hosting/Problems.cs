using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Hosting.Pages;

namespace Muniment.Hub.Hosting;

/// <summary>Every failure as application/problem+json with a stable code, and never a stack trace or a value of a person.</summary>
static partial class Problems
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
            // The framework would log the exception's text, which may quote a person's values.
            SuppressDiagnosticsCallback = context =>
            {
                if (context.Exception is not (ProblemException or BadHttpRequestException or OperationCanceledException))
                    LogFailed(app.Logger, context.Exception.GetType().Name, context.Exception.StackTrace ?? "");
                return true;
            },
        });
        app.UseStatusCodePages();
    }

    [LoggerMessage(1001, LogLevel.Error, "A request failed by a mistake of the program's own: {Kind} {Place}")]
    static partial void LogFailed(ILogger log, string kind, string place);

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
