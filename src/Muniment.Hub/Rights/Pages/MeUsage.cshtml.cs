using Microsoft.AspNetCore.Mvc;
using Muniment.Hub.Disclosures.Recalls;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Rights.Records;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/me/usage: who looked at a person's data and who received it, under which agreement, with a receipt of each.</summary>
[RequireRole(Role.Person)]
sealed class MeUsageModel(Database database, OwnRecords records, UsageBook usage, TimeProvider clock, PageWords words) : PersonPage(database, records, clock, words)
{
    const int OnAPage = 25;

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    /// <summary>True: looks of her own are shown too.</summary>
    [FromQuery(Name = "own")]
    public bool ShowsOwn { get; set; }

    public UsagePage Found { get; private set; } = null!;

    public int PageCount => Math.Max(1, (Found.TotalUsages + OnAPage - 1) / OnAPage);

    /// <summary>Who was told that something they had received was wrong.</summary>
    public IReadOnlyList<Recipient> Recipients { get; private set; } = [];

    public async Task OnGetAsync()
    {
        PageNumber = Math.Clamp(PageNumber, 1, 10_000);
        Found = await usage.ReadAsync(Self.Person, new UsageQuery(null, null, (PageNumber - 1) * OnAPage, OnAPage, WithoutOwn: !ShowsOwn), Self.AccountId, HttpContext.RequestAborted);
        if (!Found.MayBeSeveral)
            Recipients = await Database.ReadAsync(session => RecallBook.RecipientsToTellAsync(session, Self.Person, Now), HttpContext.RequestAborted);
    }

    public string FieldNames(IEnumerable<string> fields) => string.Join(Words["me.and"], fields.Select(FieldName));
}
