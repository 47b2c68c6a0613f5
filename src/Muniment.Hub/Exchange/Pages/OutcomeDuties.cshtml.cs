using System.Globalization;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Outcomes;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>/staff/outcomes: how partners keep their duty to say what came of disclosures. Exact, so for the staff alone; the public reads rounded months.</summary>
[RequireRole(Role.AgreementOfficer, Role.Inspector)]
sealed class OutcomeDutiesModel(Database database, RuleBook book, PageWords words, TimeProvider clock) : ExchangePage(clock)
{
    /// <summary>The one with most that is overdue first.</summary>
    public IReadOnlyList<(Agreement Agreement, OutcomeDuty Duty)> Duties { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        var duties = await database.ReadAsync(session => OutcomeReturns.DutiesAsync(session, rules, Moment), HttpContext.RequestAborted);
        Duties = [.. duties.Select(duty => (rules.Find(duty.Agreement, Moment)!, duty)).OrderByDescending(one => one.duty.Overdue).ThenBy(one => one.duty.Agreement, StringComparer.Ordinal)];
    }

    /// <summary>A share as a percentage.</summary>
    public string Share(long part, long whole) => whole == 0 ? words["duties.nothing"] : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0}%");
}
