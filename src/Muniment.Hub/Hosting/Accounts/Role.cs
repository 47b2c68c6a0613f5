namespace Muniment.Hub.Hosting.Accounts;

/// <summary>What an account may do. Nobody may do anything that no role of theirs allows.</summary>
public enum Role
{
    /// <summary>Makes accounts and keys; sees no person.</summary>
    Administrator,

    /// <summary>Registers sources, loads extracts, links.</summary>
    DataEngineer,

    /// <summary>Decides on links and merged identities.</summary>
    Steward,

    /// <summary>Drafts agreements, signs them off, pauses them.</summary>
    AgreementOfficer,

    /// <summary>Works on cases that are assigned to them.</summary>
    Caseworker,

    /// <summary>Decides, on our side, whether a pending adverse answer leaves.</summary>
    Reviewer,

    /// <summary>Reads everything and changes nothing; each view is an entry in the ledger.</summary>
    Inspector,

    /// <summary>Writes and posts notices.</summary>
    Publisher,

    /// <summary>Advises people, outside this body: receives referrals, acts for those who gave authority.</summary>
    AdviserOrganisation,

    /// <summary>Somebody whose records are held, with an account of her own.</summary>
    Person,
}

/// <summary>The roles' stable names, as they are stored and written in cookies and logs.</summary>
public static class RoleNames
{
    static readonly string[] s_names = ["administrator", "data-engineer", "steward", "agreement-officer", "caseworker", "reviewer", "inspector", "publisher", "adviser-organisation", "person"];

    /// <summary>All roles, in the order they are declared.</summary>
    public static IReadOnlyList<Role> All { get; } = Enum.GetValues<Role>();

    /// <summary>The name, such as "data-engineer".</summary>
    public static string Name(this Role role) => s_names[(int)role];

    /// <summary>The role of a name; false where there is none of that name.</summary>
    public static bool TryParse(string? name, out Role role)
    {
        var index = Array.IndexOf(s_names, name);
        role = (Role)Math.Max(index, 0);
        return index >= 0;
    }
}
