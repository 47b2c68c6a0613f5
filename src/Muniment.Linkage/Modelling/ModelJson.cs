using System.Text.Json;

namespace Muniment.Linkage.Modelling;

/// <summary>One object of a model file while it is read: each key is asked for once, and what nobody asked for is refused by name.</summary>
sealed class ModelJson
{
    readonly JsonElement _element;
    readonly string _path;
    readonly HashSet<string> _read = new(StringComparer.Ordinal);

    ModelJson(JsonElement element, string path) => (_element, _path) = (element, path);

    /// <summary>Reads an object with a function, then refuses the keys that were left over.</summary>
    public static T Read<T>(JsonElement element, string path, Func<ModelJson, T> read)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new ModelException($"{(path.Length == 0 ? "The model" : path)} is {Kind(element)}, and an object in braces was expected.");
        var json = new ModelJson(element, path);
        var result = read(json);
        foreach (var property in element.EnumerateObject())
        {
            if (!json._read.Contains(property.Name))
                throw new ModelException($"{json.PathOf(property.Name)} is not a key this program knows, and it may change what the model means. Remove it, or save the model with Splink 4.");
        }
        return result;
    }

    /// <summary>The path of a key of this object.</summary>
    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    /// <summary>A text; null if the key is absent or null.</summary>
    public string? Text(string key) => Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(PathOf(key), value, "a text");

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string key) => Text(key) ?? throw Absent(key, "a text");

    /// <summary>A number; null if the key is absent or null.</summary>
    public double? Number(string key) => Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong(PathOf(key), value, "a number");

    /// <summary>A whole number; null if the key is absent or null.</summary>
    public int? Whole(string key) => Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(PathOf(key), value, "a whole number");

    /// <summary>true or false; the default if the key is absent or null.</summary>
    public bool Flag(string key, bool otherwise) => Find(key) is not { } value ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(PathOf(key), value, "true or false");

    /// <summary>Each element of an array with its path; empty if the key is absent or null.</summary>
    public List<T> Items<T>(string key, Func<JsonElement, string, T> read) => Find(key) is { } value ? Items(value, PathOf(key), read) : [];

    /// <summary>A list of texts; empty if the key is absent or null.</summary>
    public List<string> Texts(string key) => Find(key) is { } value ? Texts(value, PathOf(key)) : [];

    /// <summary>A value that must be a list of texts.</summary>
    public static List<string> Texts(JsonElement value, string path) => Items(value, path, static (item, place) => item.ValueKind == JsonValueKind.String
        ? item.GetString()! : throw Wrong(place, item, "a text"));

    static List<T> Items<T>(JsonElement value, string path, Func<JsonElement, string, T> read)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw Wrong(path, value, "a list in square brackets");
        var result = new List<T>();
        foreach (var item in value.EnumerateArray())
            result.Add(read(item, $"{path}[{result.Count}]"));
        return result;
    }

    /// <summary>The value of a key; null if it is absent or null.</summary>
    public JsonElement? Find(string key)
    {
        _read.Add(key);
        return _element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>The sentence for a key that must be there.</summary>
    public ModelException Absent(string key, string wanted) => new($"{PathOf(key)} is missing; {wanted} was expected.");

    static ModelException Wrong(string path, JsonElement value, string wanted) => new($"{path} is {Kind(value)}, and {wanted} was expected.");

    static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text \"{Shorten(value.GetString()!)}\"",
        _ => Shorten(value.GetRawText()),
    };

    static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
