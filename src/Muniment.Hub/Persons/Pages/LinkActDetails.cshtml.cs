using Microsoft.AspNetCore.Mvc;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Persons.Pages;

/// <summary>/staff/link-acts/{id}: a decision on links, its history, and the answer of a second steward who has just proved who they are.</summary>
[RequireRole(Role.Steward), RequireFreshSignIn]
sealed class LinkActDetailsModel(LinkActs acts, AccountStore accounts, PageWords words) : StaffPage
{
    readonly Dictionary<string, string> _names = [];

    public LinkAct Act { get; private set; } = null!;

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Task<IActionResult> OnGetAsync(string id) => ShowAsync(id);

    public Task<IActionResult> OnPostAnswerAsync(string id)
    {
        if (Answer is not ("confirm" or "refuse"))
            ModelState.AddModelError(nameof(Answer), words["links.answer.missing"]);
        return DecideAsync(id, Answer!, (reason, actor) => Answer == "confirm" ? acts.ConfirmAsync(id, reason, actor) : acts.RefuseAsync(id, reason, actor));
    }

    public Task<IActionResult> OnPostWithdrawAsync(string id) => DecideAsync(id, "withdraw", (reason, actor) => acts.WithdrawAsync(id, reason, actor));

    /// <summary>Who an account is, as colleagues know them.</summary>
    public string NameOf(string account) => _names.GetValueOrDefault(account, account);

    async Task<IActionResult> DecideAsync(string id, string done, Func<string, Actor, Task> act)
    {
        var reason = Needed(nameof(Reason), Reason, words["staff.reason.missing"]);
        return await ActAsync(() => act(reason, HttpContext.Actor())) ? Redirect($"/staff/link-acts/{id}?done={done}") : await ShowAsync(id);
    }

    async Task<IActionResult> ShowAsync(string id)
    {
        if (await acts.FindAsync(id) is not { } found)
            return NotFound();
        Act = found;
        foreach (var by in found.History.Select(one => one.By).Distinct(StringComparer.Ordinal))
        {
            if (await accounts.FindByIdAsync(by, HttpContext.RequestAborted) is { } account)
                _names[by] = account.DisplayName;
        }
        return Page();
    }
}
