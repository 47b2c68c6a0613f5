using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Pages.Components;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Tools.Equality;
using NodaTime;

namespace Muniment.Hub.Tools.Pages;

/// <summary>/staff/tools/alarms: what happens to a group more or less often than to others, who must answer for it, and by when.</summary>
[RequireRole(Role.AgreementOfficer, Role.Inspector)]
sealed class AlarmsModel(EqualityAlarms alarms, HubOptions options) : StaffPage
{
    public IReadOnlyList<EqualityAlarm> All { get; private set; } = [];

    public LocalDate Today { get; } = Moment.Now(options.Clock).Date;

    public bool MayAnswer => HttpContext.Actor().Is(Role.AgreementOfficer);

    public async Task OnGetAsync() => All = await alarms.ListAsync();
}

/// <summary>/staff/tools/alarms/{id}: the public answer to one alarm: what was found, what will be done, by whom and by when.</summary>
[RequireRole(Role.AgreementOfficer)]
sealed class AnswerAlarmModel(EqualityAlarms alarms, PageWords words, HubOptions options) : StaffPage
{
    public EqualityAlarm Alarm { get; private set; } = null!;

    [BindProperty]
    public string? Found { get; set; }

    [BindProperty]
    public string? WillDo { get; set; }

    /// <summary>A post; the public reads it.</summary>
    [BindProperty]
    public string? Owner { get; set; }

    [BindProperty]
    public DateParts Due { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if ((await alarms.ListAsync()).FirstOrDefault(alarm => alarm.Id == id && alarm.AnsweredAt is null) is not { } found)
            return NotFound();
        Alarm = found;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        var (found, willDo, owner) = (Needed(nameof(Found), Found, words["alarms.found.missing"]), Needed(nameof(WillDo), WillDo, words["alarms.will-do.missing"]), Needed(nameof(Owner), Owner, words["alarms.owner.missing"]));
        if (!Due.TryRead(out var due) || due < Moment.Now(options.Clock).Date)
            ModelState.AddModelError(nameof(Due), words["alarms.due.missing"]);
        return await ActAsync(() => alarms.AnswerAsync(id, words["alarms.text", found, willDo, owner, words.Date(due)], HttpContext.Actor())) ? Redirect("/staff/tools/alarms?done=answered") : page;
    }
}

/// <summary>An alarm as a sentence.</summary>
static class AlarmText
{
    /// <summary>The sentence.</summary>
    public static string Of(EqualityAlarm alarm, PageWords words) =>
        words["equality.alarm.text", alarm.Subject, words[$"equality.{alarm.Measure}"], EqualityTablesModel.Number(alarm.Ratio.Ratio, 1), alarm.Group, words[$"equality.by.{alarm.Characteristic}"]];
}
