using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Public.Notices;

namespace Muniment.Hub.Public.Pages;

/// <summary>/notices/{slug}: one notice, with what it said before each correction.</summary>
[AllowPublic, CachedForAll]
sealed class NoticeDetailsModel(NoticeStore store) : PageModel
{
    public Notice Notice { get; private set; } = null!;

    public IReadOnlyList<Correction> Corrections { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await store.FindPublishedAsync(slug) is not { } notice)
            return NotFound();
        (Notice, Corrections) = (notice, await store.CorrectionsAsync(notice.Id));
        return Page();
    }
}
