namespace Muniment.Hub.Hosting.Accounts;

/// <summary>Somebody who may sign in: one of the staff, an adviser, or a person whose records are held.</summary>
public sealed class Account
{
    /// <summary>"acc_…".</summary>
    public string Id { get; set; } = "";

    /// <summary>What is typed to sign in.</summary>
    public string SignInName { get; set; } = "";

    /// <summary>The name as it is looked up; unique.</summary>
    public string NormalizedName { get; set; } = "";

    /// <summary>What colleagues know them by.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Whom somebody from outside works for; null: for this body.</summary>
    public string? Organisation { get; set; }

    /// <summary>Names of roles, separated by blanks, as stored.</summary>
    public string Roles { get; set; } = "";

    /// <summary>Null until a password has been chosen.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with whatever ends all sessions.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>How often it was changed; two changes at once are noticed by it.</summary>
    public long Version { get; set; }

    /// <summary>The authenticator's key, protected; null: none.</summary>
    public string? AuthenticatorKey { get; set; }

    /// <summary>1: a code is asked for after the password.</summary>
    public long TwoFactor { get; set; }

    /// <summary>When it was made, in microseconds since 1970.</summary>
    public long MadeAt { get; set; }

    /// <summary>The account that made it, or "console".</summary>
    public string MadeBy { get; set; } = "";

    /// <summary>When it was closed, in microseconds since 1970; null: it is open.</summary>
    public long? ClosedAt { get; set; }

    /// <summary>What it may do.</summary>
    public IReadOnlyList<Role> RoleList => ReadRoles(Roles);

    internal static IReadOnlyList<Role> ReadRoles(string roles)
    {
        var list = new List<Role>();
        foreach (var name in roles.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (RoleNames.TryParse(name, out var role))
                list.Add(role);
        }
        return list;
    }

    internal static string WriteRoles(IEnumerable<Role> roles) => string.Join(' ', roles.Distinct().Order().Select(role => role.Name()));
}
