using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Public;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Tools.Pages;

/// <summary>/performance: what was done, how long it took, how often it was overturned or wrong.</summary>
[AllowPublic, CachedForAll]
sealed class PerformanceDataModel(Performance performance, PageWords words) : PageModel
{
    public IReadOnlyList<PerformanceLine> Lines { get; private set; } = [];

    public async Task OnGetAsync() => Lines = await performance.ListAsync();

    public string Hours(double? hours) => hours is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) : words["performance.few"];

    public string Rate(double? rate) => rate is { } known ? (known * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%" : words["performance.few"];
}
