using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Notices;

namespace Muniment.Hub.Public;

/// <summary>A public page that is the same for everybody: kept for a few seconds, and made anew at once when an agreement, a pause, a source or a notice changes, or an alarm is raised or answered.</summary>
/// <param name="queryKeys">The names in the query that it depends on; others make no difference.</param>
/// <remarks>Never on a page that may hold anything about a person. Whoever has signed in gets a fresh one.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CachedForAllAttribute(params string[] queryKeys) : Attribute, IOutputCachePolicy
{
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    /// <summary>The names in the query that it depends on.</summary>
    public IReadOnlyList<string> QueryKeys { get; } = queryKeys;

    async ValueTask IOutputCachePolicy.CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var request = http.Request;
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || http.User.Identity is { IsAuthenticated: true } || request.Query.ContainsKey("lang"))
            return;
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = s_longest;
        context.CacheVaryByRules.QueryKeys = new StringValues([.. QueryKeys]);
        context.CacheVaryByRules.VaryByValues["language"] = LanguageOfRequest.Asked(http).Code;
        context.CacheVaryByRules.VaryByValues["state"] = await StateAsync(http, cancellation).ConfigureAwait(false);
    }

    ValueTask IOutputCachePolicy.ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    ValueTask IOutputCachePolicy.ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !StringValues.IsNullOrEmpty(response.Headers.SetCookie))
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    /// <summary>What public pages depend on, in one read: the exchange's revision, the notices', the directory's, the alarms' and the day.</summary>
    static async Task<string> StateAsync(HttpContext http, CancellationToken cancellation)
    {
        var services = http.RequestServices;
        var (exchange, notices, directory, alarms) = await services.GetRequiredService<Database>().ReadAsync(async session => (
            await session.ValueAsync<long>("SELECT revision FROM exchange_revision WHERE id = 1").ConfigureAwait(false),
            await NoticeStore.RevisionAsync(session).ConfigureAwait(false),
            await Persons.DirectoryVersion.ReadAsync(session).ConfigureAwait(false),
            await session.ValueAsync<long>("SELECT COUNT(*) + COUNT(answered_at) FROM equality_alarm").ConfigureAwait(false)), cancellation).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{exchange}.{notices}.{directory}.{alarms}.{Moment.Now(services.GetRequiredService<HubOptions>().Clock).Date:uuuu-MM-dd}");
    }
}
