using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Hosting;

/// <summary>GET /health: is it alive, and may it be asked?</summary>
static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/health", Ask).WithTags("Health").ExcludeFromDescription().AllowPublic();

    static async Task<IResult> Ask(Database database, CancellationToken cancellation)
    {
        try
        {
            await database.ReadAsync(session => session.ValueAsync<long>("SELECT 1"), cancellation).ConfigureAwait(false);
        }
        catch (System.Data.Common.DbException)
        {
            return Results.Json(new { status = "database-unreachable" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        return Results.Json(new { status = "ready" });
    }
}
