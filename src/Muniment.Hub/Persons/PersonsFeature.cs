using Microsoft.Extensions.DependencyInjection;

namespace Muniment.Hub.Persons;

/// <summary>Published snapshots, the one person's view over all sources, and what stewards decide about links.</summary>
static class PersonsFeature
{
    public static IServiceCollection AddPersons(this IServiceCollection services) => services
        .AddSingleton<PersonDirectory>()
        .AddSingleton<DirectoryWatch>()
        .AddHostedService(provider => provider.GetRequiredService<DirectoryWatch>())
        .AddSingleton<Snapshots>()
        .AddSingleton<LinkActs>()
        .AddSingleton<MergedQueue>()
        .AddSingleton<Casework>()
        .AddSingleton<Footprints>();
}
