using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Muniment.Hub.Hosting.Pages;

/// <summary>Razor Pages, which live in their feature's folder and each say their address: Public/Pages/Home.cshtml begins with @page "/".</summary>
static class PagesSetup
{
    public static void AddPages(this IServiceCollection services) => services.AddRazorPages(pages => pages.RootDirectory = "/");

    public static void MapPages(this WebApplication app) => app.MapRazorPages();
}
