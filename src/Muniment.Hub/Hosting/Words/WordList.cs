using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Muniment.Hub.Hosting.Words;

/// <summary>Every string that people read, by key and language. Each feature keeps its own in Feature/Words/en.json, ar.json, …</summary>
/// <remarks>
/// A file holds "checkedBy" (who checked the translation; null: nobody yet, so it is a draft) and "words" (key to text, {0} for values).
/// A key begins with its feature's name. Read once; immutable; safe on any thread.
/// </remarks>
public sealed class WordList
{
    readonly FrozenDictionary<(string Language, string Key), Word> _words;

    WordList(FrozenDictionary<(string, string), Word> words) => _words = words;

    /// <summary>The words embedded in the hub.</summary>
    /// <exception cref="InvalidOperationException">A key stands in two files of one language.</exception>
    public static WordList Embedded { get; } = Read();

    /// <summary>All keys of a language, in order.</summary>
    public IEnumerable<string> Keys(Language language) => _words.Keys.Where(key => key.Language == language.Code).Select(key => key.Key).Order(StringComparer.Ordinal);

    /// <summary>A word in a language; null where it has not been translated.</summary>
    public Word? Find(Language language, string key) => _words.TryGetValue((language.Code, key), out var word) ? word : null;

    /// <summary>The text in a language, or in English where it has not been translated, or the key itself where nobody has written it.</summary>
    public string Text(Language language, string key) => (Find(language, key) ?? Find(Language.English, key))?.Text ?? key;

    static WordList Read()
    {
        var words = new Dictionary<(string, string), Word>();
        var assembly = typeof(WordList).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("words/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var file = JsonSerializer.Deserialize<WordFile>(stream, JsonSerializerOptions.Web)!;
            var language = Path.GetFileNameWithoutExtension(resource);
            foreach (var (key, text) in file.Words)
            {
                if (!words.TryAdd((language, key), new Word(text, IsDraft: language != Language.English.Code && file.CheckedBy is null)))
                    throw new InvalidOperationException($"'{key}' stands twice among the words of '{language}' ({resource}).");
            }
        }
        return new WordList(words.ToFrozenDictionary());
    }

    sealed record WordFile([property: JsonRequired] Dictionary<string, string> Words, string? CheckedBy);
}

/// <summary>A text in one language.</summary>
/// <param name="Text">The text; {0}, {1} stand for values.</param>
/// <param name="IsDraft">True: a translation nobody has checked. Pages say so; letters never use it.</param>
public readonly record struct Word(string Text, bool IsDraft);
