using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>Says in plain words what is wrong with a password somebody chose.</summary>
static class NewPasswords
{
    /// <summary>Adds to the page's errors what is wrong with "Password" or "Repeated".</summary>
    public static async Task CheckAsync(ModelStateDictionary errors, PageWords words, UserManager<Account> accounts, Account? account, string? password, string? repeated)
    {
        foreach (var validator in accounts.PasswordValidators)
        {
            var result = await validator.ValidateAsync(accounts, account ?? new Account(), password ?? "");
            if (result.Succeeded)
                continue;
            errors.AddModelError("Password", words[result.Errors.First().Code switch
            {
                "PasswordTooShort" => "password.short",
                "PasswordHoldsName" => "password.name",
                _ => "password.simple",
            }]);
            return;
        }
        if (password != repeated)
            errors.AddModelError("Repeated", words["password.differs"]);
    }
}
