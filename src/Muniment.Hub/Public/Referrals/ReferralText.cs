using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Muniment.Hub.Public.Referrals;

/// <summary>What a referral says, before it is sealed and after it is opened.</summary>
/// <remarks>Written in the order of <see cref="Fields"/>; what was left empty is left out.</remarks>
public static class ReferralText
{
    /// <summary>The names of what can be in it, in order. The last two hold lists.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "made_by", "referrer_name", "referrer_organisation", "referrer_contact",
        "client_name", "client_language", "needs_interpreter",
        "help_needed", "deadline",
        "phone", "email", "address", "say_who_calls", "not_safe",
        "agreed", "safe_ways",
    ];

    static readonly JsonWriterOptions s_json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text as JSON.</summary>
    /// <param name="values">Of the fields: a value each; several are a list.</param>
    public static byte[] Write(IReadOnlyDictionary<string, string[]> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_json))
        {
            json.WriteStartObject();
            foreach (var field in Fields)
            {
                if (!values.TryGetValue(field, out var given) || given.All(string.IsNullOrWhiteSpace))
                    continue;
                if (given.Length == 1)
                    json.WriteString(field, given[0]);
                else
                {
                    json.WriteStartArray(field);
                    foreach (var one in given)
                        json.WriteStringValue(one);
                    json.WriteEndArray();
                }
            }
            json.WriteEndObject();
        }
        var bytes = buffer.WrittenSpan.ToArray();
        buffer.Clear(); // Writes zeroes over what it held.
        return bytes;
    }
}
