using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Disclosures.Breaches;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Pages.Components;
using Muniment.Hub.Hosting.Words;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Disclosures.Pages;

/// <summary>/staff/breaches: what went wrong, and whether the regulator was told within 72 hours.</summary>
[RequireRole(Role.Steward, Role.AgreementOfficer, Role.Administrator, Role.Inspector)]
sealed class BreachesModel(BreachBook book) : StaffPage
{
    public IReadOnlyList<Breach> All { get; private set; } = [];

    public async Task OnGetAsync() => All = await book.ListAsync();

    /// <summary>overdue, closed, answered or open: the end of a key of words.</summary>
    public static string State(Breach breach) => breach.IsOverdue ? "overdue"
        : breach.Acts.Any(act => act.Act == BreachActs.Closed) ? "closed"
        : breach.Acts.Any(act => act.Act is BreachActs.Reported or BreachActs.NotReportable) ? "answered" : "open";

    /// <summary>The colour of its tag; the words say it all.</summary>
    public static string Colour(Breach breach) => State(breach) switch { "overdue" => "red", "open" => "orange", "answered" => "blue", _ => "grey" };
}

/// <summary>/staff/breaches/new: what happened, since when it is known, and what it may have reached. The clock runs from when it was known.</summary>
[RequireRole(Role.Steward, Role.AgreementOfficer, Role.Administrator)]
sealed class NewBreachModel(BreachBook book, RuleBook rules, AccountStore accounts, PageWords words, HubOptions options) : StaffPage
{
    static readonly DateTimeZone s_london = DateTimeZoneProviders.Tzdb["Europe/London"];
    static readonly LocalTimePattern s_time = LocalTimePattern.CreateWithInvariantCulture("H':'mm");

    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public DateParts AwareOn { get; set; } = new();

    [BindProperty]
    public string? AwareAt { get; set; }

    [BindProperty]
    public string? Officer { get; set; }

    /// <summary>"key ", "partner ", "agreement " or "account " and an id.</summary>
    [BindProperty]
    public string? Scope { get; set; }

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public DateParts To { get; set; } = new();

    public IReadOnlyList<(string Value, string Text)> Officers { get; private set; } = [];

    public IReadOnlyList<(string Value, string Text)> Scopes { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var known = await rules.ReadAsync(HttpContext.RequestAborted);
        var all = (await accounts.ListAsync()).Where(account => account.ClosedAt is null).OrderBy(account => account.DisplayName, StringComparer.Ordinal).ToList();
        var agreements = known.Agreements.Values.Select(versions => versions[0]).OrderBy(agreement => agreement.Name, StringComparer.Ordinal).ToList();
        Officers = [("", words["breaches.choose"]), .. all.Where(account => account.RoleList.Any(role => role is Role.Steward or Role.AgreementOfficer or Role.Administrator)).Select(account => (account.Id, account.DisplayName))];
        Scopes =
        [
            ("", words["breaches.choose"]),
            .. known.Keys.Values.OrderBy(key => key.Id, StringComparer.Ordinal).Select(key => ($"key {key.Id}", words["breaches.scope.key", key.Id])),
            .. agreements.Select(agreement => agreement.Partner).DistinctBy(partner => partner.Id).Select(partner => ($"partner {partner.Id}", words["breaches.scope.partner", partner.Name])),
            .. agreements.Select(agreement => ($"agreement {agreement.Id}", words["breaches.scope.agreement", agreement.Name])),
            .. all.Select(account => ($"account {account.Id}", words["breaches.scope.account", account.DisplayName])),
        ];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        var what = Needed(nameof(What), What, words["breaches.what.missing"]);
        if (string.IsNullOrEmpty(Officer) || !Officers.Any(one => one.Value == Officer))
            ModelState.AddModelError(nameof(Officer), words["breaches.officer.missing"]);
        if (string.IsNullOrEmpty(Scope) || !Scopes.Any(one => one.Value == Scope))
            ModelState.AddModelError(nameof(Scope), words["breaches.scope.missing"]);
        var aware = Aware();
        var (from, to) = (Day(nameof(From), From), Day(nameof(To), To));
        var made = "";
        var done = await ActAsync(async () => made = (await book.OpenAsync(what, aware, Officer!, ScopeOf(from, to.PlusDays(1)), HttpContext.Actor())).Id);
        return done ? Redirect($"/staff/breaches/{made}?done=opened") : Page();
    }

