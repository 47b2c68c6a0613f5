using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Words;
using QRCoder;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/security/authenticator: sets up an authenticator, or another in its place. The old one counts until a code of the new one was right.</summary>
[RequireSignIn, RequireFreshSignIn]
sealed class AuthenticatorModel(UserManager<Account> accounts, AccountStore store, AuthenticatorCodes codes, SessionStore sessions, IDataProtectionProvider protection, PageWords words) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The key that is offered, which only the hub can read and only this account can use.</summary>
    [BindProperty]
    public string? ProtectedKey { get; set; }

    /// <summary>The key as it is typed, in groups of four.</summary>
    public string SpacedKey { get; private set; } = "";

    /// <summary>The key as a picture that apps scan.</summary>
    public string Picture { get; private set; } = "";

    IDataProtector Protector => protection.CreateProtector("Muniment.Hub.Accounts.NewAuthenticator", HttpContext.Actor().AccountId);

    public async Task OnGetAsync() => await ShowAsync(accounts.GenerateNewAuthenticatorKey());

    public async Task<IActionResult> OnPostAsync()
    {
        string key;
        try
        {
            key = Protector.Unprotect(ProtectedKey ?? "");
        }
        catch (CryptographicException)
        {
            return RedirectToPage();
        }
        var account = (await accounts.FindByIdAsync(HttpContext.Actor().AccountId))!;
        if (!await codes.ValidateAsync(key, Code ?? "", account))
        {
            ModelState.AddModelError(nameof(Code), words["authenticator.refused"]);
            await ShowAsync(key);
            return Page();
        }
        await store.SetAuthenticatorKeyAsync(account, key, HttpContext.RequestAborted);
        (await accounts.SetTwoFactorEnabledAsync(account, true)).OrThrow();
        await sessions.KeepAsync(account.Id, HttpContext.SessionId());
        return Redirect("/staff/security/recovery");
    }

    async Task ShowAsync(string key)
    {
        var account = (await accounts.FindByIdAsync(HttpContext.Actor().AccountId))!;
        ProtectedKey = Protector.Protect(key);
        ModelState.Remove(nameof(ProtectedKey));
        SpacedKey = string.Join(' ', key.Chunk(4).Select(four => new string(four)));
        Picture = Draw($"otpauth://totp/Muniment:{Uri.EscapeDataString(account.SignInName)}?secret={key}&issuer=Muniment");
    }

    static string Draw(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix[y].Count; x++)
            {
                if (code.ModuleMatrix[y][x])
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        var size = code.ModuleMatrix.Count;
        var svg = $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>""";
        return $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}";
    }
}
