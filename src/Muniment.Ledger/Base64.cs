namespace Muniment.Ledger;

/// <summary>Base64 (RFC 4648, section 4) in its one canonical spelling: no blanks, padded, unused bits zero.</summary>
/// <remarks>.NET's reader lets blanks pass, and a text with two spellings is a text that can be altered under its signature.</remarks>
static class Base64
{
    /// <summary>Decodes into a span.</summary>
    /// <returns>False if the text is not canonical or does not fit.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int written)
    {
        written = 0;
        if (text.Length % 4 != 0 || !Convert.TryFromBase64Chars(text, bytes, out written))
            return false;
        var again = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        return Convert.TryToBase64Chars(bytes[..written], again, out var length) && length == text.Length && again.SequenceEqual(text);
    }

    /// <summary>Decodes; null if the text is not canonical.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        return TryDecode(text, bytes, out var written) ? bytes[..written] : null;
    }
}
