using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Cases;
using Muniment.Hub.Rights.Records;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/staff/cases/rights/{id}/{deed}: one thing to do about a request, with what she is told of it.</summary>
[RequireRole(Role.Caseworker)]
sealed class RightsActModel(RightsCases cases, PageWords words) : StaffPage
{
    public RightsCase Case { get; private set; } = null!;

    public RightsDeed Deed { get; private set; } = null!;

    /// <summary>What a second person answers; null: nothing.</summary>
    public RightsAct? Proposed { get; private set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Field { get; set; }

    [BindProperty]
    public string? Source { get; set; }

    [BindProperty]
    public string? Record { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    public bool AsksForWords => Deed.Name is not ("second-override" or "end-override" or "erase");

    /// <summary>True: she reads what is written.</summary>
    public bool IsTold => Deed.Name is not ("redact" or "clear" or "second");

    public bool IsGrave => Deed.Name is "refuse" or "override" or "second" or "second-override" or "erase";

    public IReadOnlyList<(string Value, string Text)> MarkedFields => [.. Case.Marks.Select(mark => (mark.Field, mark.Field.Length == 0 ? words["rights.override.everything"] : mark.Field))];

    public async Task<IActionResult> OnGetAsync(string id, string deed)
    {
        if (await cases.FindAsync(id) is not { } found || RightsDeed.All.FirstOrDefault(one => one.Name == deed) is not { } known)
            return NotFound();
        (Case, var acts) = found;
        Deed = known;
        if (!known.IsFor(Case, acts, cases.ClockOf(Case, acts), HttpContext.Actor()))
            return NotFound(); // Not offered to this viewer now: for them it is not there.
        Proposed = deed switch
        {
            "second" => acts.LastOrDefault(act => act.Act == RightsActs.RefusalProposed),
            "second-override" => acts.LastOrDefault(act => act.Act == RightsActs.OverrideProposed),
            _ => null,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string deed)
    {
        if (await OnGetAsync(id, deed) is not PageResult page)
            return NotFound();
        var text = AsksForWords ? Needed(nameof(Text), Text, words["rights.text.missing"]) : "";
        var actor = HttpContext.Actor();
        if (deed is "uphold" or "second" or "override" or "redact" && string.IsNullOrEmpty(Answer))
            ModelState.AddModelError(nameof(Answer), words["rights.answer.missing"]);
        if (!await ActAsync(() => DoAsync(id, deed, text, actor)))
            return page;
        if (Deed.Letter is { } letter)
        {
            // Recorded already: where the letter cannot go, the page says so, and it can be written again.
            await ActAsync(async () =>
            {
                if (!await cases.WriteToHerAsync(id, letter, text, Address?.ReplaceLineEndings("\n"), actor) && deed == "write")
                    ModelState.AddModelError(nameof(Address), words["rights.address.missing"]);
            });
            if (!ModelState.IsValid)
                return page;
        }
        return Redirect($"/staff/cases/rights/{id}?done=1");
    }

    Task DoAsync(string id, string deed, string text, Actor actor) => deed switch
    {
        "acknowledge" => cases.MoveClockAsync(id, RightsActs.Acknowledged, text, actor),
        "stop" => cases.MoveClockAsync(id, RightsActs.Stopped, text, actor),
        "resume" => cases.MoveClockAsync(id, RightsActs.Resumed, text, actor),
        "extend" => cases.MoveClockAsync(id, RightsActs.Extended, text, actor),
        "uphold" => cases.UpholdAsync(id, Answer == "wholly", text, actor),
        "refuse" => cases.ProposeRefusalAsync(id, text, actor),
        "second" => cases.AnswerRefusalAsync(id, Answer == "agree", text, actor),
        "override" => cases.ProposeOverrideAsync(id, Field ?? "", Answer!, text, actor),
        "second-override" => cases.ConfirmOverrideAsync(id, actor),
        "end-override" => cases.EndOverrideAsync(id, actor),
        "set-right" => cases.SetRightAsync(id, text, actor),
        "erase" => cases.EraseAsync(id, actor),
        "redact" => cases.RedactAsync(id, new Redaction("", Source?.Trim() ?? "", Record?.Trim() ?? "", Field?.Trim() ?? "", Answer!, "", false), text, actor),
        "clear" => cases.ClearRecordAsync(id, new RecordKey(Source?.Trim() ?? "", Record?.Trim() ?? ""), text, actor),
        _ => Task.CompletedTask, // "write": the letter is all there is.
    };
}
