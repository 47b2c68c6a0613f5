using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Public.Notices;
using NodaTime;

namespace Muniment.Hub.Public.Pages;

/// <summary>/notices: what was posted, all of it, of a month or of a category.</summary>
abstract class NoticesModel(NoticeStore store, PageWords words) : PageModel
{
    const int OnAPage = 20;

    public string Heading { get; protected set; } = "";

    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    public IReadOnlyList<(string Month, long Notices)> Months { get; private set; } = [];

    public IReadOnlyList<(string Category, long Notices)> Categories { get; private set; } = [];

    /// <summary>The page that is shown, from 1.</summary>
    public int PageNumber { get; private set; } = 1;

    public int Pages { get; private set; }

    public bool IsArchive { get; private set; }

    protected PageWords Words => words;

    /// <summary>Fills the page; false: there is nothing of that month or category.</summary>
    protected async Task<bool> ReadAsync(string? month, string? category)
    {
        var count = await store.CountAsync(month, category);
        Pages = (int)Math.Max(1, (count + OnAPage - 1) / OnAPage);
        IsArchive = month is not null || category is not null;
        var asked = Request.Query["page"].ToString(); // Not bound: "page" is Razor Pages' own word for which page answers.
        if (asked.Length > 0)
        {
            if (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var page) || page < 1 || page > Pages)
                return false;
            PageNumber = page;
        }
        Notices = await store.ListAsync(month, category, OnAPage, (PageNumber - 1) * OnAPage);
        (Months, Categories) = (await store.MonthsAsync(), await store.CategoriesAsync());
        return count > 0 || !IsArchive;
    }

    /// <summary>A month as its address.</summary>
    public static string AddressOf(string month) => $"/notices/{month.Replace('-', '/')}";

    /// <summary>A month in words.</summary>
    public string NameOf(string month) => words.Month(new YearMonth(int.Parse(month[..4], CultureInfo.InvariantCulture), int.Parse(month[5..], CultureInfo.InvariantCulture)));

    /// <summary>A category in words: school-census is School census.</summary>
    public static string CategoryName(string category) => char.ToUpperInvariant(category[0]) + category[1..].Replace('-', ' ');
}

/// <summary>/notices.</summary>
[AllowPublic, CachedForAll("page")]
sealed class AllNoticesModel(NoticeStore store, PageWords words) : NoticesModel(store, words)
{
    public async Task<IActionResult> OnGetAsync()
    {
        Heading = Words["public.notices.title"];
        return await ReadAsync(null, null) ? Page() : NotFound();
    }
}

/// <summary>/notices/{year}/{month}.</summary>
[AllowPublic, CachedForAll("page")]
sealed class NoticesOfMonthModel(NoticeStore store, PageWords words) : NoticesModel(store, words)
{
    public async Task<IActionResult> OnGetAsync(int year, int month)
    {
        if (year is < 1900 or > 9999 || month is < 1 or > 12)
            return NotFound();
        var text = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}");
        Heading = Words["public.notices.of-month", NameOf(text)];
        return await ReadAsync(text, null) ? Page() : NotFound();
    }
}

/// <summary>/notices/category/{name}.</summary>
[AllowPublic, CachedForAll("page")]
sealed class NoticesOfCategoryModel(NoticeStore store, PageWords words) : NoticesModel(store, words)
{
    public async Task<IActionResult> OnGetAsync(string name)
    {
        if (!NoticeCheck.IsCategory(name))
            return NotFound();
        Heading = Words["public.notices.of-category", CategoryName(name)];
        return await ReadAsync(null, name) ? Page() : NotFound();
    }
}
