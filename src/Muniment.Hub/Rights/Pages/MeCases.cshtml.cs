using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Disclosures.Recalls;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Rights.Cases;
using Muniment.Hub.Rights.Records;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/me/cases: what a person has asked, each with its clock.</summary>
[RequireRole(Role.Person)]
sealed class MeCasesModel(Database database, OwnRecords records, RightsCases cases, TimeProvider clock, PageWords words) : PersonPage(database, records, clock, words)
{
    public IReadOnlyList<(RightsCase Case, RightsClock Clock)> Cases { get; private set; } = [];

    public async Task OnGetAsync() => Cases = [.. (await cases.ListAsync(Self)).Select(one => (one.Case, cases.ClockOf(one.Case, one.Acts)))];
}

/// <summary>/me/cases/new/{kind}: asks for something. What it contests stops being disclosed at once.</summary>
[RequireRole(Role.Person)]
sealed class MeNewCaseModel(Database database, OwnRecords records, RightsCases cases, TimeProvider clock, PageWords words) : PersonPage(database, records, clock, words)
{
    public string Kind { get; private set; } = "";

    public OwnView View { get; private set; } = null!;

    [BindProperty]
    public List<string> Fields { get; set; } = [];

    /// <summary>Numbers of records, as the page shows them: an address or a form never names one otherwise.</summary>
    [BindProperty]
    public List<string> Records { get; set; } = [];

    [BindProperty]
    public string? Text { get; set; }

    public async Task<IActionResult> OnGetAsync(string kind)
    {
        if (!RightsKinds.All.Contains(kind) || !Self.MayAct)
            return NotFound();
        Kind = kind;
        View = kind is RightsKinds.Wrong or RightsKinds.NotMe ? await Own.ReadAsync(Self) : new OwnView(null, false, [], [], 0);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string kind)
    {
        if (await OnGetAsync(kind) is not PageResult)
            return NotFound();
        var text = kind == RightsKinds.Copy && string.IsNullOrWhiteSpace(Text) ? "" : Needed(nameof(Text), Text, Words["me.new.words.missing"]);
        var fields = Fields.Where(View.Fields.Contains).ToList();
        if (kind == RightsKinds.Wrong && fields.Count == 0)
            ModelState.AddModelError(nameof(Fields), Words["me.new.fields.missing"]);
        var named = View.Records.Where(record => Records.Contains(record.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))).Select(record => record.Key).ToList();
        if (kind == RightsKinds.NotMe && named.Count == 0)
            ModelState.AddModelError(nameof(Records), Words["me.new.records.missing"]);
        string? id = null;
        return await ActAsync(async () => id = await cases.OpenAsync(Self, new NewRightsCase(kind, text, fields, named), HttpContext.Actor())) ? Redirect($"/me/cases/{id}?done=sent") : Page();
    }
}

/// <summary>/me/cases/{id}: one request, its timeline, and who was told.</summary>
[RequireRole(Role.Person)]
sealed class MeCaseModel(Database database, OwnRecords records, RightsCases cases, TimeProvider clock, PageWords words) : PersonPage(database, records, clock, words)
{
    public RightsCase Case { get; private set; } = null!;

    public RightsClock Clock { get; private set; } = null!;

    public IReadOnlyList<RightsAct> Acts { get; private set; } = [];

    public IReadOnlyList<Recipient> Recipients { get; private set; } = [];

    /// <summary>True once past recipients were looked for.</summary>
    public bool WasRecalled { get; private set; }

    public bool IsNew => Request.Query["done"] == "sent";

    [BindProperty]
    public string? Text { get; set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await cases.FindAsync(Self, id) is not { } found)
            return NotFound();
        (Case, var acts) = found;
        Clock = cases.ClockOf(Case, acts);
        // Proposals are the staff's until a second person agrees; that somebody looked is among the uses of her data.
        Acts = [.. acts.Where(act => act.Act is not (RightsActs.Looked or RightsActs.RefusalProposed or RightsActs.RefusalReturned or RightsActs.OverrideProposed))];
        WasRecalled = acts.Any(act => act.Act is RightsActs.Recalled or RightsActs.NobodyToRecall or RightsActs.EraseRecalled or RightsActs.SplitProposed);
        if (WasRecalled)
            Recipients = await Database.ReadAsync(session => RecallBook.RecipientsToTellAsync(session, Self.Person, Now, acts.LastOrDefault(act => act.Act is RightsActs.Recalled or RightsActs.EraseRecalled)?.Detail), HttpContext.RequestAborted);
        return Page();
    }

    public async Task<IActionResult> OnPostReplyAsync(string id)
    {
        var text = Needed(nameof(Text), Text, Words["me.new.words.missing"]);
        return await ActAsync(() => cases.ReplyAsync(Self, id, text)) ? Redirect($"/me/cases/{id}") : await OnGetAsync(id);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string id)
    {
        ModelState.Clear();
        return await ActAsync(() => cases.WithdrawAsync(Self, id)) ? Redirect($"/me/cases/{id}") : await OnGetAsync(id);
    }

    public string FieldNames(IEnumerable<string> fields) => string.Join(Words["me.and"], fields.Select(FieldName));
}

/// <summary>States and clocks in words.</summary>
static class RightsWords
{
    /// <summary>What she is told of the state: that a refusal is being looked at by a second person reads as being looked at.</summary>
    public static string State(RightsCase one) => one.State == RightsStates.RefusalProposed ? RightsStates.Open : one.Kind == RightsKinds.Copy && RightsStates.IsRight(one.State) ? "given" : one.State;

    /// <summary>What an act is called: a copy is given, where anything else is found right.</summary>
    public static string Act(RightsCase one, RightsAct act) => one.Kind == RightsKinds.Copy && act.Act is (RightsActs.Upheld or RightsActs.Partly) ? "given" : act.Act;

    public static string Colour(RightsCase one) => State(one) switch { RightsStates.Open => "blue", RightsStates.Upheld or RightsStates.Partly or "given" => "green", _ => "grey" };

    public static string Due(PageWords words, RightsCase one, RightsClock clock) =>
        !one.IsUndecided ? words["me.due.answered"]
        : clock.StoppedSince is { } since ? words["me.due.stopped", since]
        : clock.AcknowledgeBy is { } by ? words["me.due.acknowledge", by]
        : clock.Due is { } due ? words[clock.IsOverdue ? "me.due.overdue" : clock.IsExtended ? "me.due.extended" : "me.due.by", due]
        : words["me.due.soon"];
}
