using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Searching;

namespace Muniment.Hub.Public.Pages;

/// <summary>/search: over registers, notices and help; nothing about a person. Never cached: what somebody asks is theirs.</summary>
[AllowPublic]
sealed class SearchModel(SiteSearch search, PageWords words) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Question { get; set; }

    /// <summary>Null: nothing was asked.</summary>
    public IReadOnlyList<SearchHit>? Hits { get; private set; }

    public async Task OnGetAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (!string.IsNullOrWhiteSpace(Question))
            Hits = await search.FindAsync(Question, words, HttpContext.RequestAborted);
    }
}
