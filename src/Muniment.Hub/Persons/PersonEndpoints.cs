using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Persons;

/// <summary>Cases and footprints, link decisions, merged identities. No address carries personal data: values are asked in bodies, persons named by aliases.</summary>
static class PersonEndpoints
{
    public static void MapPersons(this IEndpointRouteBuilder routes)
    {
        var staff = routes.MapGroup("/api/staff").WithTags("Persons").ExcludeFromDescription();
        staff.MapGet("/cases", ListCases).RequireRole(Role.Caseworker, Role.Steward, Role.Inspector);
        staff.MapPost("/cases", OpenCase).RequireRole(Role.Caseworker, Role.Steward);
        staff.MapPost("/cases/{id}/assign", AssignCase).RequireRole(Role.Caseworker, Role.Steward);
        staff.MapPost("/cases/{id}/close", CloseCase).RequireRole(Role.Caseworker, Role.Steward);
        staff.MapPost("/cases/{id}/footprints", Search).RequireRole(Role.Caseworker);
        staff.MapPost("/cases/{id}/footprints/{alias}", OpenFootprint).RequireRole(Role.Caseworker);

        staff.MapGet("/link-acts", ListActs).RequireRole(Role.Steward, Role.Inspector);
        staff.MapGet("/link-acts/{id}", FindAct).RequireRole(Role.Steward, Role.Inspector);
        staff.MapPost("/link-acts", ProposeAct).RequireRole(Role.Steward);
        staff.MapPost("/link-acts/splits", ProposeSplit).RequireRole(Role.Steward);
        staff.MapPost("/link-acts/{id}/confirm", (string id, HttpContext context, LinkActs acts) => Answer(context, acts.ConfirmAsync, id)).RequireRole(Role.Steward).RequireFreshSignIn();
        staff.MapPost("/link-acts/{id}/refuse", (string id, HttpContext context, LinkActs acts) => Answer(context, acts.RefuseAsync, id)).RequireRole(Role.Steward);
        staff.MapPost("/link-acts/{id}/withdraw", (string id, HttpContext context, LinkActs acts) => Answer(context, acts.WithdrawAsync, id)).RequireRole(Role.Steward);

        staff.MapGet("/merged-identities", ListMerged).RequireRole(Role.Steward, Role.Inspector);
        staff.MapPost("/merged-identities/{id}/records", OpenMerged).RequireRole(Role.Steward);
        staff.MapPost("/merged-identities/{id}/accept", AcceptMerged).RequireRole(Role.Steward);
        staff.MapPost("/merged-identities/{id}/refuse", RefuseMerged).RequireRole(Role.Steward);
        staff.MapPost("/merged-identities/{id}/reopen", ReopenMerged).RequireRole(Role.Steward);
    }

    static async Task<IResult> ListCases(bool? open, HttpContext context, Casework casework)
    {
        var actor = context.Actor();
        return StaffJson.Answer(new { cases = await casework.ListAsync(actor.Is(Role.Inspector) ? null : actor.AccountId, open ?? true).ConfigureAwait(false) });
    }

    static async Task<IResult> OpenCase(HttpContext context, Casework casework)
    {
        var asked = await StaffJson.ReadAsync<NewCase>(context.Request).ConfigureAwait(false);
        return StaffJson.Answer(await casework.OpenAsync(asked.Subject, asked.Purpose, context.Actor()).ConfigureAwait(false), StatusCodes.Status201Created);
    }

    static async Task<IResult> AssignCase(string id, HttpContext context, Casework casework)
    {
        await casework.AssignAsync(id, (await StaffJson.ReadAsync<Assignment>(context.Request).ConfigureAwait(false)).To, context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    static async Task<IResult> CloseCase(string id, HttpContext context, Casework casework)
    {
        await casework.CloseAsync(id, (await StaffJson.ReadAsync<Reason>(context.Request).ConfigureAwait(false)).Text(), context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    static async Task<IResult> Search(string id, HttpContext context, Footprints footprints) =>
        StaffJson.Answer(await footprints.SearchAsync(id, (await StaffJson.ReadAsync<Asked>(context.Request).ConfigureAwait(false)).Person, context.Actor()).ConfigureAwait(false));

    static async Task<IResult> OpenFootprint(string id, string alias, HttpContext context, Footprints footprints) =>
        StaffJson.Answer(await footprints.OpenAsync(id, alias, context.Actor()).ConfigureAwait(false));

    static async Task<IResult> ListActs(string? state, LinkActs acts) =>
        StaffJson.Answer(new { acts = await acts.ListAsync(state is null ? null : LinkActRows.StateOf(state)).ConfigureAwait(false) });

    static async Task<IResult> FindAct(string id, LinkActs acts) =>
        StaffJson.Answer(await acts.FindAsync(id).ConfigureAwait(false) ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such decision on links."));

    static async Task<IResult> ProposeAct(HttpContext context, LinkActs acts)
    {
        var asked = await StaffJson.ReadAsync<NewVerdict>(context.Request).ConfigureAwait(false);
        return StaffJson.Answer(await acts.ProposeAsync(asked.Same, asked.Left, asked.Right, asked.Because, context.Actor()).ConfigureAwait(false), StatusCodes.Status201Created);
    }

    static async Task<IResult> ProposeSplit(HttpContext context, LinkActs acts)
    {
        var asked = await StaffJson.ReadAsync<NewSplit>(context.Request).ConfigureAwait(false);
        return StaffJson.Answer(await acts.ProposeSplitAsync(asked.PersonId, asked.Parts, asked.Because, context.Actor()).ConfigureAwait(false), StatusCodes.Status201Created);
    }

    static async Task<IResult> Answer(HttpContext context, Func<string, string, Actor, Task<LinkAct>> answer, string id) =>
        StaffJson.Answer(await answer(id, (await StaffJson.ReadAsync<Reason>(context.Request).ConfigureAwait(false)).Text(), context.Actor()).ConfigureAwait(false));

    static async Task<IResult> ListMerged(string? state, MergedQueue queue) =>
        StaffJson.Answer(new { counts = await queue.CountAsync().ConfigureAwait(false), findings = await queue.ListAsync(state ?? "open").ConfigureAwait(false) });

    static async Task<IResult> OpenMerged(string id, HttpContext context, MergedQueue queue) =>
        StaffJson.Answer(new { records = await queue.OpenRecordsAsync(id, context.Actor()).ConfigureAwait(false) });

    static async Task<IResult> AcceptMerged(string id, HttpContext context, MergedQueue queue)
    {
        var asked = await StaffJson.ReadAsync<Acceptance>(context.Request).ConfigureAwait(false);
        return StaffJson.Answer(await queue.AcceptAsync(id, asked.Parts, asked.Because, context.Actor()).ConfigureAwait(false));
    }

    static async Task<IResult> RefuseMerged(string id, HttpContext context, MergedQueue queue)
    {
        await queue.RefuseAsync(id, (await StaffJson.ReadAsync<Reason>(context.Request).ConfigureAwait(false)).Text(), context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    static async Task<IResult> ReopenMerged(string id, HttpContext context, MergedQueue queue)
    {
        await queue.ReopenAsync(id, context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    sealed record NewCase(string Subject, string Purpose);

    sealed record Assignment(string To);

    sealed record Asked(Dictionary<string, string> Person);

    sealed record NewVerdict(bool Same, RecordKey Left, RecordKey Right, string Because);

    sealed record NewSplit(string PersonId, IReadOnlyList<IReadOnlyList<RecordKey>> Parts, string Because);

    sealed record Acceptance(string Because, IReadOnlyList<IReadOnlyList<RecordKey>>? Parts = null);
}
