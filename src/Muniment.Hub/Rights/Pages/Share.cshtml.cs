using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages.Components;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Rights.Proof;
using Muniment.Hub.Rights.Sharing;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/share: what somebody chose to show, for whoever has her code and her birth date. Neither is ever in an address; a wrong one of either reads alike.</summary>
[AllowPublic, EnableRateLimiting(RateLimits.SignIn)]
sealed class ShareModel(ShareCodes shares, SignInAttempts attempts, PageWords words) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public DateParts BirthDate { get; set; } = new();

    [BindProperty]
    public string? Viewer { get; set; }

    /// <summary>What is shown; null: nothing was asked, or there is nothing.</summary>
    public SharedView? View { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        Response.Headers.CacheControl = "no-store"; // What she shows ends when she says so.
        var bare = SpokenCode.Bare(Code);
        if (bare.Length == 0)
            ModelState.AddModelError(nameof(Code), words["share.code.missing"]);
        if (!BirthDate.TryRead(out var birth))
            ModelState.AddModelError(nameof(BirthDate), words["share.birth.missing"]);
        if (string.IsNullOrWhiteSpace(Viewer))
            ModelState.AddModelError(nameof(Viewer), words["share.viewer.missing"]);
        if (!ModelState.IsValid)
            return Page();
        // Five wrong birth dates for a code within a quarter of an hour, and it is refused for as long, right or wrong.
        var name = SpokenCode.Hash("share", bare);
        var allowed = await attempts.BeginAsync("share", name);
        View = allowed ? await shares.OpenAsync(bare, birth, Viewer!) : null;
        if (View is null)
        {
            ModelState.AddModelError(nameof(Code), words["share.refused"]);
            return Page();
        }
        await attempts.ForgetAsync("share", name);
        ModelState.Clear();
        return Page();
    }

    public string FieldName(string field) => FieldWords.Of(words, field);
}
