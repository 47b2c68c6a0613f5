using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Rights.Cases;
using Muniment.Hub.Rights.Proof;
using Muniment.Hub.Rights.Records;
using Muniment.Hub.Rights.Sharing;

namespace Muniment.Hub.Rights;

/// <summary>The person's own pages: her records, who used them, what she asks, what she shares; and the staff's side of what she asks.</summary>
static class RightsFeature
{
    public static IServiceCollection AddRights(this IServiceCollection services)
    {
        services.AddNavigation(
            new NavigationLink(NavigationArea.Public, "/me", "me.navigation", 90),
            new NavigationLink(NavigationArea.Public, "/share", "share.navigation", 95),
            new NavigationLink(NavigationArea.Person, "/me", "me.title", 10),
            new NavigationLink(NavigationArea.Person, "/me/usage", "me.usage.title", 20),
            new NavigationLink(NavigationArea.Person, "/me/cases", "me.cases.title", 30),
            new NavigationLink(NavigationArea.Person, "/me/share", "me.share.title", 40),
            new NavigationLink(NavigationArea.Person, "/me/contact", "me.contact.title", 50),
            new NavigationLink(NavigationArea.Staff, "/staff/cases/rights", "rights.title", 205, Role.Caseworker, Role.Inspector));
        return services
            .AddUsage()
            .AddSingleton<Activations>()
            .AddSingleton(provider => new DemoActivations(provider.GetRequiredService<Hosting.Storage.Database>(), provider.GetRequiredService<Hosting.HubOptions>(), provider.GetRequiredService<OwnRecords>()))
            .AddSingleton<SafeContacts>()
            .AddSingleton<OwnRecords>()
            .AddSingleton<OwnReceipts>()
            .AddSingleton<RightsCases>()
            .AddSingleton<ShareCodes>();
    }

    public static void MapRights(this IEndpointRouteBuilder routes)
    {
        routes.MapUsage();
        routes.MapOwnFiles();
    }
}
