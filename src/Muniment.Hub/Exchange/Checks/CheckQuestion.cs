using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Hosting;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>The body of POST /api/v1/agreements/{id}/checks.</summary>
/// <param name="Person">[field] what the partner knows of the person, as it would stand in a record; at least one.</param>
/// <param name="Fields">The fields wanted; null or empty: all that the agreement returns.</param>
public sealed record CheckQuestion(IReadOnlyDictionary<string, string> Person, ImmutableArray<string> Fields)
{
    /// <summary>Largest body, bytes.</summary>
    public const int LargestBody = 16 << 10;

    const int LongestValue = 1000;
    const int MostFields = 40;

    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        MaxDepth = 4,
    };

    /// <summary>Reads a body.</summary>
    /// <exception cref="ProblemException">It is not as documented. The sentence holds no value of the person.</exception>
    public static CheckQuestion Read(ReadOnlySpan<byte> utf8)
    {
        Body? body;
        try
        {
            body = JsonSerializer.Deserialize<Body>(utf8, s_json);
        }
        catch (JsonException exception)
        {
            // The exception's own text may quote the body.
            throw Bad($"The body is no JSON as this address takes it (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}): {{\"person\": {{\"surname\": …}}, \"fields\": [ … ]}}, each member once.");
        }
        if (body?.Person is not { Count: > 0 } person)
            throw Bad("Say what is known of the person: \"person\" must have at least one field.");
        if (person.Count > MostFields || body.Fields?.Count > MostFields)
            throw Bad($"At most {MostFields} fields can be sent or asked for.");
        foreach (var (field, value) in person)
        {
            if (value is null || value.Length is 0 or > LongestValue || value.Any(char.IsControl))
                throw Bad($"The value of {(IsName(field) ? $"'{field}'" : "a field")} must have 1 to {LongestValue} letters, none of them a control character. Leave out what is not known.");
        }
        if (!person.Keys.All(IsName) || body.Fields?.All(IsName) == false)
            throw Bad("Names of fields are small letters, digits and underscores, as the agreement lists them.");
        return new CheckQuestion(person, body.Fields is null ? [] : [.. body.Fields.Distinct(StringComparer.Ordinal)]);
    }

    internal static bool IsName(string? text) => text is { Length: > 0 and <= 64 } && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    static ProblemException Bad(string sentence) => new(StatusCodes.Status400BadRequest, "bad-question", sentence);

    sealed record Body(Dictionary<string, string> Person, List<string>? Fields);
}
