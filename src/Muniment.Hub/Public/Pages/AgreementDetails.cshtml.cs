using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages.Components;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Figures;
using Muniment.Hub.Public.Notices;

namespace Muniment.Hub.Public.Pages;

/// <summary>/register/agreements/{id}: one agreement with its state, its conditions in words made from the rule, its pauses and its versions.</summary>
[AllowPublic, CachedForAll]
sealed class AgreementDetailsModel(RuleBook book, NoticeStore notices, MonthFigures figures, PageWords words, HubOptions options) : PageModel
{
    public ListedAgreement Listed { get; private set; } = null!;

    public Agreement Agreement => Listed.Agreement;

    /// <summary>Newest first.</summary>
    public ImmutableArray<Agreement> Versions { get; private set; } = [];

    /// <summary>Every pause that was ever about it, the latest first.</summary>
    public IReadOnlyList<Pause> Pauses { get; private set; } = [];

    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    /// <summary>Its statistics, month by month.</summary>
    public FiguresByMonth Figures { get; private set; } = null!;

    public MonthChart Chart => MonthFigures.Chart(Figures, words["public.statistics.chart.agreement"], words);

    public ImmutableArray<Pause> AllPauses { get; private set; } = [];

    public Moment Moment { get; } = Moment.Now(options.Clock);

    public async Task<IActionResult> OnGetAsync(string id)
    {
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        if (rules.Find(id, Moment) is not { } agreement)
            return NotFound();
        Listed = ListedAgreement.Of(agreement, rules, Moment);
        (Versions, AllPauses) = (rules.Agreements[id], rules.Pauses);
        Pauses = [.. rules.Pauses.Where(pause => pause.Covers(agreement)).OrderByDescending(pause => pause.MadeAt)];
        Figures = await figures.ReadAsync(agreement, HttpContext.RequestAborted);
        Notices = await notices.OfAgreementAsync(id);
        return Page();
    }

    /// <summary>What a version changed in the terms of the one before; empty for the first.</summary>
    public ImmutableArray<AgreementChange> ChangesOf(Agreement version) => Versions.FirstOrDefault(one => one.Version == version.Version - 1) is { } before
        ? [.. AgreementDiff.Between(before, version).Changes.Where(change => change.IsTerm)] : [];

    /// <summary>Where an assessment can be read; null: nowhere that a link may lead.</summary>
    public static string? LinkOf(Assessment? assessment) => assessment?.Link is { } link && NoticeMarkdown.MayLeadTo(link) ? link : null;
}
