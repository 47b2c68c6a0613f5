using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>/staff/propose-agreement: the terms as a file, what they would change in words, and the proposal.</summary>
[RequireRole(Role.AgreementOfficer)]
sealed class ProposeAgreementModel(RuleBook book, PageWords words, TimeProvider clock) : ExchangePage(clock)
{
    [BindProperty]
    public string? Json { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What was read; null: nothing yet.</summary>
    public Agreement? Proposal { get; private set; }

    /// <summary>Against the version before; null: it is the first.</summary>
    public AgreementDiff? Diff { get; private set; }

    /// <summary>Why it cannot be proposed so; empty: it can.</summary>
    public ImmutableArray<string> Problems { get; private set; } = [];

    public async Task<IActionResult> OnPostCompareAsync()
    {
        if (Upload is { Length: > 0 })
        {
            using var reader = new StreamReader(Upload.OpenReadStream(), Encoding.UTF8);
            Json = await reader.ReadToEndAsync(HttpContext.RequestAborted);
            ModelState.Remove(nameof(Json)); // What the file holds is shown, not what was in the box.
        }
        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostProposeAsync()
    {
        await ReadAsync();
        if (Proposal is { } proposal && await DoneAsync((session, actor, moment) => AgreementActs.ProposeAsync(session, proposal, actor, moment)))
            return Redirect($"/staff/agreements/{proposal.Id}?done=proposed");
        return Page();
    }

    async Task ReadAsync()
    {
        if (string.IsNullOrWhiteSpace(Json))
        {
            ModelState.AddModelError(nameof(Json), words["agreements.json.missing"]);
            return;
        }
        try
        {
            Proposal = AgreementJson.Read(Encoding.UTF8.GetBytes(Json));
        }
        catch (ExchangeFormatException exception)
        {
            ModelState.AddModelError(nameof(Json), exception.Message);
            return;
        }
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        Problems = AgreementCheck.Problems(Proposal);
        if (rules.Agreements.TryGetValue(Proposal.Id, out var versions) && versions.FirstOrDefault(one => one.Version < Proposal.Version) is { } older)
        {
            Diff = AgreementDiff.Between(older, Proposal);
            Problems = Problems.AddRange(Diff.Refusals);
        }
    }
}
