using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Tools.Equality;

/// <summary>Equality figures and performance data for everybody, and the answers to alarms.</summary>
static class EqualityEndpoints
{
    public static void MapEquality(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/equality.json", Figures).WithTags("Tools").AllowPublic().WithName("equality").WithSummary("What happened to the people of each group, per tool and agreement, with rate ratios, and the alarms.");
        routes.MapGet("/performance.json", async (Performance performance) => Results.Bytes(Performance.Json(await performance.ListAsync().ConfigureAwait(false)), "application/json; charset=utf-8"))
            .WithTags("Tools").AllowPublic().WithName("performance").WithSummary("What was done, how long it took, how often it was overturned or wrong.");
        routes.MapPost("/api/staff/equality-alarms/{id}/answer", Answer).WithTags("Tools").ExcludeFromDescription().RequireRole(Role.AgreementOfficer);
    }

    static async Task<IResult> Figures(EqualityFigures figures, EqualityAlarms alarms, HubOptions options, CancellationToken cancellation) =>
        Results.Bytes(EqualityJson.Write(await figures.ReadAsync(cancellation).ConfigureAwait(false), await alarms.ListAsync().ConfigureAwait(false), Moment.Now(options.Clock)), "application/json; charset=utf-8");

    static async Task<IResult> Answer(string id, HttpContext context, EqualityAlarms alarms)
    {
        await alarms.AnswerAsync(id, (await StaffJson.ReadAsync<Text>(context.Request).ConfigureAwait(false)).Answer, context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    sealed record Text(string Answer);
}
