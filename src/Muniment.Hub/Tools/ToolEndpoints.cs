using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Tools.Messages;
using Muniment.Hub.Tools.Rules;
using Muniment.Hub.Tools.Runs;
using NodaTime.Text;

namespace Muniment.Hub.Tools;

/// <summary>The public records of tools, and runs, decisions and messages of assigned cases. No address carries personal data, and none takes two decisions.</summary>
static class ToolEndpoints
{
    public static void MapToolRegister(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/register").WithTags("Tools").AllowPublic();
        group.MapGet("/tools.json", ListRecords).WithName("tool-records").WithSummary("Every decision tool's public record (ATRS 4.0), with the rows that run.");
        group.MapGet("/tools/{id}.json", FindRecord).WithName("tool-record").WithSummary("One decision tool's public record.");
        group.MapGet("/tools/{id}/versions/{version:int}.yaml", FindYaml).WithName("tool-file").WithSummary("A published version as the file it was published as.");
    }

    public static void MapToolRuns(this IEndpointRouteBuilder routes)
    {
        var staff = routes.MapGroup("/api/staff").WithTags("Tools").ExcludeFromDescription();
        staff.MapPost("/tools/{id}/assessments", Assess).RequireRole(Role.AgreementOfficer).RequireFreshSignIn();
        staff.MapGet("/cases/{caseId}/tool-runs", ListRuns).RequireRole(Role.Caseworker);
        staff.MapPost("/cases/{caseId}/tool-runs", Run).RequireRole(Role.Caseworker);
        staff.MapPost("/tool-runs/{id}/evidence", OpenEvidence).RequireRole(Role.Caseworker);
        staff.MapPost("/tool-runs/{id}/decision", Decide).RequireRole(Role.Caseworker);
        staff.MapPost("/tool-runs/{id}/wrong", FindWrong).RequireRole(Role.Reviewer, Role.Steward);
        staff.MapGet("/cases/{caseId}/messages", ListMessages).RequireRole(Role.Caseworker);
        staff.MapPost("/cases/{caseId}/messages", Send).RequireRole(Role.Caseworker);
        staff.MapPost("/messages/{id}/told", Told).RequireRole(Role.Caseworker);
        staff.MapPost("/messages/{id}/returned", Returned).RequireRole(Role.Caseworker);
    }

    static async Task<IResult> ListRecords(ToolFigures figures, HubOptions options) =>
        Json(ToolRecordJson.All(await figures.ListAsync().ConfigureAwait(false), Moment.Now(options.Clock)));

    static async Task<IResult> FindRecord(string id, ToolFigures figures, HubOptions options) =>
        (await figures.ListAsync().ConfigureAwait(false)).FirstOrDefault(one => one.Tool.Id == id) is { Tool: not null } found ? Json(ToolRecordJson.One(found.Tool, found.Use, Moment.Now(options.Clock))) : throw Nothing();

    static async Task<IResult> FindYaml(string id, int version, ToolRegister register) =>
        await register.FileAsync(id, version).ConfigureAwait(false) is { } yaml ? Results.Text(yaml, "text/plain", System.Text.Encoding.UTF8) : throw Nothing();

    static async Task<IResult> Assess(string id, HttpContext context, ToolRegister register)
    {
        var asked = await StaffJson.ReadAsync<NewAssessment>(context.Request).ConfigureAwait(false);
        if (LocalDatePattern.Iso.Parse(asked.Date) is not { Success: true } date || LocalDatePattern.Iso.Parse(asked.Expiry) is not { Success: true } expiry)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "assessment", "Give dates such as 2026-03-31.");
        await register.AssessAsync(id, asked.Kind, new ToolAssessment(date.Value, expiry.Value, asked.Link), context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    static async Task<IResult> ListRuns(string caseId, HttpContext context, ToolRuns runs) => StaffJson.Answer(new { runs = await runs.ListAsync(caseId, context.Actor()).ConfigureAwait(false) });

    static async Task<IResult> Run(string caseId, HttpContext context, ToolRuns runs)
    {
        var asked = await StaffJson.ReadAsync<NewRun>(context.Request).ConfigureAwait(false);
        return StaffJson.Answer(await runs.RunAsync(asked.Tool, caseId, asked.Person, asked.Inputs, context.Actor()).ConfigureAwait(false), StatusCodes.Status201Created);
    }

    static async Task<IResult> OpenEvidence(string id, HttpContext context, ToolRuns runs)
    {
        var evidence = await runs.OpenEvidenceAsync(id, context.Actor()).ConfigureAwait(false);
        return StaffJson.Answer(new
        {
            evidence.Run,
            evidence.Question,
            evidence.Recommendations,
            evidence.Reasons,
            inputs = evidence.Inputs.Select(input => new { input.Question, input.Answer }),
            evidence.Missing,
            choices = evidence.Choices.Select(choice => new { choice.Id, choice.Words }),
            evidence.Holds,
        });
    }

    static async Task<IResult> Decide(string id, HttpContext context, ToolRuns runs)
    {
        var asked = await StaffJson.ReadAsync<NewDecision>(context.Request).ConfigureAwait(false);
        return StaffJson.Answer(await runs.DecideAsync(id, asked.Decision, asked.Reason, context.Actor()).ConfigureAwait(false));
    }

    static async Task<IResult> FindWrong(string id, HttpContext context, ToolRuns runs) =>
        StaffJson.Answer(new { (await runs.FindWrongAsync(id, (await StaffJson.ReadAsync<Because>(context.Request).ConfigureAwait(false)).Reason, context.Actor()).ConfigureAwait(false)).WrongAt });

    static async Task<IResult> ListMessages(string caseId, HttpContext context, MessagesToPeople messages) => StaffJson.Answer(new { messages = await messages.ListAsync(caseId, context.Actor()).ConfigureAwait(false) });

    static async Task<IResult> Send(string caseId, HttpContext context, MessagesToPeople messages)
    {
        var asked = await StaffJson.ReadAsync<SentMessage>(context.Request).ConfigureAwait(false);
        var message = new NewMessage(asked.Channel, asked.Template, asked.To, asked.Personalisation);
        return StaffJson.Answer(await messages.SendAsync(caseId, asked.Person, message, asked.Replaces, context.Actor(), context.RequestAborted).ConfigureAwait(false), StatusCodes.Status201Created);
    }

    static async Task<IResult> Told(string id, HttpContext context, MessagesToPeople messages)
    {
        await messages.ConfirmAsync(id, (await StaffJson.ReadAsync<Because>(context.Request).ConfigureAwait(false)).Reason, context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    static async Task<IResult> Returned(string id, HttpContext context, MessagesToPeople messages)
    {
        await messages.ReturnedAsync(id, (await StaffJson.ReadAsync<Because>(context.Request).ConfigureAwait(false)).Reason, context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    static IResult Json(byte[] json) => Results.Bytes(json, "application/json; charset=utf-8");

    static ProblemException Nothing() => new(StatusCodes.Status404NotFound, "not-found", "There is no such tool or version.");

    sealed record NewAssessment(string Kind, string Date, string Expiry, string? Link = null);

    sealed record NewRun(string Tool, string Person, IReadOnlyDictionary<string, string> Inputs);

    sealed record NewDecision(IReadOnlyList<string> Decision, string Reason);

    sealed record Because(string Reason);

    sealed record SentMessage(string Person, MessageChannel Channel, string Template, string To, IReadOnlyDictionary<string, string> Personalisation, string? Replaces = null);
}
