using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Ledger.Notes;

namespace Muniment.Hub.Disclosures.Counting;

/// <summary>GET /statistics.json, /statistics.csv and /statistics/attestation: for everybody.</summary>
static class StatisticsEndpoints
{
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services.AddSingleton<Statistics>().AddSingleton<Openings>();

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Statistics");
        group.MapGet("/statistics.json", JsonAsync).AllowPublic().WithSummary("Disclosures by month and agreement, partner or source, as JSON.").ProducesProblem(400);
        group.MapGet("/statistics.csv", CsvAsync).AllowPublic().WithSummary("The same as CSV.").ProducesProblem(400);
        group.MapGet("/statistics/attestation", AttestAsync).AllowPublic().WithSummary("The statistics of one month, signed with the ledger's key (c2sp.org/signed-note).").ProducesProblem(404);
        group.MapGet("/api/staff/openings", OpeningsAsync).RequireRole(Role.Inspector).DisableRequestTimeout().ExcludeFromDescription();
    }

    static async Task<IResult> JsonAsync(HttpContext context, Statistics statistics, string? from = null, string? to = null, string? by = null) =>
        TypedResults.Bytes(StatisticsText.Json(await TableAsync(context, statistics, from, to, by).ConfigureAwait(false)), "application/json; charset=utf-8");

    static async Task<IResult> CsvAsync(HttpContext context, Statistics statistics, string? from = null, string? to = null, string? by = null) =>
        TypedResults.Bytes(Encoding.UTF8.GetBytes(StatisticsText.Csv(await TableAsync(context, statistics, from, to, by).ConfigureAwait(false))), "text/csv; charset=utf-8", "statistics.csv");

    static async Task<StatisticsTable> TableAsync(HttpContext context, Statistics statistics, string? from, string? to, string? by)
    {
        var grouping = StatisticsText.Grouping(by) ?? throw new ProblemException(StatusCodes.Status400BadRequest, "bad-grouping", "by is partner, agreement or source.");
        var table = await statistics.ReadAsync(new StatisticsQuery(from, to, grouping), context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.CacheControl = "public, max-age=300";
        return table;
    }

    static async Task<IResult> AttestAsync(string month, HttpContext context, Statistics statistics, NoteSigner key)
    {
        var table = await statistics.ReadAsync(new StatisticsQuery(month, month, StatisticsGrouping.Agreement), context.RequestAborted).ConfigureAwait(false);
        if (table.Months.Count == 0)
            throw new ProblemException(StatusCodes.Status404NotFound, "month-unknown", "There is nothing to attest of this month: it has not ended, or nothing happened in it.");
        context.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Text(StatisticsAttestation.Sign(table, key).ToString(), "text/plain; charset=utf-8");
    }

    static async Task OpeningsAsync(HttpContext context, Openings openings, string? from = null, string? to = null)
    {
        var window = Openings.Window(from, to);
        await openings.RecordAsync(window, context.Actor(), context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = "application/jsonl; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"openings.jsonl\"";
        await openings.WriteAsync(window, context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
