using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Exchange.Staff;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Pushes;

/// <summary>Pushes under /api/staff, for agreement officers.</summary>
static class PushEndpoints
{
    public static void MapPushes(this RouteGroupBuilder staff)
    {
        staff.MapPut("/partners/{partner}/endpoint", (string partner, HttpContext context) =>
            StaffApi.ActAsync(context, json => json.Text("url", PartnerActs.LongestUrl), (session, url, actor, moment) => PartnerActs.SetEndpointAsync(session, partner, url, actor, moment)))
            .RequireRole(Role.AgreementOfficer).RequireFreshSignIn().WithName("set-partner-endpoint").WithSummary("Sets where a partner takes pushes: {\"url\": …}.");
        staff.MapPost("/agreements/{id}/pushes", async (string id, HttpContext context, PushRun run, HubOptions options) => StaffJson.Answer(await run.RunAsync(id, Moment.Now(options.Clock), context.RequestAborted).ConfigureAwait(false)))
            .RequireRole(Role.AgreementOfficer).RequireFreshSignIn().WithName("run-push").WithSummary("Runs an agreement's push now: {}.").DisableRequestTimeout();
        staff.MapGet("/agreements/{id}/pushes", async (string id, HttpContext context, Database database) => StaffJson.Answer(await database.ReadAsync(session => PushDelivery.CountAsync(session, id), context.RequestAborted).ConfigureAwait(false)))
            .RequireRole(Role.AgreementOfficer, Role.Inspector).WithName("read-pushes").WithSummary("Where its deliveries stand.");
    }
}
