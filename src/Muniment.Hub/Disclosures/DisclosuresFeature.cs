using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Disclosures.Breaches;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Disclosures.Inspecting;
using Muniment.Hub.Disclosures.Recalls;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;

namespace Muniment.Hub.Disclosures;

/// <summary>The ledger at work.</summary>
static class DisclosuresFeature
{
    public static IServiceCollection AddDisclosures(this IServiceCollection services, HubOptions options)
    {
        services.AddNavigation(
            new NavigationLink(NavigationArea.Staff, "/staff/breaches", "breaches.title", 400, Role.Steward, Role.AgreementOfficer, Role.Administrator, Role.Inspector),
            new NavigationLink(NavigationArea.Staff, "/staff/inspect", "inspect.title", 10, Role.Inspector));
        return services
            .AddSingleton(LedgerKey.OpenOrMake(options))
            .AddHostedService<LedgerWriter>()
            .AddHostedService<LedgerAudit>()
            .AddHostedService<LedgerMetrics>()
            .AddSingleton<BreachBook>()
            .AddSingleton<Inspection>()
            .AddSingleton<RecallDelivery>()
            .AddHostedService(provider => provider.GetRequiredService<RecallDelivery>())
            .AddStatistics();
    }

    public static void MapDisclosures(this IEndpointRouteBuilder routes)
    {
        routes.MapLedger();
        routes.MapStatistics();
        routes.MapRecalls();
        routes.MapBreaches();
        routes.MapDelayedNotices();
    }
}
