using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Trying;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>/staff/agreements/{id}/compare: two versions beside each other, what changes between them, and what each would disclose about the people who are held.</summary>
[RequireRole(Role.AgreementOfficer)]
sealed class CompareAgreementModel(RuleBook book, AgreementTrial trial, PageWords words, TimeProvider clock) : ExchangePage(clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Older { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Newer { get; set; }

    /// <summary>The newest first.</summary>
    public ImmutableArray<Agreement> Versions { get; private set; } = [];

    public Agreement One { get; private set; } = null!;

    public Agreement Other { get; private set; } = null!;

    public AgreementDiff Diff { get; private set; } = null!;

    /// <summary>False: there is one version alone.</summary>
    public bool AreTwo => One.Version != Other.Version;

    /// <summary>What may come of a question: key of words, and how it is read from the counts.</summary>
    public static IReadOnlyList<(string Key, Func<TrialCounts, long> Count)> Outcomes { get; } =
    [
        ("compare.tried.disclosed", counts => counts.Disclosed), ("compare.tried.pending", counts => counts.Pending), ("compare.tried.nothing", counts => counts.Nothing), ("compare.tried.fields", counts => counts.Fields),
    ];

    /// <summary>null: they were not tried.</summary>
    public AgreementTrialResult? Trial { get; private set; }

    public IReadOnlyList<(string Value, string Text)> Choices => [.. Versions.Select(version => (Name(version), words["agreements.version", version.Version]))];

    /// <summary>The terms of both versions in words, term by term.</summary>
    public IReadOnlyList<(string Name, string One, string Other)> Terms =>
    [
        Term("compare.conditions", agreement => string.Join('\n', Words.Conditions(agreement))),
        Term("compare.matching", agreement => Words.Matching(agreement.Matching)),
        Term("compare.caps", agreement => Words.Caps(agreement.Caps)),
        Term("compare.asked", agreement => string.Join(", ", agreement.FieldsAsked)),
        Term("compare.returned", agreement => string.Join(", ", agreement.FieldsReturned)),
        Term("compare.sources", agreement => string.Join(", ", agreement.Sources)),
        Term("compare.outcomes", agreement => Words.Outcomes(agreement.OutcomeReturnDays)),
        Term("compare.review", agreement => words.Date(agreement.ReviewDate)),
    ];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        if (!rules.Agreements.TryGetValue(id, out var versions))
            return NotFound();
        Versions = versions;
        Other = versions.FirstOrDefault(version => Name(version) == Newer) ?? versions[0];
        One = versions.FirstOrDefault(version => Name(version) == Older) ?? versions.FirstOrDefault(version => version.Version < Other.Version) ?? Other;
        (Older, Newer) = (Name(One), Name(Other));
        Diff = AgreementDiff.Between(One, Other);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        Trial = await trial.RunAsync(One, Other, HttpContext.Actor(), HttpContext.RequestAborted);
        return page;
    }

    /// <summary>The counts of each version that is shown.</summary>
    public IReadOnlyList<(int Version, TrialCounts Counts)> Counts(AgreementTrialResult result) =>
        AreTwo ? [(One.Version, result.Older), (Other.Version, result.Newer)] : [(Other.Version, result.Newer)];

    (string, string, string) Term(string key, Func<Agreement, string> say) => (words[key], say(One), say(Other));

    static string Name(Agreement agreement) => agreement.Version.ToString(CultureInfo.InvariantCulture);
}
