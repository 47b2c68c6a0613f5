using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Muniment.Hub.Hosting;

/// <summary>JSON of the addresses for staff: names_like_this, words for enumerations, nothing unknown accepted.</summary>
static class StaffJson
{
    static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="ProblemException">It is not what the address expects.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "media-type", "Send application/json.");
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, s_options, request.HttpContext.RequestAborted).ConfigureAwait(false)
                ?? throw new ProblemException(StatusCodes.Status400BadRequest, "bad-json", "The body is null; an object was expected.");
        }
        catch (JsonException exception)
        {
            // The place alone: the text may be personal data.
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-json", $"The body is not what this address expects, at {exception.Path ?? "$"}, line {exception.LineNumber + 1}.");
        }
    }

    /// <summary>Answers with JSON, not kept by any cache.</summary>
    public static IResult Answer(object value, int status = StatusCodes.Status200OK) => Results.Json(value, s_options, statusCode: status);
}
