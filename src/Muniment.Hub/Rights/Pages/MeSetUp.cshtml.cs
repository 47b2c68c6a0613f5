using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Rights.Proof;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/me/set-up: how she signs in from now on. Until one of the ways is set up, a code from a letter opens nothing else.</summary>
[RequireSignIn, EnableRateLimiting(RateLimits.SignIn)]
sealed class MeSetUpModel(UserManager<Account> accounts, AccountSignIn signIn, TextCodes texts, PageWords words) : PageModel
{
    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public string PasskeyOptions { get; private set; } = "";

    public string SignInNumber { get; private set; } = "";

    /// <summary>True: one of the ways is set up.</summary>
    public bool IsReady { get; private set; }

    /// <summary>True: a code is on its way to her telephone.</summary>
    public bool IsCodeSent { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await PersonAsync() is { } account ? await ShowAsync(account) : NotFound();

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential)
    {
        if (await PersonAsync() is not { } account)
            return NotFound();
        var attested = credential is null ? null : await AttestAsync(credential);
        if (attested is not { Succeeded: true } || attested.UserEntity.Id != account.Id)
        {
            ModelState.AddModelError("", words["me.set-up.passkey.refused"]);
            return await ShowAsync(account);
        }
        attested.Passkey.Name = words["me.set-up.passkey.name"];
        if (!(await accounts.AddOrUpdatePasskeyAsync(account, attested.Passkey)).Succeeded)
            return await ShowAsync(account);
        await signIn.SignInAsync(account, isPersistent: false);
        return Redirect("/me");
    }

    public async Task<IActionResult> OnPostPasswordAsync()
    {
        if (await PersonAsync() is not { } account)
            return NotFound();
        var number = (Phone ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (number.Length is < 7 or > 15 || !number.All(letter => char.IsAsciiDigit(letter) || letter == '+'))
            ModelState.AddModelError(nameof(Phone), words["me.set-up.phone.wrong"]);
        if (Password != Repeated)
            ModelState.AddModelError(nameof(Repeated), words["me.set-up.password.differs"]);
        foreach (var validator in accounts.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(accounts, account, Password)).Succeeded)
                ModelState.TryAddModelError(nameof(Password), words["me.set-up.password.weak"]);
        }
        if (!ModelState.IsValid)
            return await ShowAsync(account);
        await texts.ProposeAsync(account.Id, number, accounts.PasswordHasher.HashPassword(account, Password!));
        if (!await texts.SendAsync(account.Id, toProposed: true, HttpContext.RequestAborted))
        {
            ModelState.AddModelError(nameof(Phone), words["me.set-up.not-sent"]);
            return await ShowAsync(account);
        }
        IsCodeSent = true;
        return await ShowAsync(account);
    }

    public async Task<IActionResult> OnPostCodeAsync()
    {
        if (await PersonAsync() is not { } account)
            return NotFound();
        if (string.IsNullOrWhiteSpace(Code) || await texts.ConfirmAsync(account.Id, Code) is not { } hash)
        {
            ModelState.AddModelError(nameof(Code), words["me.code.refused"]);
            IsCodeSent = true;
            return await ShowAsync(account);
        }
        (account.PasswordHash, account.TwoFactor) = (hash, 1);
        await accounts.UpdateSecurityStampAsync(account); // which writes both, and ends other sessions
        await signIn.SignInAsync(account, isPersistent: false);
        return Redirect("/me");
    }

    async Task<PasskeyAttestationResult?> AttestAsync(string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException) // None was being made.
        {
            return null;
        }
    }

    async Task<IActionResult> ShowAsync(Account account)
    {
        PasskeyOptions = await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id, Name = account.SignInName, DisplayName = words["me.title"] });
        SignInNumber = account.SignInName;
        IsReady = account.TwoFactor != 0 || (await accounts.GetPasskeysAsync(account)).Count > 0;
        return Page();
    }

    // A page for persons' accounts alone: staff have their own.
    async Task<Account?> PersonAsync() => await accounts.FindByIdAsync(HttpContext.Actor().AccountId) is { } account && account.RoleList.Contains(Role.Person) ? account : null;
}
