using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Muniment.Hub.Hosting.Pages;

/// <summary>What went wrong, as a page in plain words for whoever reads it in a browser; programs get a problem (RFC 9457).</summary>
sealed class ProblemPage(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    // Whoever asks for these is a program, whatever it says it accepts.
    static readonly string[] s_forPrograms = ["/api", "/openapi", "/ledger/tile", "/ledger/checkpoint", "/metrics", "/health", "/v2", "/assets"];

    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !Array.Exists(s_forPrograms, prefix => request.Path.StartsWithSegments(prefix));
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var status = http.Response.StatusCode;
        context.ProblemDetails.Status ??= status;
        options.Value.CustomizeProblemDetails?.Invoke(context);
        var kind = status switch
        {
            401 or 403 => "not-allowed",
            404 => "not-found",
            400 or 413 or 415 => "bad-request",
            429 => "too-many",
            503 => "not-ready",
            < 500 => "refused",
            _ => "failed",
        };
        var view = new ViewResult
        {
            ViewName = "/Hosting/Pages/Shared/Problem.cshtml",
            StatusCode = status,
            ViewData = new ViewDataDictionary<Problem>(http.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary())
            {
                Model = new Problem(kind, context.Exception is ProblemException known ? known.Message : null),
            },
        };
        http.Response.Headers.CacheControl = "no-store";
        await http.RequestServices.GetRequiredService<IActionResultExecutor<ViewResult>>().ExecuteAsync(new ActionContext(http, new RouteData(), new ActionDescriptor()), view).ConfigureAwait(false);
    }

    /// <summary>What the page shows.</summary>
    /// <param name="Kind">Which words.</param>
    /// <param name="Detail">The sentence that says what exactly was wrong; null: none.</param>
    public sealed record Problem(string Kind, string? Detail);
}
