using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Notices;

namespace Muniment.Hub.Public.Pages;

/// <summary>/staff/notices/{id}/preview: a draft as everybody would read it, and what must be mended before it is posted.</summary>
[RequireRole(Role.Publisher)]
sealed class PreviewNoticeModel(NoticeStore store, PageWords words) : PageModel
{
    public Notice Notice { get; private set; } = null!;

    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id) => await ReadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (!await ReadAsync(id))
            return NotFound();
        return Faults.Count > 0 ? Page() : Redirect((await store.PublishAsync(id, HttpContext.Actor().AccountId)).Address);
    }

    public async Task<IActionResult> OnPostDiscardAsync(string id)
    {
        await store.DiscardDraftAsync(id);
        return Redirect("/staff/notices");
    }

    async Task<bool> ReadAsync(string id)
    {
        if (await store.FindByIdAsync(id) is not { PublishedAt: null } draft)
            return false;
        Notice = draft;
        Faults = [.. NoticeCheck.Faults(new NoticeText(draft.Title, draft.Summary, draft.Body, draft.Categories)).Select(fault => words[fault.Word, fault.Value])];
        return true;
    }
}

/// <summary>/staff/notices/agreement/{id}/{version}: the notice of an agreement's version, made from its rule, to be published.</summary>
[RequireRole(Role.Publisher)]
sealed class AgreementNoticeModel(AgreementNotices notices, NoticeStore store, HubOptions options) : PageModel
{
    public Notice Notice { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, int version)
    {
        if (await notices.FindWaitingAsync(id, version) is not { } found)
            return NotFound();
        var text = AgreementNotices.Text(found.Agreement, found.Before);
        Notice = new Notice { Title = text.Title, Summary = text.Summary, Body = text.Body, Categories = text.Categories, ChangedAt = options.Clock.GetUtcNow().ToMicroseconds() };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, int version)
    {
        await notices.PublishAsync(id, version, HttpContext.Actor());
        return Redirect((await store.OfAgreementAsync(id)).First(notice => notice.AgreementVersion == version).Address);
    }
}
