namespace Muniment.Hub.Hosting.Words;

/// <summary>A language that pages and letters are written in.</summary>
/// <param name="Code">Its tag (BCP 47), such as "ar".</param>
/// <param name="Name">What its speakers call it.</param>
/// <param name="Direction">"ltr" or "rtl", as HTML's dir.</param>
public sealed record Language(string Code, string Name, string Direction)
{
    /// <summary>English, which every word exists in.</summary>
    public static Language English { get; } = new("en", "English", "ltr");

    /// <summary>Arabic.</summary>
    public static Language Arabic { get; } = new("ar", "العربية", "rtl");

    /// <summary>All of them, English first.</summary>
    public static IReadOnlyList<Language> All { get; } = [English, Arabic];

    /// <summary>The language of a tag; null where pages are not written in it.</summary>
    public static Language? Of(string? code) => All.FirstOrDefault(language => language.Code == code);
}
