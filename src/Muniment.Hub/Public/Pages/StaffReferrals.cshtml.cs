using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Public.Referrals;

namespace Muniment.Hub.Public.Pages;

/// <summary>/staff/referrals: an adviser organisation's queue.</summary>
[RequireRole(Role.AdviserOrganisation)]
sealed class StaffReferralsModel(ReferralStore store) : PageModel
{
    /// <summary>Null: nobody has registered the organisation of whoever asks.</summary>
    public AdviserOrganisation? Organisation { get; private set; }

    public IReadOnlyList<QueuedReferral> Queue { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Organisation = await store.OrganisationOfAsync(HttpContext.Actor());
        if (Organisation is not null)
            Queue = await store.QueueAsync(Organisation.Id);
    }
}

/// <summary>/staff/referrals/{reference}: a referral, sealed as it is, to be opened in the browser or downloaded.</summary>
[RequireRole(Role.AdviserOrganisation)]
sealed class StaffReferralModel(ReferralStore store) : PageModel
{
    public SealedReferral Referral { get; private set; } = null!;

    public string Text => Encoding.UTF8.GetString(Referral.ToBytes());

    public Task<IActionResult> OnGetAsync(string reference) => AnswerAsync(reference, Page);

    /// <summary>?handler=File: the same as a file.</summary>
    public Task<IActionResult> OnGetFileAsync(string reference) => AnswerAsync(reference, () => File(Referral.ToBytes(), "application/json", $"{Referral.Reference}.referral.json"));

    public async Task<IActionResult> OnPostAsync(string reference)
    {
        if (await store.OrganisationOfAsync(HttpContext.Actor()) is not { } organisation)
            return NotFound();
        await store.FinishAsync(organisation.Id, reference, HttpContext.Actor().AccountId);
        return Redirect("/staff/referrals");
    }

    async Task<IActionResult> AnswerAsync(string reference, Func<IActionResult> answer)
    {
        Response.Headers.CacheControl = "no-store";
        if (await store.OrganisationOfAsync(HttpContext.Actor()) is not { } organisation || await store.FetchAsync(organisation.Id, reference, HttpContext.Actor().AccountId) is not { Ciphertext: not null } found)
            return NotFound();
        Referral = new SealedReferral(found.Reference, organisation.Name, found.ReceivedAt.ToInstant(), found.PublicKey, found.Encapsulated, found.Ciphertext);
        return answer();
    }
}
