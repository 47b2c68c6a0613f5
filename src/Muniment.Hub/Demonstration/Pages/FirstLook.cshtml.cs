using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Ledger.Notes;

namespace Muniment.Hub.Demonstration.Pages;

/// <summary>/first-look: where a newcomer begins in a demonstration, by what she is there for. Nowhere else is there such a page.</summary>
[AllowPublic]
sealed class FirstLookModel(HubOptions options, NoteSigner key) : PageModel
{
    /// <summary>What is looked at, in order: each step's word and address.</summary>
    public static IReadOnlyList<(string Part, IReadOnlyList<(string Step, string Address)> Steps)> Parts { get; } =
    [
        ("public", [("pause", "/register/agreements"), ("fall", "/statistics?by=agreement"), ("agreement", "/register/agreements/driver-licences"), ("ledger", "/ledger")]),
        ("person", [("records", "/me")]),
        ("reviewer", [("reviews", "/staff/reviews")]),
        ("steward", [("merged", "/staff/merged")]),
        ("officer", [("agreements", "/staff/agreements"), ("pauses", "/staff/pauses")]),
    ];

    /// <summary>[part] the account that shows it.</summary>
    public static FrozenDictionary<string, string> AccountOf { get; } = new Dictionary<string, string>
    {
        ["reviewer"] = "reviewer-1",
        ["steward"] = "steward-1",
        ["officer"] = "agreement-officer-1",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public VerifierKey Key => key.Key;

    public IActionResult OnGet() => options.Demo ? Page() : NotFound();
}
