using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages.Components;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>/staff/pauses: what is stopped, who answers for it and by when, and what was restarted.</summary>
[RequireRole(Role.AgreementOfficer, Role.Inspector)]
sealed class StaffPausesModel(RuleBook book, TimeProvider clock) : ExchangePage(clock)
{
    /// <summary>The one whose review is due first stands first.</summary>
    public IReadOnlyList<Pause> Standing { get; private set; } = [];

    public IReadOnlyList<Pause> Ended { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var pauses = (await book.ReadAsync(HttpContext.RequestAborted)).Pauses;
        Standing = [.. pauses.Where(pause => !pause.HasEndedAt(Moment)).OrderBy(pause => pause.ReviewDate).ThenBy(pause => pause.Id, StringComparer.Ordinal)];
        Ended = [.. pauses.Where(pause => pause.HasEndedAt(Moment)).OrderByDescending(pause => pause.Restart!.At)];
    }
}

/// <summary>/staff/pauses/make: stops something. It asks for no fresh sign-in: stopping must be quick.</summary>
[RequireRole(Role.AgreementOfficer)]
sealed class MakePauseModel(RuleBook book, PageWords words, TimeProvider clock) : ExchangePage(clock)
{
    const int OldestAge = 150;

    [BindProperty]
    public string? Id { get; set; }

    /// <summary>all, "partner " and its id, or "agreement " and its id.</summary>
    [BindProperty]
    public string? Reach { get; set; }

    [BindProperty]
    public string? AgeFrom { get; set; }

    [BindProperty]
    public string? AgeBelow { get; set; }

    [BindProperty]
    public string? Nationalities { get; set; }

    [BindProperty]
    public string? Owner { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public DateParts Review { get; set; } = new();

    public IReadOnlyList<(string Value, string Text)> Reaches { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        var agreements = rules.Agreements.Values.Select(versions => versions[0]).OrderBy(one => one.Name, StringComparer.Ordinal).ToList();
        Reaches =
        [
            ("", words["pauses.reach.choose"]),
            ("all", words["pauses.reach.all"]),
            .. agreements.Select(one => one.Partner).DistinctBy(partner => partner.Id).Select(partner => ($"partner {partner.Id}", words["pauses.reach.partner", partner.Name])),
            .. agreements.Select(one => ($"agreement {one.Id}", words["pauses.reach.agreement", one.Name])),
        ];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!AgreementJson.IsId(Id ?? ""))
            ModelState.AddModelError(nameof(Id), words["pauses.id.missing"]);
        if (string.IsNullOrEmpty(Reach) || !Reaches.Any(one => one.Value == Reach))
            ModelState.AddModelError(nameof(Reach), words["pauses.reach.missing"]);
        var about = About();
        var (owner, reason) = (Needed(nameof(Owner), Owner, words["pauses.owner.missing"]), Needed(nameof(Reason), Reason, words["staff.reason.missing"]));
        if (!Review.TryRead(out var review))
            ModelState.AddModelError(nameof(Review), words["pauses.next.missing"]);
        var reach = (Reach ?? "").Split(' ', 2);
        var done = await DoneAsync((session, actor, moment) => PauseActs.MakeAsync(session, new NewPause(
            Id!, reach[0] switch { "partner" => PauseReach.Partner, "agreement" => PauseReach.Agreement, _ => PauseReach.All }, reach.Length > 1 ? reach[1] : null, about, owner, reason, review), actor, moment));
        return done ? Redirect("/staff/pauses?done=made") : Page();
    }

    ImmutableArray<PersonTest> About()
    {
        var tests = ImmutableArray.CreateBuilder<PersonTest>();
        var (from, below) = (Age(nameof(AgeFrom), AgeFrom), Age(nameof(AgeBelow), AgeBelow));
        if (from is not null || below is not null)
            tests.Add(new AgeTest(from, below));
        var codes = (Nationalities ?? "").ToUpperInvariant().Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (codes.Any(code => code.Length != 3 || !code.All(char.IsAsciiLetterUpper)))
            ModelState.AddModelError(nameof(Nationalities), words["pauses.nationalities.wrong"]);
        else if (codes.Length > 0)
            tests.Add(new NationalityTest([.. codes.Distinct()], AmongThem: true));
        return tests.ToImmutable();
    }

    int? Age(string field, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        if (int.TryParse(typed.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var age) && age is > 0 and <= OldestAge)
            return age;
        ModelState.AddModelError(field, words["pauses.age.wrong"]);
        return null;
    }
}

/// <summary>What is done with one pause that stands.</summary>
abstract class PauseActPage(RuleBook book, PageWords words, TimeProvider clock) : ExchangePage(clock)
{
    public Pause Pause { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    protected PageWords Said => words;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if ((await book.ReadAsync(HttpContext.RequestAborted)).Pauses.FirstOrDefault(pause => pause.Id == id) is not { } found)
            return NotFound();
        Pause = found;
        return Page();
    }
}

/// <summary>/staff/pauses/{id}/review: the pause goes on, and somebody answers for that.</summary>
[RequireRole(Role.AgreementOfficer)]
sealed class ReviewPauseModel(RuleBook book, PageWords words, TimeProvider clock) : PauseActPage(book, words, clock)
{
    [BindProperty]
    public DateParts Next { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        if (!Next.TryRead(out var next))
            ModelState.AddModelError(nameof(Next), Said["pauses.next.missing"]);
        var reason = Needed(nameof(Reason), Reason, Said["staff.reason.missing"]);
        return await DoneAsync((session, actor, moment) => PauseActs.ReviewAsync(session, id, next, reason, actor, moment)) ? Redirect("/staff/pauses?done=reviewed") : page;
    }
}

/// <summary>/staff/pauses/{id}/restart: the pause ends, with a name and a reason that the public reads.</summary>
[RequireRole(Role.AgreementOfficer), RequireFreshSignIn]
sealed class RestartPauseModel(RuleBook book, PageWords words, TimeProvider clock) : PauseActPage(book, words, clock)
{
    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        var reason = Needed(nameof(Reason), Reason, Said["staff.reason.missing"]);
        return await DoneAsync((session, actor, moment) => PauseActs.RestartAsync(session, id, reason, actor, moment)) ? Redirect("/staff/pauses?done=restarted") : page;
    }
}
