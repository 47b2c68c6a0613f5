using Microsoft.AspNetCore.Mvc;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Disclosures.Inspecting;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Pages.Components;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Persons;
using NodaTime;

namespace Muniment.Hub.Disclosures.Pages;

/// <summary>/staff/inspect: a sample of decisions, views or disclosures, drawn at random, and the records behind one of them. It changes nothing, and each look is an entry.</summary>
[RequireRole(Role.Inspector)]
sealed class InspectModel(Inspection inspection, AccountStore accounts, PageWords words, HubOptions options) : StaffPage
{
    const int Drawn = 10;
    const int DaysBack = 30;

    [BindProperty]
    public string? Of { get; set; }

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public DateParts To { get; set; } = new();

    /// <summary>null: none was drawn.</summary>
    public IReadOnlyList<SampledEntry>? Sample { get; private set; }

    /// <summary>The entry whose person was opened, and her records; null: none.</summary>
    public (string Entry, IReadOnlyList<PersonRecord> Records)? Opened { get; private set; }

    Dictionary<string, string> _names = [];

    public void OnGet()
    {
        var today = Moment.Now(options.Clock).Date;
        (From, To) = (DateParts.Of(today.PlusDays(-DaysBack)), DateParts.Of(today));
    }

    public async Task OnPostAsync()
    {
        if (!Enum.TryParse<SampleOf>(Of, out var what) || !Enum.IsDefined(what))
            ModelState.AddModelError(nameof(Of), words["inspect.of.missing"]);
        if (!From.TryRead(out var from))
            ModelState.AddModelError(nameof(From), words["inspect.day.missing"]);
        if (!To.TryRead(out var to))
            ModelState.AddModelError(nameof(To), words["inspect.day.missing"]);
        if (ModelState.IsValid && from > to)
            ModelState.AddModelError(nameof(To), words["inspect.day.wrong-way"]);
        await ActAsync(async () =>
        {
            var zone = DateTimeZoneProviders.Tzdb["Europe/London"];
            var window = new OpeningsWindow(from.AtStartOfDayInZone(zone).ToInstant(), to.PlusDays(1).AtStartOfDayInZone(zone).ToInstant());
            Sample = await inspection.SampleAsync(what, window, Drawn, HttpContext.Actor(), HttpContext.RequestAborted);
            _names = (await accounts.ListAsync()).ToDictionary(account => account.Id, account => account.DisplayName, StringComparer.Ordinal);
        });
    }

    public async Task OnPostOpenAsync(string? entry)
    {
        OnGet();
        ModelState.Clear(); // The sample's own form was not sent.
        Opened = (entry ?? "", await inspection.OpenAsync(entry ?? "", HttpContext.Actor(), HttpContext.RequestAborted));
    }

    /// <summary>A value of an opening; accounts by their names.</summary>
    public string Shown(string value) => _names.TryGetValue(value, out var name) ? $"{name} ({value})" : value;
}
