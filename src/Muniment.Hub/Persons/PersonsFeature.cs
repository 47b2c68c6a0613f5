using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;

namespace Muniment.Hub.Persons;

/// <summary>Published snapshots, the one person's view over all sources, and what stewards decide about links.</summary>
static class PersonsFeature
{
    public static IServiceCollection AddPersons(this IServiceCollection services)
    {
        services.AddNavigation(
            new NavigationLink(NavigationArea.Staff, "/staff/merged", "merged.title", 200, Role.Steward, Role.Inspector),
            new NavigationLink(NavigationArea.Staff, "/staff/cases", "cases.title", 210, Role.Caseworker, Role.Steward, Role.Inspector));
        return services
            .AddSingleton<PersonDirectory>()
            .AddSingleton<DirectoryWatch>()
            .AddHostedService(provider => provider.GetRequiredService<DirectoryWatch>())
            .AddSingleton<Snapshots>()
            .AddSingleton<LinkActs>()
            .AddSingleton<MergedQueue>()
            .AddSingleton<Casework>()
            .AddSingleton<Footprints>();
    }
}
