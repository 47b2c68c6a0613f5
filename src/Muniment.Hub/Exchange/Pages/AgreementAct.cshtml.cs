using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>/staff/agreements/{id}/{version}/sign-off, …/notice and …/end: one act on a version, by somebody who has just proved who they are.</summary>
[RequireRole(Role.AgreementOfficer), RequireFreshSignIn]
sealed class AgreementActModel(RuleBook book, PageWords words, TimeProvider clock) : ExchangePage(clock)
{
    public Agreement Agreement { get; private set; } = null!;

    /// <summary>sign-off, notice or end.</summary>
    public string Act { get; private set; } = "";

    /// <summary>The signer's post, or why the agreement ends.</summary>
    [BindProperty]
    public string? Text { get; set; }

    public async Task<IActionResult> OnGetAsync(string id, int version, string act)
    {
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        if (!rules.Agreements.TryGetValue(id, out var versions) || versions.FirstOrDefault(one => one.Version == version) is not { } found || act is not ("sign-off" or "notice" or "end"))
            return NotFound();
        (Agreement, Act) = (found, act);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, int version, string act)
    {
        if (await OnGetAsync(id, version, act) is not PageResult page)
            return NotFound();
        var text = act == "notice" ? "" : Needed(nameof(Text), Text, words[act == "end" ? "staff.reason.missing" : "agreements.post.missing"]);
        var done = await DoneAsync((session, actor, moment) => act switch
        {
            "sign-off" => AgreementActs.SignOffAsync(session, id, version, text, actor, moment),
            "notice" => AgreementActs.PublishNoticeAsync(session, id, version, actor, moment),
            _ => AgreementActs.EndAsync(session, id, text, actor, moment),
        });
        return done ? Redirect($"/staff/agreements/{id}?done={act}") : page;
    }
}
