using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Tools;
using Muniment.Hub.Tools.Equality;
using NodaTime;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>/staff/calendar: every day by which somebody must have answered for something: reviews, assessments, alarms.</summary>
[RequireRole(Role.AgreementOfficer, Role.Inspector)]
sealed class ReviewCalendarModel(RuleBook book, ToolRegister tools, EqualityAlarms alarms, PageWords words, TimeProvider clock) : ExchangePage(clock)
{
    /// <summary>What is overdue, then a group for each month, in order.</summary>
    public IReadOnlyList<(string Heading, IReadOnlyList<DueDate> Dates)> Groups { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        var dates = new List<DueDate>();
        foreach (var agreement in rules.Agreements.Keys.Select(id => rules.Find(id, Moment)!).Where(one => StateOf(one, rules.Pauses) != AgreementState.Ended))
            dates.AddRange(Of(agreement));
        dates.AddRange(rules.Pauses.Where(pause => !pause.HasEndedAt(Moment)).Select(pause => new DueDate(pause.ReviewDate, "pause", pause.Id, $"/staff/pauses#pause-{pause.Id}", pause.Owner)));
        foreach (var tool in await tools.ListAsync())
        {
            dates.Add(new DueDate(tool.EqualityAssessment.Expiry, "equality", tool.Name, $"/register/tools/{tool.Id}", tool.Owner));
            dates.Add(new DueDate(tool.Dpia.Expiry, "dpia", tool.Name, $"/register/tools/{tool.Id}", tool.Owner));
            dates.Add(new DueDate(tool.CasesReview.Expiry, "cases", tool.Name, $"/register/tools/{tool.Id}", tool.Owner));
        }
        dates.AddRange((await alarms.ListAsync()).Where(alarm => alarm.AnsweredAt is null).Select(alarm => new DueDate(alarm.DueOn, "alarm", alarm.Subject, $"/staff/tools/alarms/{alarm.Id}", alarm.Owner)));
        Groups =
        [
            .. dates.OrderBy(one => one.Date).ThenBy(one => one.Name, StringComparer.Ordinal).GroupBy(one => one.Date < Moment.Date ? default(YearMonth?) : one.Date.ToYearMonth())
                .Select(group => (group.Key is { } month ? words.Month(month) : words["calendar.overdue"], (IReadOnlyList<DueDate>)[.. group])),
        ];
    }

    static IEnumerable<DueDate> Of(Agreement agreement)
    {
        var address = $"/staff/agreements/{agreement.Id}";
        yield return new DueDate(agreement.ReviewDate, "agreement", agreement.Name, address, agreement.Contact);
        if (agreement.Dpia is { } dpia)
            yield return new DueDate(dpia.Expiry, "dpia", agreement.Name, address, agreement.Contact);
        if (agreement.EqualityAssessment is { } equality)
            yield return new DueDate(equality.Expiry, "equality", agreement.Name, address, agreement.Contact);
        if (agreement.EndDate is { } end)
            yield return new DueDate(end, "end", agreement.Name, address, agreement.Contact);
    }

    /// <summary>A day by which something must have happened.</summary>
    /// <param name="Date">The last day for it.</param>
    /// <param name="What">End of the key of words "calendar.what.".</param>
    /// <param name="Name">What it is about.</param>
    /// <param name="Address">Where it is done or read.</param>
    /// <param name="Owner">Who answers for it.</param>
    internal sealed record DueDate(LocalDate Date, string What, string Name, string Address, string Owner);
}
