using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Disclosures.Breaches;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Disclosures.Recalls;
using Muniment.Hub.Hosting;

namespace Muniment.Hub.Disclosures;

/// <summary>The ledger at work.</summary>
static class DisclosuresFeature
{
    public static IServiceCollection AddDisclosures(this IServiceCollection services, HubOptions options) => services
        .AddSingleton(LedgerKey.OpenOrMake(options))
        .AddHostedService<LedgerWriter>()
        .AddHostedService<LedgerAudit>()
        .AddHostedService<LedgerMetrics>()
        .AddSingleton<BreachBook>()
        .AddSingleton<RecallDelivery>()
        .AddHostedService(provider => provider.GetRequiredService<RecallDelivery>())
        .AddStatistics();

    public static void MapDisclosures(this IEndpointRouteBuilder routes)
    {
        routes.MapLedger();
        routes.MapStatistics();
        routes.MapRecalls();
        routes.MapBreaches();
        routes.MapDelayedNotices();
    }
}
