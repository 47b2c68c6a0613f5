using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Exchange.Register;

/// <summary>GET /register/agreements.json|.csv and /register/pauses.json: for everybody.</summary>
static class RegisterEndpoints
{
    public static void MapRegister(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/register").WithTags("Register").AllowPublic();
        group.MapGet("/agreements.json", async (HttpContext context, PublicRegister register) => Show(context, await register.AgreementsJsonAsync(context.RequestAborted).ConfigureAwait(false), "application/json; charset=utf-8"))
            .WithName("register-agreements").WithSummary("Every agreement, with its state and why it is in it.");
        group.MapGet("/agreements.csv", async (HttpContext context, PublicRegister register) => Show(context, await register.AgreementsCsvAsync(context.RequestAborted).ConfigureAwait(false), "text/csv; charset=utf-8; header=present"))
            .WithName("register-agreements-csv").WithSummary("The same as CSV; the first 18 columns are those of the Digital Economy Act's register.");
        group.MapGet("/pauses.json", async (HttpContext context, PublicRegister register) => Show(context, await register.PausesJsonAsync(context.RequestAborted).ConfigureAwait(false), "application/json; charset=utf-8"))
            .WithName("register-pauses").WithSummary("Every pause: whom it is for, who answers for it, by when, and whether that is overdue.");
    }

    static FileContentHttpResult Show(HttpContext context, RegisterPage page, string type)
    {
        context.Response.Headers.CacheControl = "public, no-cache"; // Asked again each time: a state may change any second.
        return TypedResults.Bytes(page.Bytes, type, entityTag: new EntityTagHeaderValue(page.Tag));
    }
}
