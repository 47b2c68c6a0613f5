using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Public;
using Muniment.Hub.Tools.Equality;
using NodaTime;

namespace Muniment.Hub.Tools.Pages;

/// <summary>/equality: what happened to the people of each group, and the alarms.</summary>
[AllowPublic, CachedForAll]
sealed class EqualityTablesModel(EqualityFigures figures, EqualityAlarms alarms, HubOptions options) : PageModel
{
    public IReadOnlyList<EqualitySubject> Subjects { get; private set; } = [];

    public IReadOnlyList<EqualityAlarm> Alarms { get; private set; } = [];

    /// <summary>How often records are linked wrongly, by group, where that was measured; empty: it was not.</summary>
    public IReadOnlyList<LinkageErrorOfGroup> Linkage { get; private set; } = [];

    public LocalDate Today { get; } = Moment.Now(options.Clock).Date;

    /// <summary>A share as a percentage with two decimal places.</summary>
    public static string Share(double? share) => share is { } known ? known.ToString("0.00%", CultureInfo.InvariantCulture) : "–";

    /// <summary>What the ratio of flagged was in the 12 months before the last, and in the last.</summary>
    public (RateRatio? Before, RateRatio? Last) Trend(EqualitySubject subject, string characteristic, string group)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return (Ratio(Month(24), Month(13)), Ratio(Month(12), null));

        RateRatio? Ratio(string from, string? to)
        {
            var groups = EqualitySubject.Published(subject.Groups(characteristic, from, to));
            return groups.Any(one => one.Group == group) ? EqualitySubject.Ratio(groups, group, "flagged", RateRatio.Z95) : null;
        }

        string Month(int ago) => Disclosures.LedgerEntries.MonthOf(Today.PlusMonths(-ago));
    }

    public static string Number(double value, int digits) => value.ToString(digits == 1 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    public async Task OnGetAsync()
    {
        Subjects = await figures.ReadAsync(HttpContext.RequestAborted);
        Linkage = LinkageEvaluation.Read(options);
        Alarms = await alarms.ListAsync();
    }
}
