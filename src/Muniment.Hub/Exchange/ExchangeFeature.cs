using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.Outcomes;
using Muniment.Hub.Exchange.Register;
using Muniment.Hub.Exchange.Reviews;
using Muniment.Hub.Exchange.Staff;

namespace Muniment.Hub.Exchange;

/// <summary>Agreements, pauses, and all the ways in which partners are told something.</summary>
static class ExchangeFeature
{
    public static IServiceCollection AddExchange(this IServiceCollection services) => services
        .AddChecks()
        .AddSingleton<PublicRegister>()
        .AddSingleton<PendingReviews>();

    public static void MapExchange(this IEndpointRouteBuilder routes)
    {
        routes.MapChecks();
        routes.MapOutcomes();
        routes.MapRegister();
        var staff = routes.MapStaffApi();
        staff.MapAgreementActs();
        staff.MapReviews();
    }
}
