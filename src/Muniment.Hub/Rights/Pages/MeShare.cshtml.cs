using Microsoft.AspNetCore.Mvc;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Rights.Records;
using Muniment.Hub.Rights.Sharing;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/me/share: what she lets others see, for how long, and who has looked.</summary>
[RequireRole(Role.Person)]
sealed class MeShareModel(Database database, OwnRecords records, ShareCodes shares, TimeProvider clock, PageWords words) : PersonPage(database, records, clock, words)
{
    [BindProperty]
    public List<string> Fields { get; set; } = [];

    [BindProperty]
    public string? Days { get; set; }

    [BindProperty]
    public string? Purpose { get; set; }

    /// <summary>The code that was just made: shown this once.</summary>
    public string? NewCode { get; private set; }

    public OwnView View { get; private set; } = null!;

    public IReadOnlyList<ShareCode> Codes { get; private set; } = [];

    public DateTimeOffset At => Now;

    /// <summary>What there is to choose from.</summary>
    public IReadOnlyList<string> Choices => [.. View.Fields.Where(ShareCodes.MayBeShared)];

    public async Task OnGetAsync()
    {
        View = await Own.ReadAsync(Self);
        Codes = await shares.ListAsync(Self);
    }

    public async Task<IActionResult> OnPostMakeAsync()
    {
        await OnGetAsync();
        var fields = Choices.Where(Fields.Contains).ToList();
        if (fields.Count == 0)
            ModelState.AddModelError(nameof(Fields), Words["me.share.fields.missing"]);
        if (!int.TryParse(Days, out var days) || !ShareCodes.Days.Contains(days))
            ModelState.AddModelError(nameof(Days), Words["me.share.days.missing"]);
        if (await ActAsync(async () => NewCode = await shares.MakeAsync(Self, fields, days, Purpose ?? "")))
        {
            // The answer to the form is the only place that ever has the code: no address leads to it again.
            ModelState.Clear();
            (Fields, Days, Purpose) = ([], null, null);
            Codes = await shares.ListAsync(Self);
        }
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(string? id)
    {
        ModelState.Clear();
        if (!Self.MayAct)
            return NotFound();
        await shares.EndAsync(Self, id ?? "");
        return Redirect("/me/share");
    }

    public string FieldNames(IEnumerable<string> fields) => string.Join(Words["me.and"], fields.Select(FieldName));
}
