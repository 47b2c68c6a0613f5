using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Staff;

/// <summary>Agreements, partners and their keys, and pauses, for agreement officers. What stops something asks for no fresh sign-in: stopping must be quick.</summary>
static class AgreementActsEndpoints
{
    public static void MapAgreementActs(this RouteGroupBuilder staff)
    {
        MapAgreements(staff.MapGroup("/agreements"));
        MapPartners(staff.MapGroup(""));
        MapPauses(staff.MapGroup("/pauses"));
    }

    static void MapAgreements(RouteGroupBuilder group)
    {
        group.MapPost("", ProposeAsync).RequireRole(Role.AgreementOfficer).WithName("propose-agreement").WithSummary("Proposes a version: docs/formats/agreement.md without sign-offs, notice and end.");
        group.MapGet("/{id}/versions/{version:int}", ReadAsync).RequireRole(Role.AgreementOfficer, Role.Inspector).WithName("read-agreement").WithSummary("A version as it is enforced.");
        group.MapPost("/{id}/versions/{version:int}/sign-offs", (string id, int version, HttpContext context) =>
            StaffApi.ActAsync(context, json => json.Text("post", 200), (session, post, actor, moment) => AgreementActs.SignOffAsync(session, id, version, post, actor, moment)))
            .RequireRole(Role.AgreementOfficer).RequireFreshSignIn().WithName("sign-off-agreement").WithSummary("Signs a version off: {\"post\": …}. Two different accounts make it count.");
        group.MapPost("/{id}/versions/{version:int}/notice", (string id, int version, HttpContext context) =>
            StaffApi.ActAsync(context, json => true, (session, _, actor, moment) => AgreementActs.PublishNoticeAsync(session, id, version, actor, moment)))
            .RequireRole(Role.AgreementOfficer).RequireFreshSignIn().WithName("publish-agreement-notice").WithSummary("Publishes the notice of a version, now: {}.");
        group.MapPost("/{id}/end", (string id, HttpContext context) =>
            StaffApi.ActAsync(context, json => json.Text("because"), (session, because, actor, moment) => AgreementActs.EndAsync(session, id, because, actor, moment)))
            .RequireRole(Role.AgreementOfficer).RequireFreshSignIn().WithName("end-agreement").WithSummary("Ends an agreement for good: {\"because\": …}.");
    }

    static void MapPartners(RouteGroupBuilder group)
    {
        group.MapPut("/partners/{partner}", (string partner, HttpContext context) =>
            StaffApi.ActAsync(context, json => json.Text("name", 200), (session, name, actor, moment) => PartnerActs.AddAsync(session, partner, name, actor, moment)))
            .RequireRole(Role.AgreementOfficer).WithName("add-partner").WithSummary("Adds a partner or changes its name: {\"name\": …}.");
        group.MapPost("/partners/{partner}/keys", AddKeyAsync).RequireRole(Role.AgreementOfficer).RequireFreshSignIn().WithName("add-partner-key").WithSummary("Adds a partner's public key, a JWK on P-256.");
        group.MapPost("/partner-keys/{kid}/revocation", (string kid, HttpContext context) =>
            StaffApi.ActAsync(context, json => json.Text("reason"), (session, reason, actor, moment) => PartnerStore.RevokeKeyAsync(session, kid, actor.AccountId, reason, moment)))
            .RequireRole(Role.AgreementOfficer, Role.Administrator).WithName("revoke-partner-key").WithSummary("Revokes a key, at once and on every hub: {\"reason\": …}.");
    }

    static void MapPauses(RouteGroupBuilder group)
    {
        group.MapPost("", MakePauseAsync).RequireRole(Role.AgreementOfficer).WithName("make-pause").WithSummary("Pauses: docs/formats/agreement.md without made_by, made_at and restart.");
        group.MapPost("/{id}/reviews", (string id, HttpContext context) =>
            StaffApi.ActAsync(context, json => (Next: json.Date("next"), Because: json.Text("because")), (session, review, actor, moment) => PauseActs.ReviewAsync(session, id, review.Next, review.Because, actor, moment)))
            .RequireRole(Role.AgreementOfficer).WithName("review-pause").WithSummary("Answers for a pause that goes on: {\"next\": …, \"because\": …}.");
        group.MapPost("/{id}/restart", (string id, HttpContext context) =>
            StaffApi.ActAsync(context, json => json.Text("because"), (session, because, actor, moment) => PauseActs.RestartAsync(session, id, because, actor, moment)))
            .RequireRole(Role.AgreementOfficer).RequireFreshSignIn().WithName("restart-pause").WithSummary("Ends a pause, with a name and a reason that the public reads: {\"because\": …}.");
    }

    static async Task<Created> ProposeAsync(HttpContext context, Database database)
    {
        var proposal = await StaffApi.ReadAsync(context, AgreementJson.Read).ConfigureAwait(false);
        await StaffApi.ActAsync(context, (session, actor, moment) => AgreementActs.ProposeAsync(session, proposal, actor, moment)).ConfigureAwait(false);
        return TypedResults.Created($"/api/staff/agreements/{proposal.Id}/versions/{proposal.Version}");
    }

    static async Task<FileContentHttpResult> ReadAsync(string id, int version, HttpContext context, Database database)
    {
        var agreement = await database.ReadAsync(session => AgreementStore.FindAsync(session, id, version), context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Bytes(AgreementJson.Write(agreement), "application/json; charset=utf-8");
    }

    static async Task<Created> AddKeyAsync(string partner, HttpContext context)
    {
        var jwk = await StaffApi.ReadAsync(context, utf8 => System.Text.Encoding.UTF8.GetString(utf8.Span)).ConfigureAwait(false);
        var kid = "";
        await StaffApi.ActAsync(context, async (session, actor, moment) => kid = await PartnerStore.AddKeyAsync(session, partner, jwk, actor.AccountId, moment).ConfigureAwait(false)).ConfigureAwait(false);
        return TypedResults.Created($"/api/staff/partner-keys/{Uri.EscapeDataString(kid)}");
    }

    static async Task<Created> MakePauseAsync(HttpContext context, Database database)
    {
        var asked = await StaffApi.ReadAsync(context, PauseJson.ReadNew).ConfigureAwait(false);
        await StaffApi.ActAsync(context, (session, actor, moment) => PauseActs.MakeAsync(session, asked, actor, moment)).ConfigureAwait(false);
        return TypedResults.Created("/register/pauses.json");
    }
}
