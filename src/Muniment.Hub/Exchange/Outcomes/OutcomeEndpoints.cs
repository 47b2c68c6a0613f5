using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Outcomes;

/// <summary>POST /api/v1/checks/{id}/outcome and GET /api/v1/agreements/{id}/outcomes-due.</summary>
static class OutcomeEndpoints
{
    public static void MapOutcomes(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").WithTags("Exchange").AllowPartners();
        group.MapPost("/checks/{id}/outcome", ReturnAsync).WithName("return-outcome").WithSummary("Says what came of a disclosure.")
            .Accepts<ReturnedOutcome>("application/json").Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("/agreements/{agreement}/outcomes-due", DueAsync).WithName("outcomes-due").WithSummary("The disclosures of which you have not said what came of them.")
            .Produces<IReadOnlyList<DueBody>>().ProducesProblem(401).ProducesProblem(404);
    }

    static async Task<NoContent> ReturnAsync(string id, HttpContext context, RuleBook book, PartnerTokens tokens, Database database, HubOptions options)
    {
        var body = await CheckEndpoints.ReadBodyAsync(context.Request).ConfigureAwait(false);
        var (token, _) = await tokens.ReadAsync(context.Request.Headers.Authorization, body, book, context.RequestAborted).ConfigureAwait(false);
        var returned = ReturnedOutcome.Read(body);
        await database.WriteAsync(async session =>
        {
            await UsedTokens.UseAsync(session, token, await book.ReadAsync(session).ConfigureAwait(false)).ConfigureAwait(false);
            await OutcomeReturns.ReturnAsync(session, token, id, returned, Moment.Now(options.Clock)).ConfigureAwait(false);
        }, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    static async Task<IResult> DueAsync(string agreement, HttpContext context, RuleBook book, PartnerTokens tokens, Database database, HubOptions options)
    {
        var (token, _) = await tokens.ReadAsync(context.Request.Headers.Authorization, default, book, context.RequestAborted).ConfigureAwait(false);
        var due = await database.WriteAsync(async session =>
        {
            var rules = await book.ReadAsync(session).ConfigureAwait(false);
            await UsedTokens.UseAsync(session, token, rules).ConfigureAwait(false);
            var moment = Moment.Now(options.Clock);
            return rules.Find(agreement, moment)?.Partner.Id == token.Partner ? await OutcomeReturns.DueAsync(session, rules, agreement, moment).ConfigureAwait(false) : null;
        }, context.RequestAborted).ConfigureAwait(false)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "agreement-unknown", "You have no agreement of this id.");
        return Results.Json(due.Select(one => new DueBody(one.Check, AgreementJson.Text(one.Due), one.Overdue)).ToList(), CheckBody.Json);
    }

    /// <summary>A disclosure that is to be answered for.</summary>
    /// <param name="Check">The check's id.</param>
    /// <param name="Due">The last day to say what came of it.</param>
    /// <param name="Overdue">Whether that day is over.</param>
    internal sealed record DueBody(string Check, string Due, bool Overdue);
}
