using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange.Staff;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Disclosures;

/// <summary>/api/staff/delayed-notices: proposed by one, confirmed by another, ended by anyone of them; the inspector sees all.</summary>
static class DelayedNoticeEndpoints
{
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void MapDelayedNotices(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffApi().MapGroup("/delayed-notices").ExcludeFromDescription();
        group.MapGet("", ListAsync).RequireRole(Role.AgreementOfficer, Role.Caseworker, Role.Inspector);
        group.MapPost("", (Delegate)ProposeAsync).RequireRole(Role.AgreementOfficer, Role.Caseworker);
        group.MapPost("/{id}/confirmation", ConfirmAsync).RequireRole(Role.AgreementOfficer).RequireFreshSignIn();
        group.MapPost("/{id}/end", EndAsync).RequireRole(Role.AgreementOfficer, Role.Caseworker);
    }

    static async Task<IResult> ListAsync(Database database, HttpContext context) => TypedResults.Json(await database.ReadAsync(DelayedNotices.ListAsync, context.RequestAborted).ConfigureAwait(false), s_json);

    static async Task<IResult> ProposeAsync(HttpContext context)
    {
        var id = "";
        await StaffApi.ActAsync(context, static json => (Agreement: json.Text("agreement", 64), Case: json.Text("case", 200), Ground: json.Text("ground", 64), Until: json.Instant("until").ToDateTimeOffset(), Reason: json.Text("reason")),
            async (session, asked, actor, moment) => id = await DelayedNotices.ProposeAsync(session, asked.Agreement, asked.Case, asked.Ground, asked.Until, asked.Reason, actor, moment).ConfigureAwait(false)).ConfigureAwait(false);
        return TypedResults.Json(new { id }, s_json, statusCode: StatusCodes.Status201Created);
    }

    static async Task<IResult> ConfirmAsync(string id, HttpContext context) =>
        await StaffApi.ActAsync(context, static json => true, (session, _, actor, moment) => DelayedNotices.ConfirmAsync(session, id, actor, moment)).ConfigureAwait(false);

    static async Task<IResult> EndAsync(string id, HttpContext context) =>
        await StaffApi.ActAsync(context, static json => true, (session, _, actor, moment) => DelayedNotices.EndAsync(session, id, actor, moment)).ConfigureAwait(false);
}
