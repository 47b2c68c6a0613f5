using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Public.Pages;

/// <summary>/register/sources: every source whose records are or were held.</summary>
[AllowPublic, CachedForAll]
sealed class SourcesModel(SourceRegister register, HubOptions options) : PageModel
{
    public IReadOnlyList<RegisteredSource> Sources { get; private set; } = [];

    public async Task OnGetAsync() => Sources = [.. (await register.ListAsync(HttpContext.RequestAborted)).Where(source => source.StateAt(options.Clock.GetUtcNow()) != SourceState.Waiting)];
}
