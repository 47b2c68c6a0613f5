using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Public;
using Muniment.Hub.Tools.Rules;

namespace Muniment.Hub.Tools.Pages;

/// <summary>/register/tools: every decision tool.</summary>
[AllowPublic, CachedForAll]
sealed class ToolListModel(ToolRegister register, HubOptions options) : PageModel
{
    public IReadOnlyList<(DecisionTool Tool, ToolState State)> Tools { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var moment = Moment.Now(options.Clock);
        Tools = [.. (await register.ListAsync()).Select(tool => (tool, ToolState.Of(tool, moment)))];
    }
}
