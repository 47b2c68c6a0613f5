using System.Globalization;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Public.Notices;

/// <summary>One thing that is wrong with what was written.</summary>
/// <param name="Field">Title, Summary, Body, Categories or Note.</param>
/// <param name="Word">The key of the sentence that says so.</param>
/// <param name="Value">What stands there that may not; null: nothing in particular.</param>
public sealed record NoticeFault(string Field, string Word, string? Value = null);

/// <summary>Says what must be mended before a notice is kept or posted.</summary>
public static class NoticeCheck
{
    /// <summary>Letters in a title at most.</summary>
    public const int LongestTitle = 120;

    /// <summary>Letters in a summary at most.</summary>
    public const int LongestSummary = 400;

    /// <summary>Letters in a text at most.</summary>
    public const int LongestBody = 50_000;

    const int MostCategories = 5;
    const int LongestCategory = 40;

    /// <summary>Everything that is wrong; empty: it may be posted.</summary>
    public static IReadOnlyList<NoticeFault> Faults(NoticeText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new List<NoticeFault>();
        Add(faults, "Title", text.Title, LongestTitle, lines: false);
        Add(faults, "Summary", text.Summary, LongestSummary, lines: false);
        Add(faults, "Body", text.Body, LongestBody, lines: true);
        if (text.Categories.Count is 0 or > MostCategories || text.Categories.Any(category => !IsCategory(category)))
            faults.Add(new NoticeFault("Categories", "public.notice.fault.categories"));
        else if (text.Categories.Select(RefusedInCategory).FirstOrDefault(word => word is not null) is { } refused)
            faults.Add(new NoticeFault("Categories", "public.notice.fault.refused", refused));
        if (faults.TrueForAll(fault => fault.Field != "Body") && NoticeMarkdown.RefusedLinks(text.Body) is [var link, ..])
            faults.Add(new NoticeFault("Body", "public.notice.fault.link", link));
        return faults;
    }

    /// <summary>What is wrong with the note of a correction or a withdrawal; null: nothing.</summary>
    public static NoticeFault? OfNote(string note)
    {
        var faults = new List<NoticeFault>();
        Add(faults, "Note", note, LongestSummary, lines: false);
        return faults.FirstOrDefault();
    }

    /// <summary>Categories as they are typed: "Agreements, School census" is agreements and school-census.</summary>
    public static IReadOnlyList<string> ReadCategories(string? typed) =>
        [.. (typed ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Slug).Where(category => category.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>A title as part of an address; empty where no letter of it can stand there.</summary>
    public static string Slug(string title)
    {
        var letters = new List<char>();
        foreach (var letter in title.ToLower(CultureInfo.InvariantCulture))
        {
            if (char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
                letters.Add(letter);
            else if (letters.Count > 0 && letters[^1] != '-' && letter is not '\'' and not '’')
                letters.Add('-');
        }
        return new string([.. letters.Take(80)]).Trim('-');
    }

    /// <summary>Whether it is a category: at most 40 small letters, digits and hyphens.</summary>
    public static bool IsCategory(string category) => category.Length is > 0 and <= LongestCategory && Slug(category) == category;

    static string? RefusedInCategory(string category) => RefusedWords.Find(category.Replace('-', ' '));

    static void Add(List<NoticeFault> faults, string field, string text, int longest, bool lines)
    {
        if (string.IsNullOrWhiteSpace(text))
            faults.Add(new NoticeFault(field, $"public.notice.fault.{field.ToLowerInvariant()}"));
        else if (text.Length > longest)
            faults.Add(new NoticeFault(field, "public.notice.fault.long", longest.ToString("N0", CultureInfo.InvariantCulture)));
        else if (text.Any(letter => IsHidden(letter) && !(lines && letter is '\n' or '\r' or '\t')) || !IsWhole(text))
            faults.Add(new NoticeFault(field, "public.notice.fault.hidden"));
        else if (RefusedWords.Find(text) is { } refused)
            faults.Add(new NoticeFault(field, "public.notice.fault.refused", refused));
    }

    // Control characters, and those that turn the direction of what follows so that it reads otherwise than it is written.
    static bool IsHidden(char letter) => char.IsControl(letter) || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFFFE' or '\uFFFF';

    // No half of a surrogate pair: XML cannot hold one.
    static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
                return false;
        }
        return true;
    }
}
