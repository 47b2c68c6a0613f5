using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Muniment.Ledger.Notes;

/// <summary>Names and ids of keys, as C2SP signed-note has them.</summary>
static class KeyName
{
    /// <summary>Strict: a text that is not valid Unicode is refused, never mended.</summary>
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether a name may be a key's: not empty, no Unicode space, no plus, no control character.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (char.IsWhiteSpace(letter) || letter is '+' or < ' ')
                return false;
        }
        return !name.IsEmpty;
    }

    /// <summary>SHA-256(name ‖ 0A ‖ type ‖ key), its first four bytes.</summary>
    public static uint IdOf(string name, SignatureKind kind, ReadOnlySpan<byte> key)
    {
        byte[] input = [.. Utf8.GetBytes(name), (byte)'\n', (byte)kind, .. key];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(input));
    }

    /// <summary>Takes "name+hexadecimal id+base64(type ‖ key)" apart.</summary>
    public static (string Name, uint Id, SignatureKind Kind, byte[] Key) Parse(string text, string what)
    {
        // Base64 may hold plus signs; neither the name nor the id does.
        var first = text.IndexOf('+', StringComparison.Ordinal);
        var second = first < 0 ? -1 : text.IndexOf('+', first + 1);
        if (second < 0)
            throw LedgerException.Malformed($"'{Short(text)}' is no {what}: it is not NAME+ID+KEY.");
        var name = text[..first];
        var id = text.AsSpan(first + 1, second - first - 1);
        var key = Base64.Decode(text.AsSpan(second + 1));
        if (!IsValid(name))
            throw LedgerException.Malformed($"'{Short(text)}' is no {what}: its name is empty or holds a space.");
        if (id.Length != 8 || !IsHexadecimal(id) || key is null || key.Length == 0)
            throw LedgerException.Malformed($"The {what} of '{name}' is damaged: its id is not 8 hexadecimal digits, or its key is not base64.");
        if (key[0] is not ((byte)SignatureKind.Ed25519 or (byte)SignatureKind.Cosignature) || key.Length != 33)
            throw LedgerException.Malformed($"The {what} of '{name}' is of type {key[0]} with {key.Length - 1} bytes; only Ed25519 (types 1 and 4, 32 bytes) is supported.");
        return (name, uint.Parse(id, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture), (SignatureKind)key[0], key[1..]);
    }

    static bool IsHexadecimal(ReadOnlySpan<char> text)
    {
        foreach (var digit in text)
        {
            if (!char.IsAsciiHexDigitLower(digit))
                return false;
        }
        return true;
    }

    static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
