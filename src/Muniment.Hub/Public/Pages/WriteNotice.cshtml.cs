using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Notices;

namespace Muniment.Hub.Public.Pages;

/// <summary>What a notice is written in.</summary>
abstract class NoticeForm(NoticeStore store, PageWords words) : PageModel
{
    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Summary { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public string? Categories { get; set; }

    protected NoticeStore Store => store;

    protected PageWords Words => words;

    protected NoticeText Written => new((Title ?? "").Trim(), (Summary ?? "").ReplaceLineEndings(" ").Trim(), (Body ?? "").ReplaceLineEndings("\n").Trim(), NoticeCheck.ReadCategories(Categories));

    protected void Fill(Notice notice) => (Title, Summary, Body, Categories) = (notice.Title, notice.Summary, notice.Body, string.Join(", ", notice.Categories.Select(NoticesModel.CategoryName)));

    /// <summary>Says beside each field what must be mended; true: nothing.</summary>
    protected bool Accept(IEnumerable<NoticeFault> faults)
    {
        foreach (var fault in faults)
            ModelState.AddModelError(fault.Field, words[fault.Word, fault.Value]);
        return ModelState.IsValid;
    }
}

/// <summary>/staff/notices/write, with a draft's id after it to go on with it.</summary>
[RequireRole(Role.Publisher)]
sealed class WriteNoticeModel(NoticeStore store, PageWords words) : NoticeForm(store, words)
{
    public string? Id { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? id)
    {
        if (id is null)
            return Page();
        if (await Store.FindByIdAsync(id) is not { PublishedAt: null } draft)
            return NotFound();
        Id = id;
        Fill(draft);
        return Page();
    }

    /// <summary>Drafts are kept whatever is wrong with them; the preview says what must be mended before they are posted.</summary>
    public async Task<IActionResult> OnPostAsync(string? id)
    {
        Id = id;
        var text = Written;
        if (!Accept(NoticeCheck.Faults(text).Where(fault => fault.Word is "public.notice.fault.title" or "public.notice.fault.long" or "public.notice.fault.hidden")))
            return Page();
        return Redirect($"/staff/notices/{await Store.SaveDraftAsync(id, text, HttpContext.Actor().AccountId)}/preview");
    }
}

/// <summary>/staff/notices/{id}/correct: changes what was posted, visibly.</summary>
[RequireRole(Role.Publisher)]
sealed class CorrectNoticeModel(NoticeStore store, PageWords words) : NoticeForm(store, words)
{
    [BindProperty]
    public string? Note { get; set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await Store.FindByIdAsync(id) is not { PublishedAt: not null } notice)
            return NotFound();
        Fill(notice);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await Store.FindByIdAsync(id) is not { PublishedAt: not null } notice)
            return NotFound();
        var (text, note) = (Written, (Note ?? "").ReplaceLineEndings(" ").Trim());
        if (!Accept([.. NoticeCheck.Faults(text), .. NoticeCheck.OfNote(note) is { } fault ? new[] { fault } : []]))
            return Page();
        await Store.CorrectAsync(id, text, note, HttpContext.Actor().AccountId);
        return Redirect(notice.Address);
    }
}

/// <summary>/staff/notices/{id}/withdraw: says of a notice that it no longer holds.</summary>
[RequireRole(Role.Publisher)]
sealed class WithdrawNoticeModel(NoticeStore store, PageWords words) : PageModel
{
    public Notice Notice { get; private set; } = null!;

    [BindProperty]
    public string? Note { get; set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await store.FindByIdAsync(id) is not { PublishedAt: not null } notice)
            return NotFound();
        Notice = notice;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await store.FindByIdAsync(id) is not { PublishedAt: not null } notice)
            return NotFound();
        (Notice, Note) = (notice, (Note ?? "").ReplaceLineEndings(" ").Trim());
        if (NoticeCheck.OfNote(Note) is { } fault)
        {
            ModelState.AddModelError(nameof(Note), words[fault.Word, fault.Value]);
            return Page();
        }
        await store.WithdrawAsync(id, Note, HttpContext.Actor().AccountId);
        return Redirect(notice.Address);
    }
}
