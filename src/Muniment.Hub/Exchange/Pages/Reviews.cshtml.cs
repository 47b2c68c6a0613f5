using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Reviews;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>/staff/reviews: what waits for a decision, the most harmful first. It names nobody.</summary>
[RequireRole(Role.Reviewer, Role.Inspector)]
sealed class ReviewsModel(PendingReviews reviews) : StaffPage
{
    public IReadOnlyList<PendingReview> Queue { get; private set; } = [];

    public async Task OnGetAsync() => Queue = await reviews.QueueAsync(HttpContext.RequestAborted);

    public static string Colour(int harm) => harm switch { 3 => "red", 2 => "orange", 1 => "yellow", _ => "grey" };
}

/// <summary>/staff/reviews/{check}: one pending answer. The evidence is opened by a button, since opening it is an entry in the ledger.</summary>
[RequireRole(Role.Reviewer)]
sealed class ReviewDetailsModel(PendingReviews reviews, PersonDirectory directory, RuleBook book, TimeProvider clock) : StaffPage
{
    public PendingReview Review { get; private set; } = null!;

    /// <summary>null: it has not been opened yet.</summary>
    public ReviewEvidence? Evidence { get; private set; }

    /// <summary>The evidence as the page shows it.</summary>
    public EvidenceView Shown { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(string check) => ShowAsync(check);

    /// <summary>Answers with the evidence itself: it is at no address that could be kept or sent on.</summary>
    public async Task<IActionResult> OnPostAsync(string check)
    {
        var page = await ShowAsync(check);
        if (page is PageResult)
            await ActAsync(async () => Shown = await EvidenceView.OfAsync(Evidence = await reviews.OpenAsync(check, HttpContext.Actor(), HttpContext.RequestAborted), directory, book, clock));
        return page;
    }

    async Task<IActionResult> ShowAsync(string check)
    {
        if ((await reviews.QueueAsync(HttpContext.RequestAborted)).FirstOrDefault(one => one.Check == check) is not { } found)
            return NotFound();
        Review = found;
        return Page();
    }
}

/// <summary>/staff/reviews/{check}/decide: yes or no, with a reason; neither is chosen beforehand.</summary>
[RequireRole(Role.Reviewer), RequireFreshSignIn]
sealed class DecideReviewModel(PendingReviews reviews, PageWords words) : StaffPage
{
    public PendingReview Review { get; private set; } = null!;

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Task<IActionResult> OnGetAsync(string check) => ShowAsync(check);

    public async Task<IActionResult> OnPostAsync(string check)
    {
        if (Answer is not ("approve" or "decline"))
            ModelState.AddModelError(nameof(Answer), words["reviews.answer.missing"]);
        var reason = Needed(nameof(Reason), Reason, words["staff.reason.missing"]);
        if (await ActAsync(() => reviews.DecideAsync(check, Answer == "approve", reason, HttpContext.Actor(), HttpContext.RequestAborted)))
            return Redirect($"/staff/reviews?done={(Answer == "approve" ? "approved" : "declined")}");
        return await ShowAsync(check);
    }

    async Task<IActionResult> ShowAsync(string check)
    {
        if ((await reviews.QueueAsync(HttpContext.RequestAborted)).FirstOrDefault(one => one.Check == check) is not { } found)
            return NotFound();
        Review = found;
        return Page();
    }
}
