using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Pages.Components;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Sources;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Persons.Pages;

/// <summary>/staff/cases/{id}/people: looks a person up for a case that is open and assigned to the viewer. Nothing of her is ever in an address.</summary>
[RequireRole(Role.Caseworker)]
sealed class CasePeopleModel(Casework casework, Footprints footprints, PageWords words) : StaffPage
{
    static readonly string[] s_numbers = ["nhs_number", "nino", "passport_number", "licence_number", "document_number", "phone", "email", "postcode"];

    public CaseEntry Case { get; private set; } = null!;

    /// <summary>What a search found; null: nothing was asked.</summary>
    public FootprintSearch? Search { get; private set; }

    /// <summary>The person who was opened; null: none.</summary>
    public FootprintOfPerson? Person { get; private set; }

    [BindProperty]
    public string? Forename { get; set; }

    [BindProperty]
    public string? Surname { get; set; }

    [BindProperty]
    public DateParts BirthDate { get; set; } = new();

    [BindProperty]
    public string? NumberKind { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    public IReadOnlyList<(string Value, string Text)> NumberKinds => [.. s_numbers.Select(number => (number, words["people.field." + number]))];

    /// <summary>Her records by the day the source last recorded something, those without one last.</summary>
    public IReadOnlyList<(LocalDate? When, PersonRecord Record)> Timeline =>
        [.. Person!.Records.Select(record => (When: DayOf(record), record)).OrderBy(one => one.When is null).ThenBy(one => one.When).ThenBy(one => one.record.SourceId, StringComparer.Ordinal)];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        // A case of somebody else's is not there for this viewer: whether it exists is none of their business here.
        if (await casework.FindAsync(id) is not { } found || !found.IsOpenFor(HttpContext.Actor().AccountId))
            return NotFound();
        Case = found;
        return Page();
    }

    public async Task<IActionResult> OnPostSearchAsync(string id)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        var asked = Asked();
        await ActAsync(async () => Search = await footprints.SearchAsync(id, asked, HttpContext.Actor()));
        return page;
    }

    public async Task<IActionResult> OnPostOpenAsync(string id, string? alias)
    {
        if (await OnGetAsync(id) is not PageResult page)
            return NotFound();
        await ActAsync(async () => Person = await footprints.OpenAsync(id, alias ?? "", HttpContext.Actor()));
        return page;
    }

    Dictionary<string, string> Asked()
    {
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("forename", Forename);
        Add("surname", Surname);
        if (!BirthDate.IsEmpty)
        {
            if (BirthDate.TryRead(out var date))
                asked.Add(StandardFields.BirthDate, LocalDatePattern.Iso.Format(date));
            else
                ModelState.AddModelError(nameof(BirthDate), words["people.born.wrong"]);
        }
        if (s_numbers.Contains(NumberKind, StringComparer.Ordinal))
            Add(NumberKind!, Number);
        if (asked.Count == 0)
            ModelState.TryAddModelError(nameof(Forename), words["people.nothing"]);
        return asked;

        void Add(string field, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
                asked.Add(field, value.Trim());
        }
    }

    static LocalDate? DayOf(PersonRecord record) =>
        record.Fields.TryGetValue(StandardFields.RecordedOn, out var text) && LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } ? date : null;
}
