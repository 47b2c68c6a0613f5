using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Rights.Proof;
using Muniment.Hub.Rights.Records;

namespace Muniment.Hub.Rights.Pages;

/// <summary>What a person's pages have in common: whose records they are is read anew for each request, never from an address.</summary>
abstract class PersonPage(Database database, OwnRecords records, TimeProvider clock, PageWords words) : PageModel
{
    /// <summary>The longest text of a form, in letters.</summary>
    protected const int LongestText = Cases.RightsCases.LongestText;

    /// <summary>Whose records, and who looks.</summary>
    public Self Self { get; private set; } = null!;

    /// <summary>Who it is that somebody acts for; null: she is here herself.</summary>
    public string? Behalf { get; private set; }

    protected PageWords Words => words;

    protected Database Database => database;

    protected OwnRecords Own => records;

    protected DateTimeOffset Now => clock.GetUtcNow();

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var found = await database.ReadAsync(async session => await Self.FindAsync(session, HttpContext.Actor(), clock.GetUtcNow()) is { } self
            ? (self, self.Authority is null ? null : await records.NameAsync(session, self.Person) ?? words["me.somebody"]) : ((Self, string?)?)null, HttpContext.RequestAborted);
        if (found is null)
        {
            context.Result = new RedirectResult("/me/not-yet");
            return;
        }
        (Self, Behalf) = found.Value;
        await next();
    }

    /// <summary>A field's name as people call it.</summary>
    public string FieldName(string field) => FieldWords.Of(words, field);

    /// <summary>A text somebody must have typed; where they have not, the page says so.</summary>
    protected string Needed(string field, string? value, string missing)
    {
        var text = (value ?? "").ReplaceLineEndings("\n").Trim();
        if (text.Length is 0 or > LongestText)
            ModelState.AddModelError(field, missing);
        return text;
    }

    /// <summary>Acts, where nothing is wrong with the form; else, or where it cannot be done, the page says why.</summary>
    protected async Task<bool> ActAsync(Func<Task> act)
    {
        if (!ModelState.IsValid)
            return false;
        try
        {
            await act();
            return true;
        }
        catch (ProblemException problem) when (problem.Status is >= 400 and < 500 and not StatusCodes.Status404NotFound)
        {
            var key = $"me.problem.{problem.Code}";
            ModelState.AddModelError("", WordList.Embedded.Find(Language.English, key) is null ? problem.Message : words[key]);
            return false;
        }
    }
}

/// <summary>Names of fields in words.</summary>
static class FieldWords
{
    /// <summary>What people call a field; a field without a word is called as its source calls it.</summary>
    public static string Of(PageWords words, string field) => WordList.Embedded.Find(Language.English, $"me.field.{field}") is null ? field.Replace('_', ' ') : words[$"me.field.{field}"];
}
