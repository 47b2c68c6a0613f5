using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Tools.Rules;

/// <summary>One mapping while it is read: each name is asked for, and what nobody asked for is refused with its line and column.</summary>
sealed class StrictYaml
{
    readonly YamlValue _value;
    readonly HashSet<string> _read = new(StringComparer.Ordinal);

    StrictYaml(YamlValue value) => _value = value;

    /// <summary>Reads a mapping.</summary>
    public static T Read<T>(YamlValue value, Func<StrictYaml, T> read)
    {
        if (value.Kind != YamlKind.Mapping)
            throw value.Wrong("names with values were expected here.");
        var yaml = new StrictYaml(value);
        var result = read(yaml);
        foreach (var (name, _) in value.Members)
        {
            if (!yaml._read.Contains(name.Text))
                throw name.Wrong($"'{Shorten(name.Text)}' is not a name of this format. Remove it, or look for a slip.");
        }
        return result;
    }

    /// <summary>A value; null where the name is absent.</summary>
    public YamlValue? Find(string name)
    {
        _read.Add(name);
        foreach (var (known, value) in _value.Members)
        {
            if (known.Text == name)
                return value;
        }
        return null;
    }

    /// <summary>A value that must be there.</summary>
    public YamlValue Get(string name) => Find(name) ?? throw _value.Wrong($"'{name}' is missing here.");

    public string Text(string name, int longest = 2000) => TextOf(Get(name), longest);

    public string? TextOrNull(string name, int longest = 2000) => Find(name) is { } value ? TextOf(value, longest) : null;

    public string Id(string name) => IdOf(Get(name));

    public bool Flag(string name) => Find(name) is { } value && (TextOf(value, 5) switch { "yes" => true, "no" => false, _ => throw value.Wrong($"'{Shorten(value.Text)}' stands here, and yes or no was expected.") });

    public long Whole(string name, long least, long most) => WholeOf(Get(name), least, most);

    public long? WholeOrNull(string name, long least, long most) => Find(name) is { } value ? WholeOf(value, least, most) : null;

    public LocalDate Date(string name) => DateOf(Get(name));

    public T Word<T>(string name, params ReadOnlySpan<(string Word, T Value)> words)
    {
        var value = Get(name);
        var text = TextOf(value, 100);
        foreach (var (word, known) in words)
        {
            if (word == text)
                return known;
        }
        var all = new List<string>();
        foreach (var (word, _) in words)
            all.Add(word);
        throw value.Wrong($"'{Shorten(text)}' stands here, and one of {string.Join(", ", all)} was expected.");
    }

    public ImmutableArray<YamlValue> List(string name) => ListOf(Get(name));

    public ImmutableArray<YamlValue> ListOrEmpty(string name) => Find(name) is { } value ? ListOf(value) : [];

    public static ImmutableArray<YamlValue> ListOf(YamlValue value) => value.Kind == YamlKind.List ? value.Items : throw value.Wrong("a list was expected here.");

    public static string TextOf(YamlValue value, int longest = 2000)
    {
        if (value.Kind != YamlKind.Text)
            throw value.Wrong("a text was expected here.");
        var text = value.Text.Trim();
        return text.Length == 0 ? throw value.Wrong("an empty text stands here.")
            : text.Length > longest ? throw value.Wrong($"the text has {text.Length} characters, and at most {longest} are read.") : text;
    }

    public static string IdOf(YamlValue value)
    {
        var text = TextOf(value, 64);
        return text[0] is >= 'a' and <= 'z' && text.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-') ? text
            : throw value.Wrong($"'{Shorten(text)}' stands here, and an id of small letters, digits, '_' and '-' was expected.");
    }

    public static long WholeOf(YamlValue value, long least, long most) =>
        long.TryParse(TextOf(value, 20), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw value.Wrong($"'{Shorten(value.Text)}' stands here, and a whole number from {least} to {most} was expected.");

    public static LocalDate DateOf(YamlValue value) => LocalDatePattern.Iso.Parse(TextOf(value, 10)) is { Success: true } date && date.Value.Year is >= 1800 and <= 2999
        ? date.Value : throw value.Wrong($"'{Shorten(value.Text)}' stands here, and a date such as 2026-03-31 was expected.");

    static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
