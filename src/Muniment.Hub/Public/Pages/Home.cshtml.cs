using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Public.Figures;
using Muniment.Hub.Public.Notices;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Public.Pages;

/// <summary>/: what is held, what is shared with whom, and what is paused.</summary>
[AllowPublic, CachedForAll]
sealed class HomeModel(RuleBook book, SourceRegister register, Snapshots snapshots, NoticeStore notices, MonthFigures figures, HubOptions options) : PageModel
{
    const int LatestNotices = 3;

    public IReadOnlyList<RegisteredSource> Sources { get; private set; } = [];

    /// <summary>Records held in the sources in use, those of made-up people in a sandbox left out.</summary>
    public long Records { get; private set; }

    /// <summary>People those records were linked into; null: nothing was linked and published yet.</summary>
    public long? People { get; private set; }

    public IReadOnlyList<ListedAgreement> Agreements { get; private set; } = [];

    /// <summary>The last month that has ended in which something happened, and its sums; null: there is none yet.</summary>
    public MonthOfFigures? LastMonth { get; private set; }

    public IReadOnlyList<Pause> Pauses { get; private set; } = [];

    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    public Moment Moment { get; } = Moment.Now(options.Clock);

    public async Task OnGetAsync()
    {
        var now = options.Clock.GetUtcNow();
        Sources = [.. (await register.ListAsync(HttpContext.RequestAborted)).Where(source => source.StateAt(now) is SourceState.InUse or SourceState.Stopped && !source.Entry.IsSandbox)];
        Records = Sources.Sum(source => source.Records);
        var published = (await snapshots.ListAsync()).Where(snapshot => snapshot.IsPublished && snapshot.Partition != SnapshotPartition.Sandbox).ToList();
        People = published.Count == 0 ? null : published.Sum(snapshot => snapshot.Persons);
        var rules = await book.ReadAsync(HttpContext.RequestAborted);
        Agreements = [.. ListedAgreement.All(rules, Moment).Where(one => !one.Agreement.IsSandbox && one.State != Exchange.Agreements.AgreementState.Ended)];
        Pauses = StandingPauses(rules.Pauses, Moment);
        if (await figures.MonthsAsync(HttpContext.RequestAborted) is [.., var month])
            LastMonth = (await figures.ReadAsync(new StatisticsQuery(month, month, StatisticsGrouping.Agreement), HttpContext.RequestAborted)).Months[^1];
        Notices = await notices.ListAsync(most: LatestNotices);
    }

    /// <summary>Pauses that go on, those whose review is most overdue first.</summary>
    internal static IReadOnlyList<Pause> StandingPauses(ImmutableArray<Pause> pauses, Moment moment) =>
        [.. pauses.Where(pause => !pause.HasEndedAt(moment)).OrderBy(pause => pause.ReviewDate).ThenBy(pause => pause.Id, StringComparer.Ordinal)];
}
