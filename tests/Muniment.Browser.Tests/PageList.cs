using Muniment.Hub.Hosting.Accounts;

namespace Muniment.Browser.Tests;

/// <summary>Every page that people see. Whoever adds a page adds it here; it is then tested at each width, with and without scripts.</summary>
static class PageList
{
    /// <summary>Address and who looks at it (null: anybody).</summary>
    public static IReadOnlyList<(string Address, Role? Role)> All { get; } =
    [
        ("/", null),
        ("/register/agreements", null),
        ("/register/sources", null),
        ("/ledger", null),
        ("/notices", null),
        ("/search?q=ledger", null),
        ("/refer", null),
        ("/staff/notices", Role.Publisher),
        ("/staff/notices/write", Role.Publisher),
        ("/staff/referrals", Role.AdviserOrganisation),
        ("/staff/advisers", Role.Administrator),
        ("/staff/advisers/new", Role.Administrator),
        ("/cookies", null),
        ("/cookies?lang=ar", null),
        ("/accessibility", null),
        ("/accessibility?lang=ar", null),
        ("/privacy", null),
        ("/privacy?lang=ar", null),
        ("/no/such/page", null),
        ("/no/such/page?lang=ar", null),
        ("/staff/sign-in", null),
        ("/staff/sign-in/code", null),
        ("/staff/welcome", null),
        ("/staff/sign-out", null),
        ("/staff", Role.Administrator),
        ("/staff", Role.Publisher),
        ("/staff/sessions", Role.Steward),
        ("/staff/security", Role.Steward),
        ("/staff/security/password", Role.Steward),
        ("/staff/security/authenticator", Role.Steward),
        ("/staff/security/recovery", Role.Steward),
        ("/staff/security/passkeys", Role.Steward),
        ("/staff/sign-in/again", Role.Steward),
        ("/staff/accounts", Role.Administrator),
        ("/staff/accounts", Role.Publisher), // who may not
        ("/staff/accounts/new", Role.Administrator),
        ("/staff/reviews", Role.Reviewer),
        ("/staff/merged", Role.Steward),
        ("/staff/cases", Role.Caseworker),
        ("/staff/cases/new", Role.Caseworker),
        ("/staff/agreements", Role.AgreementOfficer),
        ("/staff/propose-agreement", Role.AgreementOfficer),
        ("/staff/pauses", Role.Inspector),
        ("/staff/pauses/make", Role.AgreementOfficer),
        ("/staff/partners", Role.Administrator),
        ("/staff/partners/add", Role.AgreementOfficer),
    ];
}
