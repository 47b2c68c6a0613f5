using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Muniment.Hub.Hosting.Words;

/// <summary>A page whose words exist in every language; others are in English. A test checks that none is missing.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InEveryLanguageAttribute : Attribute;

/// <summary>The language a reader asked for: by ?lang=ar, which a cookie then keeps for a year.</summary>
static class LanguageOfRequest
{
    public const string Cookie = "muniment-language";
    const string Parameter = "lang";

    /// <summary>The language to answer in.</summary>
    public static Language Of(HttpContext context) =>
        // No endpoint: a page that says what went wrong, which is in every language.
        context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<InEveryLanguageAttribute>() is null ? Language.English : Asked(context);

    /// <summary>The language asked for, whether or not the page is written in it.</summary>
    public static Language Asked(HttpContext context) =>
        Language.Of(context.Request.Query[Parameter]) ?? Language.Of(context.Request.Cookies[Cookie]) ?? Language.English;

    /// <summary>This page's address in another language.</summary>
    public static string AddressIn(HttpContext context, Language language) =>
        $"{context.Request.PathBase}{context.Request.Path}{QueryString.Create(context.Request.Query.Where(one => one.Key != Parameter)).Add(Parameter, language.Code)}";

    public static void UseLanguage(this WebApplication app) => app.Use((context, next) =>
    {
        if (Language.Of(context.Request.Query[Parameter]) is { } language)
        {
            context.Response.Cookies.Append(Cookie, language.Code, new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            });
        }
        return next(context);
    });
}
