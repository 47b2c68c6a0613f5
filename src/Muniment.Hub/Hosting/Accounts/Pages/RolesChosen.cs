using Microsoft.AspNetCore.Mvc.ModelBinding;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>Roles that were ticked on a page.</summary>
/// <param name="Roles">Names, as sent.</param>
sealed record RolesChosen(IReadOnlyList<string> Roles)
{
    /// <summary>The roles an administrator may give. A person's account is made by her own proof of who she is.</summary>
    public static IReadOnlyList<Role> OfStaff { get; } = [.. RoleNames.All.Where(role => role != Role.Person)];

    /// <summary>The roles; adds to the page's errors where there are none, or some that must not meet.</summary>
    public IReadOnlyList<Role> Read(ModelStateDictionary errors, PageWords words)
    {
        var roles = OfStaff.Where(role => Roles.Contains(role.Name())).ToList();
        if (roles.Count == 0)
            errors.AddModelError(nameof(Roles), words["accounts.roles.missing"]);
        // Who makes accounts, who checks what others do, and who comes from outside: each is that and nothing else.
        else if (roles.Count > 1 && roles.Exists(role => role is Role.Administrator or Role.Inspector or Role.AdviserOrganisation))
            errors.AddModelError(nameof(Roles), words["accounts.roles.alone"]);
        return roles;
    }
}