    DateTimeOffset Aware()
    {
        var day = Day(nameof(AwareOn), AwareOn);
        if (s_time.Parse((AwareAt ?? "").Trim()) is { Success: true, Value: var time })
            return (day + time).InZoneLeniently(s_london).ToDateTimeOffset();
        ModelState.AddModelError(nameof(AwareAt), words["breaches.aware-at.missing"]);
        return default;
    }

    LocalDate Day(string field, DateParts typed)
    {
        if (typed.TryRead(out var date))
            return date;
        ModelState.AddModelError(field, words["breaches.day.missing"]);
        return Moment.Now(options.Clock).Date;
    }

    BreachScope ScopeOf(LocalDate from, LocalDate to)
    {
        var parts = Scope!.Split(' ', 2);
        string? Id(string kind) => parts[0] == kind ? parts[1] : null;
        return new BreachScope(Id("key"), Id("partner"), Id("agreement"), Id("account"), from.AtStartOfDayInZone(s_london).ToDateTimeOffset(), to.AtStartOfDayInZone(s_london).ToDateTimeOffset());
    }
}

/// <summary>/staff/breaches/{id}: one breach, its clock, its reach counted from the ledger, and all that was done.</summary>
[RequireRole(Role.Steward, Role.AgreementOfficer, Role.Administrator, Role.Inspector)]
sealed class BreachDetailsModel(BreachBook book, AccountStore accounts) : StaffPage
{
    public Breach Breach { get; private set; } = null!;

    /// <summary>null: it was not counted now.</summary>
    public BreachReach? Reach { get; private set; }

    /// <summary>[account] its name.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public bool MayAct => HttpContext.Actor().Is(Role.Steward, Role.AgreementOfficer, Role.Administrator) && BreachesModel.State(Breach) != "closed";

    public bool IsOfficer => Breach.Officer == HttpContext.Actor().AccountId;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if ((await book.ListAsync()).FirstOrDefault(one => one.Id == id) is not { } found)
            return NotFound();
        Breach = found;
        Names = (await accounts.ListAsync()).ToDictionary(account => account.Id, account => account.DisplayName, StringComparer.Ordinal);
        return Page();
    }

    /// <summary>Counts its reach now; that it was counted is one of its acts.</summary>
    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult)
            return NotFound();
        Reach = await book.ScopeAsync(id, HttpContext.Actor(), HttpContext.RequestAborted);
        return await OnGetAsync(id);
    }

    /// <summary>An account's name; its id where it is not known.</summary>
    public string NameOf(string account) => Names.GetValueOrDefault(account, account);
}

/// <summary>/staff/breaches/{id}/act: what was done about it.</summary>
[RequireRole(Role.Steward, Role.AgreementOfficer, Role.Administrator)]
sealed class BreachActModel(BreachBook book, PageWords words) : StaffPage
{
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? Detail { get; set; }

    public string Id { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if ((await book.ListAsync()).All(one => one.Id != id))
            return NotFound();
        Id = id;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        if (Act is null || !BreachActs.Recorded.Contains(Act))
            ModelState.AddModelError(nameof(Act), words["breaches.act.missing"]);
        var detail = Needed(nameof(Detail), Detail, words["breaches.detail.missing"]);
        return await ActAsync(() => book.ActAsync(id, Act!, detail, HttpContext.Actor())) ? Redirect($"/staff/breaches/{id}?done=acted") : page;
    }
}

/// <summary>/staff/breaches/{id}/people: who was affected, for the named officer alone, who has just proved who they are. Each reading is an entry.</summary>
[RequireRole(Role.Steward, Role.AgreementOfficer, Role.Administrator), RequireFreshSignIn]
sealed class BreachPeopleModel(BreachBook book) : StaffPage
{
    public string Id { get; private set; } = "";

    /// <summary>null: not opened yet.</summary>
    public IReadOnlyList<AffectedPerson>? People { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if ((await book.ListAsync()).All(one => one.Id != id))
            return NotFound();
        Id = id;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        await ActAsync(async () => People = await book.PeopleAsync(id, HttpContext.Actor(), HttpContext.RequestAborted));
        return page;
    }
}
