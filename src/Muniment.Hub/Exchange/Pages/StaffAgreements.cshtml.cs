using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>/staff/agreements: every agreement with its state, what waits for a signature or its notice, and the reviews of the next three months.</summary>
[RequireRole(Role.AgreementOfficer, Role.Inspector)]
sealed class StaffAgreementsModel(RuleBook book, TimeProvider clock) : ExchangePage(clock)
{
    const int MonthsAhead = 3;

    /// <summary>Each in the version that questions are put under, by name.</summary>
    public IReadOnlyList<Agreement> Agreements { get; private set; } = [];

    /// <summary>Versions that are no more than a proposal.</summary>
    public IReadOnlyList<Agreement> Waiting { get; private set; } = [];

    /// <summary>Those whose review is overdue or due soon, the first first.</summary>
    public IReadOnlyList<Agreement> Due { get; private set; } = [];

    public ImmutableArray<Pause> Pauses { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        Pauses = rules.Pauses;
        Agreements = [.. rules.Agreements.Keys.Select(id => rules.Find(id, Moment)!).OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Id, StringComparer.Ordinal)];
        // The newest alone: an older one that never came into force waits for nothing.
        Waiting = [.. rules.Agreements.Values.Select(versions => versions[0]).Where(one => StateOf(one, Pauses) == AgreementState.Proposed).OrderBy(one => one.Name, StringComparer.Ordinal)];
        Due = [.. Agreements.Where(one => StateOf(one, Pauses) is not (AgreementState.Ended or AgreementState.Proposed) && one.ReviewDate <= Moment.Date.PlusMonths(MonthsAhead)).OrderBy(one => one.ReviewDate)];
    }
}

/// <summary>/staff/agreements/{id}: all its versions, each with its state and what changed, and the acts that are possible.</summary>
[RequireRole(Role.AgreementOfficer, Role.Inspector)]
sealed class StaffAgreementDetailsModel(RuleBook book, TimeProvider clock) : ExchangePage(clock)
{
    /// <summary>The newest first.</summary>
    public ImmutableArray<Agreement> Versions { get; private set; } = [];

    public ImmutableArray<Pause> Pauses { get; private set; } = [];

    public bool IsOfficer => HttpContext.Actor().Is(Role.AgreementOfficer);

    public async Task<IActionResult> OnGetAsync(string id)
    {
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        if (!rules.Agreements.TryGetValue(id, out var versions))
            return NotFound();
        (Versions, Pauses) = (versions, rules.Pauses);
        return Page();
    }

    /// <summary>What changed from the version before; null: there is none.</summary>
    public AgreementDiff? Changes(Agreement version) => Versions.FirstOrDefault(one => one.Version < version.Version) is { } older ? AgreementDiff.Between(older, version) : null;
}
