using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Exchange;

/// <summary>One JSON object while it is read: each property is asked for by name, and what nobody asked for is refused with its path.</summary>
sealed class StrictObject
{
    /// <summary>Longest document accepted, in bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>Longest list accepted.</summary>
    public const int MaximumItems = 500;

    static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    readonly JsonElement _element;
    readonly HashSet<string> _read = new(StringComparer.Ordinal);

    StrictObject(JsonElement element, string path) => (_element, Path) = (element, path);

    /// <summary>Where the object stands, such as $.matching.</summary>
    public string Path { get; }

    /// <summary>Reads a document whose root is an object.</summary>
    /// <exception cref="ExchangeFormatException">It is not JSON, too long, or not what the function expects.</exception>
    public static T ReadDocument<T>(ReadOnlyMemory<byte> utf8, Func<StrictObject, T> read)
    {
        using var document = Parse(utf8);
        return Read(document.RootElement, "$", read);
    }

    /// <summary>Reads a document whose root is a list of objects.</summary>
    /// <exception cref="ExchangeFormatException">It is not JSON, too long, or not what the function expects.</exception>
    public static ImmutableArray<T> ReadList<T>(ReadOnlyMemory<byte> utf8, Func<StrictObject, T> read)
    {
        using var document = Parse(utf8);
        return List(document.RootElement, "$", (item, path) => Read(item, path, read));
    }

    /// <summary>A text that must be there, of 1 to <paramref name="longest"/> characters.</summary>
    public string Text(string name, int longest = 2000) => TextOrNull(name, longest) ?? throw Absent(name, "a text");

    /// <summary>A text; null if the property is absent.</summary>
    public string? TextOrNull(string name, int longest = 2000) => Find(name) is { } value ? TextOf(value, PathOf(name), longest) : null;

    /// <summary>A text of a given shape that must be there.</summary>
    public string Shaped(string name, Func<string, bool> fits, string wanted) => ShapedOf(Find(name) ?? throw Absent(name, wanted), PathOf(name), fits, wanted);

    /// <summary>A list of texts of a given shape that must be there, no two alike.</summary>
    public ImmutableArray<string> ShapedList(string name, Func<string, bool> fits, string wanted) =>
        Distinct(List(Find(name) ?? throw Absent(name, "a list"), PathOf(name), (item, path) => ShapedOf(item, path, fits, wanted)), name);

    /// <summary>true or false, which must be there.</summary>
    public bool Flag(string name) => FlagOrNull(name) ?? throw Absent(name, "true or false");

    /// <summary>true or false; null if the property is absent.</summary>
    public bool? FlagOrNull(string name) => Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(PathOf(name), value, "true or false");

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>; null if the property is absent.</summary>
    public int? WholeOrNull(string name, int least, int most = int.MaxValue) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most ? number
        : throw Wrong(PathOf(name), value, $"a whole number from {least} to {most}");

    /// <summary>A whole number that must be there.</summary>
    public int Whole(string name, int least, int most = int.MaxValue) => WholeOrNull(name, least, most) ?? throw Absent(name, "a whole number");

    /// <summary>A probability, 0 to 1; null if the property is absent.</summary>
    public double? ProbabilityOrNull(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= 1 ? number
        : throw Wrong(PathOf(name), value, "a number from 0 to 1");

    /// <summary>A date such as 2026-03-31; null if the property is absent.</summary>
    public LocalDate? DateOrNull(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.String && LocalDatePattern.Iso.Parse(value.GetString()!) is { Success: true } date && date.Value.Year is >= 1800 and <= 2999
            ? date.Value : throw Wrong(PathOf(name), value, "a date such as 2026-03-31");
    }

    /// <summary>A date that must be there.</summary>
    public LocalDate Date(string name) => DateOrNull(name) ?? throw Absent(name, "a date such as 2026-03-31");

    /// <summary>An instant such as 2026-03-31T10:15:00Z; null if the property is absent.</summary>
    public Instant? InstantOrNull(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.String && InstantPattern.ExtendedIso.Parse(value.GetString()!) is { Success: true } instant
            && instant.Value >= s_firstInstant && instant.Value < s_endOfInstants
            ? instant.Value : throw Wrong(PathOf(name), value, "a time in UTC such as 2026-03-31T10:15:00Z");
    }

    /// <summary>An instant that must be there.</summary>
    public Instant Instant(string name) => InstantOrNull(name) ?? throw Absent(name, "a time in UTC such as 2026-03-31T10:15:00Z");

    /// <summary>One of a few words, which must be there.</summary>
    public T Word<T>(string name, ReadOnlySpan<(string Word, T Value)> words) => WordOf(Find(name) ?? throw Absent(name, Among(words)), PathOf(name), words);

    /// <summary>A list of some of a few words, which must be there, no two alike.</summary>
    public ImmutableArray<T> WordList<T>(string name, (string Word, T Value)[] words) =>
        Distinct(List(Find(name) ?? throw Absent(name, "a list"), PathOf(name), (item, path) => WordOf<T>(item, path, words)), name);

    /// <summary>An object that must be there.</summary>
    public T Object<T>(string name, Func<StrictObject, T> read) => Read(Find(name) ?? throw Absent(name, "an object"), PathOf(name), read);

    /// <summary>An object; null if the property is absent.</summary>
    public T? ObjectOrNull<T>(string name, Func<StrictObject, T> read)
        where T : class => Find(name) is { } value ? Read(value, PathOf(name), read) : null;

    /// <summary>A list of objects that must be there.</summary>
    public ImmutableArray<T> Objects<T>(string name, Func<StrictObject, T> read) =>
        List(Find(name) ?? throw Absent(name, "a list"), PathOf(name), (item, path) => Read(item, path, read));

    /// <summary>Whether the property is there.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The sentence for a property that should not be as it is.</summary>
    public ExchangeFormatException Refuse(string name, string sentence) => new($"{PathOf(name)} {sentence}");

    static readonly Instant s_firstInstant = NodaTime.Instant.FromUtc(1900, 1, 1, 0, 0);
    static readonly Instant s_endOfInstants = NodaTime.Instant.FromUtc(3000, 1, 1, 0, 0);

    static T Read<T>(JsonElement element, string path, Func<StrictObject, T> read)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(path, element, "an object in braces");
        var json = new StrictObject(element, path);
        var result = read(json);
        foreach (var property in element.EnumerateObject())
        {
            if (!json._read.Contains(property.Name))
                throw new ExchangeFormatException($"{json.PathOf(Shorten(property.Name))} is not a property of this format. Remove it, or look for a slip in its name.");
        }
        return result;
    }

