using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Disclosures.Breaches;

/// <summary>/api/staff/breaches: opened by stewards, agreement officers and administrators; read by inspectors too.</summary>
static class BreachEndpoints
{
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void MapBreaches(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/staff/breaches").ExcludeFromDescription();
        group.MapGet("", async (BreachBook book) => Json(await book.ListAsync().ConfigureAwait(false))).RequireRole(Role.Steward, Role.AgreementOfficer, Role.Administrator, Role.Inspector);
        group.MapPost("", OpenAsync).RequireRole(Role.Steward, Role.AgreementOfficer, Role.Administrator);
        group.MapPost("/{id}/scope", async (string id, HttpContext context, BreachBook book) =>
        {
            await ReadAsync(context, static json => true).ConfigureAwait(false);
            return Json(await book.ScopeAsync(id, context.Actor(), context.RequestAborted).ConfigureAwait(false));
        }).RequireRole(Role.Steward, Role.AgreementOfficer, Role.Administrator, Role.Inspector);
        group.MapPost("/{id}/people", async (string id, HttpContext context, BreachBook book) =>
        {
            await ReadAsync(context, static json => true).ConfigureAwait(false);
            context.Response.Headers.CacheControl = "no-store";
            return Json(await book.PeopleAsync(id, context.Actor(), context.RequestAborted).ConfigureAwait(false));
        }).RequireRole(Role.Steward, Role.AgreementOfficer, Role.Administrator).RequireFreshSignIn();
        group.MapPost("/{id}/acts", async (string id, HttpContext context, BreachBook book) =>
        {
            var (act, detail) = await ReadAsync(context, static json => (json.Text("act", 64), json.Text("detail"))).ConfigureAwait(false);
            return Json(await book.ActAsync(id, act, detail, context.Actor()).ConfigureAwait(false));
        }).RequireRole(Role.Steward, Role.AgreementOfficer, Role.Administrator);
    }

    static async Task<JsonHttpResult<Breach>> OpenAsync(HttpContext context, BreachBook book)
    {
        var asked = await ReadAsync(context, static json => (What: json.Text("what"), Aware: json.Instant("aware_at").ToDateTimeOffset(), Officer: json.Text("officer", 64), Scope: json.Object("scope", static scope => new BreachScope(
            scope.TextOrNull("partner_key", 200), scope.TextOrNull("partner", 200), scope.TextOrNull("agreement", 64), scope.TextOrNull("account", 64), scope.Instant("from").ToDateTimeOffset(), scope.Instant("to").ToDateTimeOffset())))).ConfigureAwait(false);
        return Json(await book.OpenAsync(asked.What, asked.Aware, asked.Officer, asked.Scope, context.Actor()).ConfigureAwait(false));
    }

    static JsonHttpResult<T> Json<T>(T value) => TypedResults.Json(value, s_json);

    /// <summary>Reads a JSON object: another site's page cannot send one with its visitor's cookie.</summary>
    static async Task<T> ReadAsync<T>(HttpContext context, Func<StrictObject, T> read)
    {
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
            throw new ProblemException(StatusCodes.Status403Forbidden, "other-site", "The request comes from another site's page.");
        var body = await CheckEndpoints.ReadBodyAsync(context.Request).ConfigureAwait(false);
        try
        {
            return StrictObject.ReadDocument(body, read);
        }
        catch (ExchangeFormatException exception)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-form", exception.Message);
        }
    }
}
