using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Hosting.Words;

/// <summary>The words of one answer, in its reader's language: @T["cookies.title"] in every page.</summary>
/// <remarks>One for each request; not safe on several threads.</remarks>
public sealed class PageWords
{
    static readonly DateTimeZone s_london = DateTimeZoneProviders.Tzdb["Europe/London"];

    readonly WordList _list = WordList.Embedded;

    /// <summary>The words of a request.</summary>
    /// <param name="context">Its request; in English where the address is not one of every language.</param>
    public PageWords(IHttpContextAccessor context) => Language = context.HttpContext is { } http ? LanguageOfRequest.Of(http) : Language.English;

    /// <summary>The words of one language, as for a letter.</summary>
    public PageWords(Language language) => Language = language;

    /// <summary>The language they are in.</summary>
    public Language Language { get; }

    /// <summary>True once a word has been used that is a translation nobody has checked.</summary>
    public bool HasDrafts { get; private set; }

    /// <summary>The text of a key; English where it has not been translated.</summary>
    public string this[string key] => Text(key);

    /// <summary>The text of a key with values in it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="values">For {0}, {1}, …; a number is written with its thousands apart.</param>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.InvariantCulture, Text(key), Array.ConvertAll(values, Written));

    /// <summary>A text that depends on a number: "people.one" (1 person), "people.other" ({0} people), and in Arabic also .zero, .two, .few and .many.</summary>
    /// <param name="key">The key without the form.</param>
    /// <param name="count">The number, 0 or more.</param>
    public string Count(string key, long count)
    {
        var form = $"{key}.{Plural(count)}";
        return this[_list.Find(Language, form) is not null || _list.Find(Language.English, form) is not null ? form : $"{key}.other", count];
    }

    /// <summary>A number with its thousands apart: 1,234,567.</summary>
#pragma warning disable CA1822 // A language of ours to come may write numbers otherwise.
    public string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
#pragma warning restore CA1822

    /// <summary>A date in words: 3 July 2018.</summary>
    public string Date(LocalDate date) => $"{date.Day} {Text($"month.{date.Month}")} {date.Year}";

    /// <summary>The date in London of an instant, in words.</summary>
    public string Date(DateTimeOffset instant) => Date(InLondon(instant).Date);

    /// <summary>Date and time in London: 3 July 2018, 14:05.</summary>
    public string Time(DateTimeOffset instant)
    {
        var local = InLondon(instant);
        return $"{Date(local.Date)}, {local.Hour:00}:{local.Minute:00}";
    }

    /// <summary>Date and time in London of a stored time.</summary>
    /// <param name="microseconds">Since 1970 in UTC.</param>
    public string Time(long microseconds) => Time(microseconds.ToInstant());

    /// <summary>A month in words: July 2018.</summary>
    public string Month(YearMonth month) => $"{Text($"month.{month.Month}")} {month.Year}";

    static LocalDateTime InLondon(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(s_london).LocalDateTime;

    string Text(string key)
    {
        if (_list.Find(Language, key) is not { } word)
            return _list.Text(Language.English, key);
        HasDrafts |= word.IsDraft;
        return word.Text;
    }

    object? Written(object? value) => value switch
    {
        int whole => Number(whole),
        long whole => Number(whole),
        LocalDate date => Date(date),
        DateTimeOffset instant => Time(instant),
        _ => value,
    };

    // Unicode CLDR, language plural rules, cardinals of "en" and "ar".
    string Plural(long count) => Language.Code == "ar"
        ? count switch
        {
            0 => "zero",
            1 => "one",
            2 => "two",
            _ => (count % 100) switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => "other" },
        }
        : count == 1 ? "one" : "other";
}
