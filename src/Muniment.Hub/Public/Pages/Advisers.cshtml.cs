using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Referrals;

namespace Muniment.Hub.Public.Pages;

/// <summary>/staff/advisers: the organisations that referrals go to, and their keys.</summary>
[RequireRole(Role.Administrator)]
sealed class AdvisersModel(ReferralStore store) : PageModel
{
    public IReadOnlyList<AdviserOrganisation> Organisations { get; private set; } = [];

    public async Task OnGetAsync() => Organisations = await store.OrganisationsAsync();
}

/// <summary>/staff/advisers/new: adds an organisation with its public key.</summary>
[RequireRole(Role.Administrator), RequireFreshSignIn]
sealed class NewAdviserModel(ReferralStore store, PageWords words) : PageModel
{
    const int Longest = 300;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? About { get; set; }

    [BindProperty]
    public string? Contact { get; set; }

    [BindProperty]
    public string? PublicKey { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        foreach (var (field, text) in new[] { (nameof(Name), Name), (nameof(About), About), (nameof(Contact), Contact) })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > Longest || text.Any(char.IsControl))
                ModelState.AddModelError(field, words["public.staff.adviser.missing"]);
        }
        if (ReadKey(PublicKey) is not { } key)
        {
            ModelState.AddModelError(nameof(PublicKey), words["public.staff.adviser.key.wrong"]);
            return Page();
        }
        if (!ModelState.IsValid)
            return Page();
        await store.AddAsync(Name!.Trim(), About!.Trim(), Contact!.Trim(), key, HttpContext.Actor().AccountId);
        return Redirect("/staff/advisers");
    }

    /// <summary>A public key in PEM as a point of P-256; null: it is none. A private key is none either: it must not be here.</summary>
    internal static byte[]? ReadKey(string? pem)
    {
        if (pem is null || pem.Contains("PRIVATE", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            using var key = ECDiffieHellman.Create();
            key.ImportFromPem(pem);
            var point = Hpke.PointOf(key);
            return Hpke.TryReadPublicKey(point, out _) ? point : null;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>/staff/advisers/{id}: another key, or an end to an organisation's referrals.</summary>
[RequireRole(Role.Administrator), RequireFreshSignIn]
sealed class AdviserModel(ReferralStore store, PageWords words) : PageModel
{
    public AdviserOrganisation Organisation { get; private set; } = null!;

    [BindProperty]
    public string? PublicKey { get; set; }

    public async Task<IActionResult> OnGetAsync(string id) => await ReadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostKeyAsync(string id)
    {
        if (!await ReadAsync(id))
            return NotFound();
        if (NewAdviserModel.ReadKey(PublicKey) is not { } key)
        {
            ModelState.AddModelError(nameof(PublicKey), words["public.staff.adviser.key.wrong"]);
            return Page();
        }
        await store.ReplaceKeyAsync(id, key, HttpContext.Actor().AccountId);
        return Redirect("/staff/advisers");
    }

    public async Task<IActionResult> OnPostCloseAsync(string id)
    {
        if (!await ReadAsync(id))
            return NotFound();
        await store.SetClosedAsync(id, Organisation.ClosedAt is null, HttpContext.Actor().AccountId);
        return Redirect("/staff/advisers");
    }

    async Task<bool> ReadAsync(string id)
    {
        if (await store.FindOrganisationAsync(id) is not { } organisation)
            return false;
        Organisation = organisation;
        return true;
    }
}
