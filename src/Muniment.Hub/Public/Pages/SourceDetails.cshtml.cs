using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Public.Pages;

/// <summary>/register/sources/{id}: one source: whose data it is, about whom, why, for how long, and which agreements draw on it.</summary>
[AllowPublic, CachedForAll]
sealed class SourceDetailsModel(SourceRegister register, RuleBook book, HubOptions options) : PageModel
{
    public RegisteredSource Source { get; private set; } = null!;

    public SourceState State { get; private set; }

    public IReadOnlyList<ListedAgreement> Agreements { get; private set; } = [];

    public string Colour => State switch { SourceState.InUse => "green", SourceState.Stopped => "red", _ => "grey" };

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await register.FindAsync(id, HttpContext.RequestAborted) is not { } source || source.StateAt(options.Clock.GetUtcNow()) == SourceState.Waiting)
            return NotFound();
        (Source, State) = (source, source.StateAt(options.Clock.GetUtcNow()));
        Agreements = [.. ListedAgreement.All(await book.ReadAsync(HttpContext.RequestAborted), Moment.Now(options.Clock)).Where(one => one.Agreement.Sources.Contains(id))];
        return Page();
    }
}
