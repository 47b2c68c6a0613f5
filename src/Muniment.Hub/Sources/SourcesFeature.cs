using Microsoft.Extensions.DependencyInjection;

namespace Muniment.Hub.Sources;

/// <summary>The register of sources, their loads, and what is deleted of them.</summary>
static class SourcesFeature
{
    public static IServiceCollection AddSources(this IServiceCollection services) => services
        .AddSingleton<SourceRegister>()
        .AddSingleton<ExtractFiles>()
        .AddSingleton<SourceLoads>()
        .AddSingleton<SourceErasures>()
        .AddHostedService<SourceUpkeep>();
}