    static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaximumBytes)
            throw new ExchangeFormatException($"$ has {utf8.Length} bytes, and at most {MaximumBytes} are read.");
        if (!Utf8.IsValid(utf8.Span))
            throw new ExchangeFormatException("$ is not UTF-8. Save it as UTF-8.");
        try
        {
            var document = JsonDocument.Parse(utf8, s_options);
            RefuseBrokenText(document.RootElement, "$");
            return document;
        }
        catch (JsonException exception)
        {
            throw new ExchangeFormatException($"$ is not JSON: line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}, or a property stands there twice.", exception);
        }
    }

    JsonElement? Find(string name)
    {
        _read.Add(name);
        return _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    string PathOf(string name) => $"{Path}.{name}";

    ImmutableArray<T> Distinct<T>(ImmutableArray<T> list, string name)
    {
        var seen = new HashSet<T>();
        for (var i = 0; i < list.Length; i++)
        {
            if (!seen.Add(list[i]))
                throw new ExchangeFormatException($"{PathOf(name)}[{i}] stands there a second time. Remove it.");
        }
        return list;
    }

    static ImmutableArray<T> List<T>(JsonElement value, string path, Func<JsonElement, string, T> read)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw Wrong(path, value, "a list in square brackets");
        if (value.GetArrayLength() > MaximumItems)
            throw new ExchangeFormatException($"{path} has {value.GetArrayLength()} items, and at most {MaximumItems} are read.");
        var items = ImmutableArray.CreateBuilder<T>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
            items.Add(read(item, $"{path}[{items.Count}]"));
        return items.MoveToImmutable();
    }

    static string TextOf(JsonElement value, string path, int longest)
    {
        var text = StringOf(value, path, "a text");
        if (text.Length > longest)
            throw new ExchangeFormatException($"{path} has {text.Length} characters, and at most {longest} are read.");
        if (text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
            throw new ExchangeFormatException($"{path} is empty or begins or ends with a blank. Give a text without.");
        // Control characters, and those that turn the direction of what follows, let a text look like another.
        foreach (var letter in text)
        {
            if (char.IsControl(letter) || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029' or '\uFEFF')
                throw new ExchangeFormatException($"{path} holds the control character U+{(int)letter:X4}. Remove it.");
        }
        return text;
    }

    static string ShapedOf(JsonElement value, string path, Func<string, bool> fits, string wanted)
    {
        var text = StringOf(value, path, wanted);
        return fits(text) ? text : throw Wrong(path, value, wanted);
    }

    static string StringOf(JsonElement value, string path, string wanted)
    {
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(path, value, wanted);
    }

    /// <summary>Refuses half a surrogate pair, which an escape can write, before anybody asks for the text.</summary>
    static void RefuseBrokenText(JsonElement element, string path)
    {
        try
        {
            if (element.ValueKind == JsonValueKind.String)
                _ = element.GetString();
            else if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in element.EnumerateObject())
                    RefuseBrokenText(property.Value, $"{path}.{Shorten(property.Name)}");
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                var place = 0;
                foreach (var item in element.EnumerateArray())
                    RefuseBrokenText(item, $"{path}[{place++}]");
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new ExchangeFormatException($"{path} is not valid Unicode.", exception);
        }
    }

    static T WordOf<T>(JsonElement value, string path, ReadOnlySpan<(string Word, T Value)> words)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            foreach (var (word, known) in words)
            {
                if (value.ValueEquals(word))
                    return known;
            }
        }
        throw Wrong(path, value, Among(words));
    }

    static string Among<T>(ReadOnlySpan<(string Word, T Value)> words)
    {
        var all = new List<string>();
        foreach (var (word, _) in words)
            all.Add(word);
        return $"one of {string.Join(", ", all)}";
    }

    ExchangeFormatException Absent(string name, string wanted) => new($"{PathOf(name)} is missing; {wanted} was expected.");

    static ExchangeFormatException Wrong(string path, JsonElement value, string wanted) => new($"{path} is {Kind(value)}, and {wanted} was expected.");

    static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => Shorten(value.GetRawText()),
    };

    static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
