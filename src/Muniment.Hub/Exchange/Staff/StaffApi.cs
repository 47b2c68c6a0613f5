using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Staff;

/// <summary>What every address under /api/staff has in common: JSON from the same site alone, by somebody who has signed in.</summary>
static class StaffApi
{
    /// <summary>The group. Another site can make a browser send forms here with its user's cookie, but not JSON, and not without saying where it comes from.</summary>
    public static RouteGroupBuilder MapStaffApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/staff").WithTags("Staff");
        group.AddEndpointFilter((context, next) =>
        {
            RefuseOtherSites(context.HttpContext.Request);
            return next(context);
        });
        return group;
    }

    /// <summary>Reads the body, does the act in one write, and answers 204.</summary>
    /// <param name="context">The request.</param>
    /// <param name="read">Reads the body, an object.</param>
    /// <param name="act">The act; it makes the ledger entry itself.</param>
    public static async Task<NoContent> ActAsync<T>(HttpContext context, Func<StrictObject, T> read, Func<Session, T, Actor, Moment, Task> act)
    {
        var asked = await ReadAsync(context, utf8 => StrictObject.ReadDocument(utf8, read)).ConfigureAwait(false);
        await ActAsync(context, (session, actor, moment) => act(session, asked, actor, moment)).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    /// <summary>Does an act in one write.</summary>
    public static async Task ActAsync(HttpContext context, Func<Session, Actor, Moment, Task> act)
    {
        var services = context.RequestServices;
        var (actor, moment) = (context.Actor(), Moment.Now(services.GetRequiredService<TimeProvider>()));
        try
        {
            await services.GetRequiredService<Database>().WriteAsync(session => act(session, actor, moment), context.RequestAborted).ConfigureAwait(false);
        }
        catch (ExchangeFormatException exception)
        {
            throw Bad(exception);
        }
    }

    /// <summary>Reads a JSON body of at most 1 MiB.</summary>
    /// <exception cref="ProblemException">It is none, or not what was expected; the sentence says where.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, Func<ReadOnlyMemory<byte>, T> read)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false); // Kestrel ends it at 1 MiB
        try
        {
            return read(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        }
        catch (ExchangeFormatException exception)
        {
            throw Bad(exception);
        }
    }

    static ProblemException Bad(ExchangeFormatException exception) => new(StatusCodes.Status400BadRequest, "bad-form", exception.Message);

    static void RefuseOtherSites(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return;
        if (!request.HasJsonContentType())
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "media-type", "Send the body as application/json.");
        var (site, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        if (site is not ("" or "same-origin" or "none") || (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}"))
            throw new ProblemException(StatusCodes.Status403Forbidden, "other-site", "The request comes from another site's page.");
    }
}
