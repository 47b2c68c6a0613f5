using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages.Components;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Figures;

namespace Muniment.Hub.Public.Pages;

/// <summary>/statistics: what was disclosed, by whole months, as a chart with its tables, to download, and what is not told and why.</summary>
[AllowPublic, CachedForAll("from", "to", "by")]
sealed class StatisticsTablesModel(MonthFigures figures, RuleBook book, PageWords words, HubOptions options) : PageModel
{
    /// <summary>First month, YYYY-MM; null or empty: the first there is.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Last month, included; null or empty: the last that has ended.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>agreement, partner or source; null: agreement.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    /// <summary>The months there are.</summary>
    public IReadOnlyList<string> AllMonths { get; private set; } = [];

    public FiguresByMonth Figures { get; private set; } = null!;

    public OverdueReviews Overdue { get; private set; } = new([], []);

    public Moment Moment { get; } = Moment.Now(options.Clock);

    public MonthChart Chart => MonthFigures.Chart(Figures, words["public.statistics.chart"], words);

    public IReadOnlyList<(string Value, string Text)> MonthChoices => [.. AllMonths.Select(month => (month, words.MonthName(month)))];

    public IReadOnlyList<(string Value, string Text)> Groupings => [("agreement", words["public.agreement"]), ("partner", words["public.agreement.partner"]), ("source", words["public.source"])];

    /// <summary>The same as a query for the downloads.</summary>
    public string Query => string.Create(CultureInfo.InvariantCulture, $"?from={From}&to={To}&by={By}");

    public async Task<IActionResult> OnGetAsync()
    {
        if (StatisticsText.Grouping(By) is null || !IsMonthOrNone(From) || !IsMonthOrNone(To))
            return NotFound(); // No form of ours asks for this.
        AllMonths = await figures.MonthsAsync(HttpContext.RequestAborted);
        if (AllMonths.Count > 0)
            (From, To) = (string.IsNullOrEmpty(From) ? AllMonths[0] : From, string.IsNullOrEmpty(To) ? AllMonths[^1] : To);
        By ??= "agreement";
        if (string.CompareOrdinal(From, To) > 0)
        {
            ModelState.AddModelError(nameof(From), words["public.statistics.wrong-way"]);
            (From, To) = (To, From);
        }
        Figures = await figures.ReadAsync(new StatisticsQuery(From, To, StatisticsText.Grouping(By)!.Value), HttpContext.RequestAborted);
        Overdue = Statistics.OverdueAt(await book.ReadAsync(HttpContext.RequestAborted), Moment);
        return Page();
    }

    static bool IsMonthOrNone(string? month) => string.IsNullOrEmpty(month) || FigureText.IsMonth(month);
}
