using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.WebEncoders;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Pages;

/// <summary>Razor Pages, which live in their feature's folder and each say their address: Public/Pages/Home.cshtml begins with @page "/".</summary>
static partial class PagesSetup
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(pages => pages.RootDirectory = "/");
        services.Configure<MvcOptions>(mvc => mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true); // Pages say in their own words what is missing.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "muniment-form";
            form.Cookie.SameSite = SameSiteMode.Strict;
            form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            form.FormFieldName = "form-token";
        });
        services.AddHttpContextAccessor();
        services.AddScoped<PageWords>();
        services.AddSingleton(Assets.Embedded);
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddNavigation();
    }

    public static void MapPages(this WebApplication app)
    {
        if (!Assets.Embedded.HasStyles)
            Unstyled(app.Logger);
        Assets.Map(app);
        app.MapRazorPages();
    }

    [LoggerMessage(1010, LogLevel.Warning, "The program was built without npm, so pages work but have no style. Install node and npm and build again.")]
    static partial void Unstyled(ILogger logger);
}
