using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Sources;
using NodaTime;

namespace Muniment.Hub.Tests;

/// <summary>Sources and people of tests.</summary>
static class Made
{
    public const string Purpose = "dpv:IdentityVerification";

    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static Actor Actor(string name, params Role[] roles) => new($"acc_{name}", name, roles.ToHashSet(), Noon);

    /// <summary>An entry of the columns id, forename, surname, dob, nhs, status.</summary>
    public static Source Source(string id, string purpose = Purpose, bool lawEnforcement = false, LoadMode mode = LoadMode.Replace) => new()
    {
        Id = id,
        Name = $"The {id}",
        Controller = new("government-organisation:EX01", "Example Office"),
        Provider = new("company:EX99", "Example Data Ltd"),
        Purposes = [new Purpose(purpose, "To know who somebody is.")],
        LawfulBasis = [lawEnforcement ? LawfulBases.LawEnforcement : "eu-gdpr:A6-1-e"],
        LegalPower = "Example Act 2001, section 3",
        People = [new Category("dpv:Immigrant", "People who applied")],
        Data = [new Category("pd:Identifying", "Names and dates of birth")],
        Children = Known.Unknown,
        Retention = new(60, false, "Five years from delivery."),
        Dpia = new(new LocalDate(2026, 1, 1), new LocalDate(2027, 1, 1), null),
        Contact = "data@example.org",
        Mode = mode,
        IdColumn = "id",
        Fields = [new("forename", "forename"), new("surname", "surname"), new("dob", "birth_date"), new("nhs", "nhs_number"), new("status", "status"), new("seen", "recorded_on")],
        IsMadeUp = false,
        IsSandbox = false,
    };

    public static SourceJson.Request Request(Source source, string? reason = null, LocalDate? until = null) => new(source, reason, reason is null ? null : "Head of Data", until);

    /// <summary>An extract of such a source.</summary>
    public static string Extract(string folder, string name, params string[] rows)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllLines(path, ["id,forename,surname,dob,nhs,status,seen,shoe_size", .. rows.Select(row => row + ",38")]);
        return path;
    }

    /// <summary>True if nobody but the owner may read a file.</summary>
    public static bool IsForOwnerAlone(string path) => OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);
}
