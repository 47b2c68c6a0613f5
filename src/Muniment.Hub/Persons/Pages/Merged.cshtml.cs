using Microsoft.AspNetCore.Mvc;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Persons.Pages;

/// <summary>/staff/merged: persons whose records contradict each other, the most harmful first, and what waits for a second steward.</summary>
[RequireRole(Role.Steward, Role.Inspector)]
sealed class MergedModel(MergedQueue queue, LinkActs acts) : StaffPage
{
    public IReadOnlyList<MergedIdentity> Open { get; private set; } = [];

    public IReadOnlyList<LinkAct> Waiting { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Open = await queue.ListAsync();
        Waiting = [.. await acts.ListAsync(LinkActState.Proposed), .. await acts.ListAsync(LinkActState.WithdrawalProposed)];
    }

    /// <summary>A share as a percentage, never rounded up to certainty.</summary>
    public static string Percent(double share) => FormattableString.Invariant($"{Math.Floor(share * 1000) / 10:0.0} %");
}

/// <summary>/staff/merged/{id}: one finding. Her records are opened by a button, since opening them is an entry in the ledger.</summary>
[RequireRole(Role.Steward)]
sealed class MergedDetailsModel(MergedQueue queue, LinkActs acts, PageWords words) : StaffPage
{
    public MergedIdentity Finding { get; private set; } = null!;

    /// <summary>null: they have not been opened yet. Else each record with the number of the human being it would be, 1 and more; 0: in no part.</summary>
    public IReadOnlyList<(PersonRecord Record, int Part)>? Records { get; private set; }

    /// <summary>The decision that answers the finding and waits for somebody; null: none.</summary>
    public LinkAct? Waiting { get; private set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The fields any record has, by name.</summary>
    public IReadOnlyList<string> Fields => [.. Records!.SelectMany(one => one.Record.Fields.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public Task<IActionResult> OnGetAsync(string id) => ShowAsync(id, open: false);

    /// <summary>Answers with the records themselves: they are at no address that could be kept or sent on.</summary>
    public Task<IActionResult> OnPostOpenAsync(string id)
    {
        ModelState.Clear();
        return ShowAsync(id, open: true);
    }

    public async Task<IActionResult> OnPostDecideAsync(string id)
    {
        if (Answer is not ("accept" or "refuse"))
            ModelState.AddModelError(nameof(Answer), words["merged.answer.missing"]);
        var reason = Needed(nameof(Reason), Reason, words["staff.reason.missing"]);
        var actor = HttpContext.Actor();
        if (await ActAsync(() => Answer == "accept" ? queue.AcceptAsync(id, null, reason, actor) : queue.RefuseAsync(id, reason, actor)))
            return Redirect($"/staff/merged?done={Answer}");
        return await ShowAsync(id, open: true);
    }

    /// <summary>Whether all records that have a field say the same.</summary>
    public bool AllSay(string field) => Records!.Select(one => one.Record.Fields.GetValueOrDefault(field)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Count() < 2;

    async Task<IActionResult> ShowAsync(string id, bool open)
    {
        if (await queue.FindAsync(id) is not { } found)
            return NotFound();
        Finding = found;
        Waiting = (await acts.ListAsync(LinkActState.Proposed)).FirstOrDefault(act => act.FindingId == id);
        if (open)
            Records = [.. (await queue.OpenRecordsAsync(id, HttpContext.Actor())).Select(record => (record, PartOf(record))).OrderBy(one => one.Item2).ThenBy(one => one.record.SourceId, StringComparer.Ordinal).ThenBy(one => one.record.RecordId, StringComparer.Ordinal)];
        return Page();
    }

    int PartOf(PersonRecord record)
    {
        for (var part = 0; part < Finding.ProposedSplit.Count; part++)
        {
            if (Finding.ProposedSplit[part].Contains(new RecordKey(record.SourceId, record.RecordId)))
                return part + 1;
        }
        return 0;
    }
}
