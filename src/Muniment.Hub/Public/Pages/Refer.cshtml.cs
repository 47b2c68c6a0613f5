using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Referrals;

namespace Muniment.Hub.Public.Pages;

/// <summary>/refer: sends somebody, or oneself, to an independent adviser. What is written is sealed to the adviser's key before it is stored.</summary>
[AllowPublic, EnableRateLimiting(RateLimits.SignIn)]
sealed class ReferModel(ReferralStore store, PageWords words) : PageModel
{
    const int LongestLine = 200;
    const int LongestText = 4000;

    /// <summary>Ways of getting in touch.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["phone", "text", "email", "post", "referrer"];

    public IReadOnlyList<AdviserOrganisation> Organisations { get; private set; } = [];

    [BindProperty]
    public string? Organisation { get; set; }

    [BindProperty]
    public string? MadeBy { get; set; }

    [BindProperty]
    public string? ReferrerName { get; set; }

    [BindProperty]
    public string? ReferrerOrganisation { get; set; }

    [BindProperty]
    public string? ReferrerContact { get; set; }

    [BindProperty]
    public string? ClientName { get; set; }

    [BindProperty]
    public string? ClientLanguage { get; set; }

    [BindProperty]
    public string? NeedsInterpreter { get; set; }

    [BindProperty]
    public string? HelpNeeded { get; set; }

    [BindProperty]
    public string? Deadline { get; set; }

    [BindProperty]
    public List<string> SafeWays { get; set; } = [];

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? SayWhoCalls { get; set; }

    [BindProperty]
    public string? NotSafe { get; set; }

    [BindProperty]
    public string? Agreed { get; set; }

    public async Task OnGetAsync()
    {
        Response.Headers.CacheControl = "no-store";
        await ReadOrganisationsAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Response.Headers.CacheControl = "no-store";
        await ReadOrganisationsAsync();
        var organisation = Organisations.FirstOrDefault(one => one.Id == Organisation);
        Check(organisation);
        if (!ModelState.IsValid)
            return Page();
        return Redirect($"/refer/sent/{await store.SendAsync(organisation!, ReferralText.Write(Values()))}");
    }

    async Task ReadOrganisationsAsync() => Organisations = [.. (await store.OrganisationsAsync()).Where(organisation => organisation.ClosedAt is null)];

    void Check(AdviserOrganisation? organisation)
    {
        Need(organisation is not null, nameof(Organisation), words["public.refer.organisation.missing"]);
        Need(MadeBy is "self" or "other", nameof(MadeBy), words["public.refer.made-by.missing"]);
        if (MadeBy == "other")
        {
            Need(!string.IsNullOrWhiteSpace(ReferrerName), nameof(ReferrerName), words["public.refer.referrer-name.missing"]);
            Need(!string.IsNullOrWhiteSpace(ReferrerContact), nameof(ReferrerContact), words["public.refer.referrer-contact.missing"]);
        }
        Need(!string.IsNullOrWhiteSpace(ClientName), nameof(ClientName), words["public.refer.client-name.missing"]);
        Need(!string.IsNullOrWhiteSpace(HelpNeeded), nameof(HelpNeeded), words["public.refer.help.missing"]);
        Need(SafeWays.Count > 0 && SafeWays.TrueForAll(Ways.Contains), nameof(SafeWays), words["public.refer.ways.missing"]);
        Need(!(SafeWays.Contains("phone") || SafeWays.Contains("text")) || !string.IsNullOrWhiteSpace(Phone), nameof(Phone), words["public.refer.phone.missing"]);
        Need(!SafeWays.Contains("email") || !string.IsNullOrWhiteSpace(Email), nameof(Email), words["public.refer.email.missing"]);
        Need(!SafeWays.Contains("post") || !string.IsNullOrWhiteSpace(Address), nameof(Address), words["public.refer.address.missing"]);
        Need(!SafeWays.Contains("referrer") || MadeBy == "other", nameof(SafeWays), words["public.refer.ways.no-referrer"]);
        Need(Agreed == "yes", nameof(Agreed), words["public.refer.agreed.missing"]);
        foreach (var (name, text, longest) in new[]
        {
            (nameof(ReferrerName), ReferrerName, LongestLine), (nameof(ReferrerOrganisation), ReferrerOrganisation, LongestLine), (nameof(ReferrerContact), ReferrerContact, LongestLine),
            (nameof(ClientName), ClientName, LongestLine), (nameof(ClientLanguage), ClientLanguage, LongestLine), (nameof(Phone), Phone, LongestLine), (nameof(Email), Email, LongestLine),
            (nameof(HelpNeeded), HelpNeeded, LongestText), (nameof(Deadline), Deadline, LongestText), (nameof(Address), Address, LongestText), (nameof(NotSafe), NotSafe, LongestText),
        })
            Need(text is null || text.Length <= longest, name, words["public.notice.fault.long", longest]);
    }

    void Need(bool met, string field, string otherwise)
    {
        if (!met)
            ModelState.AddModelError(field, otherwise);
    }

    /// <summary>Under the names of <see cref="ReferralText.Fields"/>. What belongs to a referrer is left out where there is none.</summary>
    Dictionary<string, string[]> Values()
    {
        var values = new Dictionary<string, string[]>
        {
            ["made_by"] = [MadeBy!],
            ["client_name"] = [ClientName!],
            ["client_language"] = [ClientLanguage ?? ""],
            ["needs_interpreter"] = [NeedsInterpreter is "yes" or "no" ? NeedsInterpreter : ""],
            ["help_needed"] = [HelpNeeded!],
            ["deadline"] = [Deadline ?? ""],
            ["phone"] = [Phone ?? ""],
            ["email"] = [Email ?? ""],
            ["address"] = [Address ?? ""],
            ["say_who_calls"] = [SayWhoCalls is "yes" or "no" ? SayWhoCalls : ""],
            ["not_safe"] = [NotSafe ?? ""],
            ["agreed"] = ["yes"],
            ["safe_ways"] = [.. SafeWays],
        };
        if (MadeBy == "other")
            (values["referrer_name"], values["referrer_organisation"], values["referrer_contact"]) = ([ReferrerName!], [ReferrerOrganisation ?? ""], [ReferrerContact!]);
        return values;
    }
}

/// <summary>/refer/sent/{reference}: that it was received, and by what reference to ask for it.</summary>
[AllowPublic]
sealed class ReferralSentModel(ReferralStore store) : PageModel
{
    public string Reference { get; private set; } = "";

    public AdviserOrganisation Organisation { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string reference)
    {
        Response.Headers.CacheControl = "no-store";
        if (await store.SentToAsync(reference) is not { } organisation)
            return NotFound();
        (Reference, Organisation) = (reference, organisation);
        return Page();
    }
}
