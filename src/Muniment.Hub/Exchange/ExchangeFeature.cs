using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Bulk;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Outcomes;
using Muniment.Hub.Exchange.Pushes;
using Muniment.Hub.Exchange.Register;
using Muniment.Hub.Exchange.Reviews;
using Muniment.Hub.Exchange.Staff;
using Muniment.Hub.Exchange.Trying;
using Muniment.Hub.Exchange.Urgent;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange;

/// <summary>Agreements, pauses, and all the ways in which partners are told something.</summary>
static class ExchangeFeature
{
    public static IServiceCollection AddExchange(this IServiceCollection services)
    {
        services.AddNavigation(
            new NavigationLink(NavigationArea.Staff, "/staff/reviews", "reviews.title", 100, Role.Reviewer, Role.Inspector),
            new NavigationLink(NavigationArea.Staff, "/staff/reviews/again", "second.title", 110, Role.Reviewer, Role.Inspector),
            new NavigationLink(NavigationArea.Staff, "/staff/agreements", "agreements.title", 300, Role.AgreementOfficer, Role.Inspector),
            new NavigationLink(NavigationArea.Staff, "/staff/pauses", "pauses.title", 310, Role.AgreementOfficer, Role.Inspector),
            new NavigationLink(NavigationArea.Staff, "/staff/calendar", "calendar.title", 305, Role.AgreementOfficer, Role.Inspector),
            new NavigationLink(NavigationArea.Staff, "/staff/outcomes", "duties.title", 315, Role.AgreementOfficer, Role.Inspector),
            new NavigationLink(NavigationArea.Staff, "/staff/partners", "partners.title", 320, Role.AgreementOfficer, Role.Administrator, Role.Inspector));
        return services
            .AddChecks()
            .AddSingleton<ExchangeMetrics>()
            .AddSingleton<PublicRegister>()
            .AddSingleton<PendingReviews>()
            .AddSingleton<SecondReviews>()
            .AddSingleton<AgreementTrial>()
            .AddSingleton<BulkRun>()
            .AddSingleton<BulkResult>()
            .AddSingleton<BulkWorker>()
            .AddHostedService(provider => provider.GetRequiredService<BulkWorker>())
            .AddSingleton<UrgentDisclosures>()
            .AddSingleton<HubSigner>()
            .AddSingleton(provider => new PartnerPost(provider.GetRequiredService<HubSigner>()))
            .AddSingleton(provider => new PushRun(provider.GetRequiredService<Database>(), provider.GetRequiredService<RuleBook>(), provider.GetRequiredService<PersonLookUp>()))
            .AddSingleton(provider => new PushDelivery(provider.GetRequiredService<Database>(), provider.GetRequiredService<RuleBook>(), provider.GetRequiredService<PersonLookUp>(), provider.GetRequiredService<PartnerPost>()))
            .AddHostedService<PushSchedule>();
    }

    public static void MapExchange(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<ExchangeMetrics>(); // begins to count
        routes.MapChecks();
        routes.MapReceipts();
        routes.MapBulkChecks();
        routes.MapOutcomes();
        routes.MapRegister();
        routes.MapUrgentRegister();
        HubSigner.MapKeys(routes);
        var staff = routes.MapStaffApi();
        staff.MapAgreementActs();
        staff.MapReviews();
        staff.MapPushes();
        staff.MapUrgent();
    }
}
