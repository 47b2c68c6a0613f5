using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Exchange.Staff;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Urgent;

/// <summary>Urgent disclosures under /api/staff/urgent, and their public count at /register/urgent.json.</summary>
static class UrgentEndpoints
{
    static readonly (string Word, SnapshotPartition Value)[] s_partitions = [("main", SnapshotPartition.Main), ("law-enforcement", SnapshotPartition.LawEnforcement)];

    public static void MapUrgent(this RouteGroupBuilder staff)
    {
        var group = staff.MapGroup("/urgent");
        group.MapPost("", AskAsync).RequireRole(Role.Caseworker, Role.AgreementOfficer).RequireFreshSignIn().WithName("ask-urgent").WithSummary("Asks for an urgent disclosure: {\"person\", \"partition\", \"recipient\", \"fields\", \"ground\", \"reason\"}.");
        group.MapPost("/{id}/approval", async (string id, HttpContext context, UrgentDisclosures urgent) => StaffJson.Answer(await urgent.ApproveAsync(id, context.Actor(), context.RequestAborted).ConfigureAwait(false)))
            .RequireRole(Role.AgreementOfficer).RequireFreshSignIn().WithName("approve-urgent").WithSummary("Approves it, as a second person, and reads what leaves: {}.");
        group.MapPost("/{id}/review", ReviewAsync).RequireRole(Role.Reviewer).RequireFreshSignIn().WithName("review-urgent").WithSummary("Reviews it, as a third person: {\"upheld\": true, \"reason\": …}.");
    }

    public static void MapUrgentRegister(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/register/urgent.json", async (HttpContext context, Database database, HubOptions options) => StaffJson.Answer(await database.ReadAsync(session => UrgentDisclosures.CountAsync(session, Moment.Now(options.Clock)), context.RequestAborted).ConfigureAwait(false)))
            .WithTags("Register").AllowPublic().WithName("register-urgent").WithSummary("How many urgent disclosures there were in each month, and how many of their reviews wait or are overdue.");

    static async Task<IResult> AskAsync(HttpContext context, UrgentDisclosures urgent)
    {
        var asked = await StaffApi.ReadAsync(context, utf8 => StrictObject.ReadDocument(utf8, json => new UrgentRequest(json.Text("person", 200), json.Word<SnapshotPartition>("partition", s_partitions), json.Text("recipient", 300),
            json.ShapedList("fields", AgreementJson.IsField, "a field's name"), json.Text("ground", 50), json.Text("reason")))).ConfigureAwait(false);
        return StaffJson.Answer(new { id = await urgent.AskAsync(asked, context.Actor(), context.RequestAborted).ConfigureAwait(false) }, StatusCodes.Status201Created);
    }

    static async Task<IResult> ReviewAsync(string id, HttpContext context, UrgentDisclosures urgent)
    {
        var (upheld, reason) = await StaffApi.ReadAsync(context, utf8 => StrictObject.ReadDocument(utf8, json => (json.Flag("upheld"), json.Text("reason")))).ConfigureAwait(false);
        await urgent.ReviewAsync(id, upheld, reason, context.Actor(), context.RequestAborted).ConfigureAwait(false);
        return Results.NoContent();
    }
}
