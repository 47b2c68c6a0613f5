using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Tools.Equality;
using Muniment.Hub.Tools.Messages;
using Muniment.Hub.Tools.Runs;

namespace Muniment.Hub.Tools;

/// <summary>Decision tools, messages to people, and what the figures say of both.</summary>
static class ToolsFeature
{
    public static IServiceCollection AddTools(this IServiceCollection services, HubOptions options)
    {
        services.AddNavigation(
            new NavigationLink(NavigationArea.Staff, "/staff/tools", "stafftools.title", 220, Role.Caseworker, Role.AgreementOfficer, Role.Inspector),
            new NavigationLink(NavigationArea.Staff, "/staff/tools/alarms", "alarms.title", 330, Role.AgreementOfficer, Role.Inspector),
            new NavigationLink(NavigationArea.Public, "/register/tools", "tools.navigation", 30),
            new NavigationLink(NavigationArea.Public, "/equality", "tools.navigation.equality", 70),
            new NavigationLink(NavigationArea.Public, "/performance", "tools.navigation.performance", 80));
        return services
            .AddSingleton<ToolRegister>()
            .AddSingleton<ToolFigures>()
            .AddSingleton<ToolRuns>()
            .AddSingleton<EqualityFigures>()
            .AddSingleton<EqualityAlarms>()
            .AddHostedService(provider => provider.GetRequiredService<EqualityAlarms>())
            .AddSingleton<Performance>()
            .AddSingleton<IMessageRoute>(_ => options.Notify is { } notify ? new Notify(notify, options.Clock) : new Outbox(options))
            .AddSingleton<MessagesToPeople>()
            .AddHostedService(provider => provider.GetRequiredService<MessagesToPeople>());
    }

    public static void MapTools(this IEndpointRouteBuilder routes)
    {
        routes.MapToolRegister();
        routes.MapToolRuns();
        routes.MapEquality();
    }
}
