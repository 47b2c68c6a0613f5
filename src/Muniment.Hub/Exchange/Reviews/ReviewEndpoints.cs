using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange.Staff;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Exchange.Reviews;

/// <summary>Pending answers under /api/staff/reviews, for reviewers.</summary>
static class ReviewEndpoints
{
    public static void MapReviews(this RouteGroupBuilder staff)
    {
        var group = staff.MapGroup("/reviews");
        group.MapGet("", async (HttpContext context, PendingReviews reviews) => StaffJson.Answer(await reviews.QueueAsync(context.RequestAborted).ConfigureAwait(false)))
            .RequireRole(Role.Reviewer, Role.Inspector).WithName("list-reviews").WithSummary("What waits for a decision, the most harmful and oldest first.");
        group.MapPost("/{check}/evidence", async (string check, HttpContext context, PendingReviews reviews) => StaffJson.Answer(await reviews.OpenAsync(check, context.Actor(), context.RequestAborted).ConfigureAwait(false)))
            .RequireRole(Role.Reviewer).WithName("open-evidence").WithSummary("Opens the evidence: {}. That it was opened is in the ledger.");
        group.MapPost("/{check}/decision", DecideAsync).RequireRole(Role.Reviewer).RequireFreshSignIn().WithName("decide-review").WithSummary("Decides: {\"approve\": true, \"reason\": …}.");
    }

    static async Task<NoContent> DecideAsync(string check, HttpContext context, PendingReviews reviews)
    {
        var (approve, reason) = await StaffApi.ReadAsync(context, utf8 => StrictObject.ReadDocument(utf8, json => (json.Flag("approve"), json.Text("reason")))).ConfigureAwait(false);
        await reviews.DecideAsync(check, approve, reason, context.Actor(), context.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }
}
