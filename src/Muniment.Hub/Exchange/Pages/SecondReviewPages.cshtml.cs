using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Reviews;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>/staff/reviews/again: answers that are judged once more, without what the first reviewer decided, and how often two came to the same.</summary>
[RequireRole(Role.Reviewer, Role.Inspector)]
sealed class SecondReviewsModel(SecondReviews reviews, PageWords words) : StaffPage
{
    public IReadOnlyList<PendingReview> Queue { get; private set; } = [];

    public ReviewersAgreement Agreement { get; private set; }

    public async Task OnGetAsync()
    {
        if (HttpContext.Actor().Is(Role.Reviewer))
            Queue = await reviews.QueueAsync(HttpContext.Actor(), HttpContext.RequestAborted);
        Agreement = await reviews.AgreementAsync(HttpContext.RequestAborted);
    }

    /// <summary>The share on which two came to the same.</summary>
    public string Share => Agreement.Share is { } share ? share.ToString("0%", CultureInfo.InvariantCulture) : words["second.none-yet"];

    /// <summary>Cohen's kappa.</summary>
    public string Kappa => Agreement.Kappa is { } kappa ? kappa.ToString("0.00", CultureInfo.InvariantCulture) : words["second.none-yet"];
}

/// <summary>/staff/reviews/again/{check}: one of them. The evidence is opened by a button; no answer is chosen beforehand.</summary>
[RequireRole(Role.Reviewer)]
sealed class SecondReviewModel(SecondReviews reviews, PersonDirectory directory, RuleBook book, PageWords words, TimeProvider clock) : StaffPage
{
    public PendingReview Review { get; private set; } = null!;

    /// <summary>null: it has not been opened yet.</summary>
    public EvidenceView? Shown { get; private set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(string check)
    {
        if ((await reviews.QueueAsync(HttpContext.Actor(), HttpContext.RequestAborted)).FirstOrDefault(one => one.Check == check) is not { } found)
            return NotFound();
        Review = found;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string check)
    {
        var page = await OnGetAsync(check);
        if (page is PageResult)
            await ActAsync(() => OpenAsync(check));
        return page;
    }

    public async Task<IActionResult> OnPostJudgeAsync(string check)
    {
        if (await OnGetAsync(check) is not PageResult page)
            return NotFound();
        if (Answer is not ("approve" or "decline"))
            ModelState.AddModelError(nameof(Answer), words["reviews.answer.missing"]);
        var reason = Needed(nameof(Reason), Reason, words["staff.reason.missing"]);
        if (await ActAsync(() => reviews.JudgeAsync(check, Answer == "approve", reason, HttpContext.Actor(), HttpContext.RequestAborted)))
            return Redirect("/staff/reviews/again?done=judged");
        await OpenAsync(check);
        return page;
    }

    async Task OpenAsync(string check) => Shown = await EvidenceView.OfAsync(await reviews.OpenAsync(check, HttpContext.Actor(), HttpContext.RequestAborted), directory, book, clock);
}
