using System.Text.RegularExpressions;

namespace Muniment.Hub.Hosting.Words;

/// <summary>Words that are never written about people here: nobody is illegal. Tests read every string, page and document; a notice that holds one is not posted.</summary>
/// <remarks>Pure; safe on any thread. Titles of statutes, which are quoted as they are, pass: "Illegal Migration Act 2023".</remarks>
public static partial class RefusedWords
{
    /// <summary>The first refused phrase of a text, as it is written there; null where there is none.</summary>
    /// <param name="text">Any text, in any case.</param>
    public static string? Find(string text)
    {
        foreach (Match match in Refused().Matches(text))
        {
            if (!Statute().IsMatch(text, match.Index))
                return match.Value;
        }
        return null;
    }

    // About people: the noun, or the adjective before a word for a person or for their moving.
    [GeneratedRegex(@"\b(?:illegals\b|illegal(?:ly)?[\s\-]+(?:im)?migra\w*|illegal(?:ly)?[\s\-]+(?:present[\s\-]+)?(?:alien|entrant|entry|overstayer|resident|refugee|asylum|arrival|stayer|worker|working|people|person|men|women|child|children|foreigner|national|migrant|boat)\w*|bogus[\s\-]+(?:asylum|refugee|claimant)\w*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refused();

    // Short titles only, as they are cited: capital letters, "Act" and its year.
    [GeneratedRegex(@"\G(?:Illegal Migration Act 2023|Illegal Working Orders|Illegal Immigration Act \d{4})", RegexOptions.CultureInvariant)]
    private static partial Regex Statute();
}
