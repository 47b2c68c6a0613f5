using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Sources;

/// <summary>The register of sources, their loads, and what is deleted of them.</summary>
static class SourcesFeature
{
    public static IServiceCollection AddSources(this IServiceCollection services) => services
        .AddSingleton<SourceRegister>()
        .AddSingleton<ExtractFiles>()
        .AddSingleton<SourceLoads>()
        .AddSingleton<SourceErasures>();

    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/register/sources.json", GetRegister).WithTags("Registers").WithName(nameof(GetRegister)).AllowPublic();
    }

    static async Task<IResult> GetRegister(SourceRegister register, HubOptions options, CancellationToken cancellation) =>
        Results.Bytes(SourceJson.WriteRegister(await register.ListAsync(cancellation).ConfigureAwait(false), options.Clock.GetUtcNow()), "application/json");
}
