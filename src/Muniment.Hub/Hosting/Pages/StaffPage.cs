using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Muniment.Hub.Hosting.Pages;

/// <summary>What pages have in common on which somebody of the staff acts: what is wrong stands in the page's summary, beside what was typed.</summary>
abstract class StaffPage : PageModel
{
    /// <summary>The longest reason or text of a form, in letters.</summary>
    protected const int LongestText = 2000;

    /// <summary>What was just done, as the address before said: the end of a key of words, or null.</summary>
    public string? Done(string prefix) => Request.Query["done"].ToString() is { Length: > 0 } done && Words.WordList.Embedded.Find(Words.Language.English, $"{prefix}.done.{done}") is not null ? $"{prefix}.done.{done}" : null;

    /// <summary>A text somebody must have typed; where they have not, the page says so.</summary>
    /// <param name="field">The property.</param>
    /// <param name="value">What was typed.</param>
    /// <param name="missing">What the page says.</param>
    protected string Needed(string field, string? value, string missing)
    {
        var text = (value ?? "").ReplaceLineEndings("\n").Trim();
        if (text.Length is 0 or > LongestText)
            ModelState.AddModelError(field, missing);
        return text;
    }

    /// <summary>Acts, where nothing is wrong with the form.</summary>
    /// <returns>True: it was done. False: the page says why not.</returns>
    /// <exception cref="ProblemException">What it is about is not there.</exception>
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
            ModelState.AddModelError("", problem.Message);
            return false;
        }
    }
}
