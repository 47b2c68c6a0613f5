using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muniment.Tables;

namespace Muniment.Hub.Public.Referrals;

/// <summary>A referral that only an adviser organisation's private key opens, with its reference beside it.</summary>
/// <remarks>Format: docs/formats/referral.md. Immutable; safe on any thread.</remarks>
/// <param name="Reference">Such as R-7KXM-2QPD-9TVA; sealed in, so that one referral cannot stand in for another.</param>
/// <param name="Organisation">The organisation's name.</param>
/// <param name="ReceivedAt">When it was sealed.</param>
/// <param name="PublicKey">The key it was sealed to: a point of P-256, uncompressed.</param>
/// <param name="Encapsulated">HPKE's encapsulated key.</param>
/// <param name="Ciphertext">HPKE's ciphertext.</param>
public sealed record SealedReferral(string Reference, string Organisation, DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> PublicKey, ReadOnlyMemory<byte> Encapsulated, ReadOnlyMemory<byte> Ciphertext)
{
    /// <summary>The name of the format, which is also what HPKE is told the message is for.</summary>
    public const string Format = "muniment-referral/1";

    const int Padding = 2048;
    const int LongestFile = 1 << 20;

    static readonly JsonWriterOptions s_json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Seals what was written. The text is filled up with blanks, so that its length says little.</summary>
    /// <param name="reference">Its reference.</param>
    /// <param name="organisation">The organisation's name.</param>
    /// <param name="publicKey">The organisation's key.</param>
    /// <param name="json">What was written, JSON; overwritten with zeroes.</param>
    /// <param name="now">When.</param>
    public static SealedReferral Seal(string reference, string organisation, byte[] publicKey, byte[] json, DateTimeOffset now)
    {
        var padded = new byte[(json.Length + Padding) / Padding * Padding];
        padded.AsSpan(json.Length).Fill((byte)' ');
        json.CopyTo(padded, 0);
        var (encapsulated, ciphertext) = Hpke.Seal(publicKey, Encoding.UTF8.GetBytes(Format), Encoding.UTF8.GetBytes(reference), padded);
        CryptographicOperations.ZeroMemory(padded);
        CryptographicOperations.ZeroMemory(json);
        return new SealedReferral(reference, organisation, now, publicKey, encapsulated, ciphertext);
    }

    /// <summary>Opens it.</summary>
    /// <param name="key">The organisation's private key.</param>
    /// <returns>What was written, JSON.</returns>
    /// <exception cref="CryptographicException">It was not sealed to this key, or it was changed.</exception>
    public byte[] Open(ECDiffieHellman key) => Hpke.Open(key, Encapsulated.Span, Encoding.UTF8.GetBytes(Format), Encoding.UTF8.GetBytes(Reference), Ciphertext.Span);

    /// <summary>The file that members download.</summary>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_json))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("reference", Reference);
            json.WriteString("organisation", Organisation);
            json.WriteString("received", ReceivedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteBase64String("public_key", PublicKey.Span);
            json.WriteBase64String("encapsulated", Encapsulated.Span);
            json.WriteBase64String("ciphertext", Ciphertext.Span);
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads such a file.</summary>
    /// <exception cref="BadInputException">It is none; the message says why.</exception>
    public static SealedReferral Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > LongestFile)
            throw new BadInputException($"This is no referral: it has more than {LongestFile} bytes.");
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.GetString() != Format)
                throw new BadInputException($"This is no referral: its \"format\" is not \"{Format}\".");
            return new SealedReferral(
                root.GetProperty("reference").GetString()!,
                root.GetProperty("organisation").GetString()!,
                root.GetProperty("received").GetDateTimeOffset(),
                root.GetProperty("public_key").GetBytesFromBase64(),
                root.GetProperty("encapsulated").GetBytesFromBase64(),
                root.GetProperty("ciphertext").GetBytesFromBase64());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new BadInputException("This is no referral: it is not the JSON that the hub gives out (docs/formats/referral.md).", exception);
        }
    }
}
