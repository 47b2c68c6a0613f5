using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Public.Pages;

/// <summary>/register/agreements: every agreement, from the objects that are enforced.</summary>
[AllowPublic, CachedForAll]
sealed class AgreementsModel(RuleBook book, HubOptions options) : PageModel
{
    public IReadOnlyList<ListedAgreement> Agreements { get; private set; } = [];

    public IReadOnlyList<Pause> Pauses { get; private set; } = [];

    public Moment Moment { get; } = Moment.Now(options.Clock);

    public async Task OnGetAsync()
    {
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        Agreements = ListedAgreement.All(rules, Moment);
        Pauses = HomeModel.StandingPauses(rules.Pauses, Moment);
    }
}
