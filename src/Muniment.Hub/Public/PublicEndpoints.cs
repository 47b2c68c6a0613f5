using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Figures;
using Muniment.Hub.Public.Notices;

namespace Muniment.Hub.Public;

/// <summary>What public pages hold, for programs: registers as CSV and JSON, notices as a feed.</summary>
static class PublicEndpoints
{
    public static void MapPublic(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Registers").AllowPublic().WithMetadata(new CachedForAllAttribute());
        group.MapGet("/register/agreements/{id}/{version:int}.json", VersionAsync).WithSummary("A version of an agreement: the very text that is enforced (docs/formats/agreement.md).");
        routes.MapGet("/statistics.vl.json", SpecificationAsync).WithTags("Statistics").AllowPublic().WithMetadata(new CachedForAllAttribute("from", "to", "agreement")).WithSummary("The statistics' chart as a Vega-Lite specification, data included.").ProducesProblem(404);
        group.MapGet("/notices/feed.atom", FeedAsync).WithSummary("The latest notices (Atom, RFC 4287).");
    }

    static async Task<IResult> VersionAsync(string id, int version, RuleBook book, CancellationToken cancellation) =>
        (await book.ReadAsync(cancellation).ConfigureAwait(false)).Agreements.GetValueOrDefault(id, []).FirstOrDefault(one => one.Version == version) is { } agreement
            ? TypedResults.Bytes(AgreementJson.Write(agreement), "application/json")
            : throw new ProblemException(StatusCodes.Status404NotFound, "not-found", $"There is no version {version.ToString(CultureInfo.InvariantCulture)} of such an agreement.");

    static async Task<IResult> SpecificationAsync(MonthFigures figures, RuleBook book, HubOptions options, string? from = null, string? to = null, string? agreement = null, CancellationToken cancellation = default)
    {
        var words = new PageWords(Language.English);
        if (agreement is null)
        {
            var asked = new StatisticsQuery(string.IsNullOrEmpty(from) ? null : from, string.IsNullOrEmpty(to) ? null : to, StatisticsGrouping.Agreement);
            return TypedResults.Bytes(MonthFigures.Chart(await figures.ReadAsync(asked, cancellation).ConfigureAwait(false), words["public.statistics.chart"], words).Specification(), "application/json; charset=utf-8");
        }
        var found = (await book.ReadAsync(cancellation).ConfigureAwait(false)).Find(agreement, Moment.Now(options.Clock)) ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such agreement.");
        return TypedResults.Bytes(MonthFigures.Chart(await figures.ReadAsync(found, cancellation).ConfigureAwait(false), $"{words["public.statistics.chart.agreement"]}: {found.Name}", words).Specification(), "application/json; charset=utf-8");
    }

    static async Task<IResult> FeedAsync(HttpRequest request, NoticeStore notices, HubOptions options)
    {
        var words = new PageWords(Language.English);
        var authority = options.LedgerOrigin.Split('/', ':')[0];
        var feed = NoticeFeed.Write(await notices.ListAsync(most: NoticeFeed.MostEntries).ConfigureAwait(false), $"{request.Scheme}://{request.Host}", authority, (words["public.notices.feed-title"], words["layout.service"]));
        return TypedResults.Bytes(feed, "application/atom+xml; charset=utf-8");
    }
}
