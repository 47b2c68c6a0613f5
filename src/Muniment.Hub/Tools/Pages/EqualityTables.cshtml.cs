using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Tools.Equality;
using NodaTime;

namespace Muniment.Hub.Tools.Pages;

/// <summary>/equality: what happened to the people of each group, and the alarms.</summary>
[AllowPublic]
sealed class EqualityTablesModel(EqualityFigures figures, EqualityAlarms alarms, HubOptions options) : PageModel
{
    public IReadOnlyList<EqualitySubject> Subjects { get; private set; } = [];

    public IReadOnlyList<EqualityAlarm> Alarms { get; private set; } = [];

    public LocalDate Today { get; } = Moment.Now(options.Clock).Date;

    public static string Number(double value, int digits) => value.ToString(digits == 1 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    public async Task OnGetAsync()
    {
        Subjects = await figures.ReadAsync(HttpContext.RequestAborted);
        Alarms = await alarms.ListAsync();
    }
}
