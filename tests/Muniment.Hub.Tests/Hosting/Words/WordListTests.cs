using System.Text.RegularExpressions;
using Muniment.Hub.Hosting.Words;
using NodaTime;

namespace Muniment.Hub.Tests.Hosting.Words;

public partial class WordListTests
{
    static readonly string s_hub = Path.Combine(Root(), "src", "Muniment.Hub");

    [Fact]
    public void EveryPage_KeysItNames_Exist()
    {
        var english = WordList.Embedded.Keys(Language.English).ToHashSet();
        var missing = Sources("*.cshtml", "*.cs").SelectMany(path => Key().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value).Where(key => !english.Contains(key)).Select(key => $"{Path.GetFileName(path)}: {key}"));

        Assert.Empty(missing);
    }

    [Fact]
    public void EveryPageInEveryLanguage_KeysItNames_AreTranslated()
    {
        var arabic = WordList.Embedded.Keys(Language.Arabic).ToHashSet();
        var missing = Sources("*.cshtml").Where(path => File.ReadAllText(path).Contains("[InEveryLanguage]", StringComparison.Ordinal))
            .SelectMany(path => Key().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value).Where(key => !arabic.Contains(key)).Select(key => $"{Path.GetFileName(path)}: {key}"));

        Assert.Empty(missing);
    }

    [Fact]
    public void EveryTranslation_Values_AreThoseOfTheEnglish()
    {
        foreach (var key in WordList.Embedded.Keys(Language.Arabic).Where(key => WordList.Embedded.Find(Language.English, key) is not null))
            Assert.Equal(Values(Language.English, key), Values(Language.Arabic, key));

        static IEnumerable<string> Values(Language language, string key) => Value().Matches(WordList.Embedded.Find(language, key)!.Value.Text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);
    }

    [Fact]
    public void EveryTranslation_OfAKeyThatIsNotEnglish_IsNone() =>
        Assert.Empty(WordList.Embedded.Keys(Language.Arabic).Where(key => !Plural().IsMatch(key)).Except(WordList.Embedded.Keys(Language.English)));

    [Fact]
    public void EveryStringPageAndDocument_HoldsNoRefusedWord()
    {
        var found = Sources("*.cshtml", "*.json", "*.cs").Concat(Directory.EnumerateFiles(Root(), "*.md", SearchOption.TopDirectoryOnly)).Concat(Directory.EnumerateFiles(Path.Combine(Root(), "docs"), "*.md", SearchOption.AllDirectories))
            .Where(path => Path.GetFileName(path) != "RefusedWords.cs")
            .Select(path => (path, word: RefusedWords.Find(File.ReadAllText(path)))).Where(one => one.word is not null).Select(one => $"{Path.GetFileName(one.path)}: {one.word}");

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("an illegal migrant", "illegal migrant")]
    [InlineData("Illegal  immigrants", "Illegal  immigrants")]
    [InlineData("illegal immigration", "illegal immigration")]
    [InlineData("the ILLEGALS", "ILLEGALS")]
    [InlineData("illegally present persons", "illegally present persons")]
    [InlineData("illegal\nentrant", "illegal\nentrant")]
    [InlineData("bogus asylum seekers", "bogus asylum")]
    [InlineData("under the Illegal Migration Act 2023", null)]
    [InlineData("Illegal Migration is", "Illegal Migration")]
    [InlineData("an undocumented person", null)]
    [InlineData("an illegal operation", null)]
    public void Find_Text_IsTheRefusedPhrase(string text, string? phrase) => Assert.Equal(phrase, RefusedWords.Find(text));

    [Fact]
    public void Date_InstantInSummer_IsTheDateInLondon() =>
        Assert.Equal("1 July 2018, 00:30", new PageWords(Language.English).Time(new DateTimeOffset(2018, 6, 30, 23, 30, 0, TimeSpan.Zero)));

    [Fact]
    public void Date_InArabic_UsesItsMonths() => Assert.Equal("3 يوليو 2018", new PageWords(Language.Arabic).Date(new LocalDate(2018, 7, 3)));

    static IEnumerable<string> Sources(params string[] patterns) => patterns.SelectMany(pattern => Directory.EnumerateFiles(s_hub, pattern, SearchOption.AllDirectories)).Where(path => !path.Contains("package", StringComparison.Ordinal));

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Muniment.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("""\b(?:T|[wW]ords)\["([a-z0-9.\-]+)"[\],]""")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"\.(?:zero|two|few|many)$")]
    private static partial Regex Plural();
}
