using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Values that say "there is no value", known by how they read.</summary>
/// <remarks>A list from general knowledge; what it does not know, the frequency test finds by frequency. Pure; safe on any thread.</remarks>
static class JunkWords
{
    static readonly WordTable s_anywhere = new(
        """
        n/a; n.a.; n.a; #n/a; <na>; (null); [null]; \n; null; none; nan; undefined; unknown; unk; unkn; not_known; unknwon; unspecified; not_specified; not_stated; not_given
        none_given; not_available; not_applicable; not_provided; not_recorded; not_disclosed; undisclosed; withheld; missing; blank; empty; tba; tbc; tbd; to_be_confirmed; to_be_advised
        refused; declined; anonymous; anon; no_name; noname; no_data; no_value; no_record; no_email; noemail; no_phone; no_fixed_abode; no_fixed_address; no_address; dummy; placeholder
        baby; baby_of; baby_boy; baby_girl; infant; infant_of; newborn; twin_1; twin_2; twin_one; twin_two; fnu; lnu; nfn; nln; fname; lname; first_name; last_name; firstname; lastname
        surname; forename; asdf; asdfgh; qwerty; abc; abcd; xyz; test_test; inconnu; inconnue; unbekannt; desconocido; desconocida; sconosciuto; onbekend; ukendt; okänd; nieznany; desconhecido
        неизвестно; неизвестный; нет; غير_معروف; 不明; 未知; 01/01/1900; 1900-01-01; 19000101; 1900-01-01t00:00:00; 1900-01-01_00:00:00; 01-01-1900; 01.01.1900; 1/1/1900
        9999-12-31; 99991231; 31/12/9999; 0001-01-01; 00010101; 1111-11-11; 01/01/0001; 123456789; 1234567890; 0123456789; 987654321; 9876543210; 12345678; 1234567
        """);

    // Also forenames or surnames of real people.
    static readonly WordTable s_exceptInNames = new("na; nil; no; test; x; xx; u; ni; nd; nk");

    static readonly WordTable s_localParts = new(
        "test noemail no.email no-email no_email none na n/a nomail noreply no-reply unknown null email example nobody noone asdf abc no not.given notgiven refused donotreply xx xxx user me@me");

    static readonly WordTable s_domains = new("test.com email.invalid email.com none.com noemail.com nomail.com domain.com");

    /// <summary>True: the value is a placeholder.</summary>
    /// <param name="value">UTF-8, cleaned or not.</param>
    /// <param name="isName">True: words such as "na" that are people's names are kept.</param>
    public static bool IsJunk(ReadOnlySpan<byte> value, bool isName)
    {
        Span<byte> key = stackalloc byte[64];
        var length = Key(value, key);
        if (length == 0)
            return true; // Nothing but blanks and punctuation.
        if (length < 0)
            return false; // Longer than any placeholder.
        var word = (ReadOnlySpan<byte>)key[..length];
        if (s_anywhere.Contains(word) || (!isName && s_exceptInNames.Contains(word)) || word.StartsWith("baby of "u8))
            return true;
        var at = word.IndexOf((byte)'@');
        if (at > 0)
            return s_localParts.Contains(word[..at]) || s_domains.Contains(word[(at + 1)..]);
        return IsRepeated(word, isName);
    }

    // 0000, 999 99 9999, xxxx: one character again and again.
    static bool IsRepeated(ReadOnlySpan<byte> word, bool isName)
    {
        var first = word[0];
        var count = 0;
        foreach (var b in word)
        {
            if (b == first)
                count++;
            else if (b is not ((byte)' ' or (byte)'-' or (byte)'/' or (byte)'.'))
                return false;
        }
        var enough = first switch
        {
            _ when isName => 3,
            (byte)'0' or (byte)'x' => 3,
            (byte)'9' => 4,
            _ => 6, // 11111 and 55555 are postcodes of real places.
        };
        return count >= enough && first < 128;
    }

    // What an ASCII character becomes in a key: its lower case; a blank for white space; TextBit beside it for letters and digits.
    const byte TextBit = 0x80;
    static readonly byte[] s_ascii = [.. Enumerable.Range(0, 128).Select(c => (byte)(
        char.IsAsciiLetterOrDigit((char)c) ? char.ToLowerInvariant((char)c) | TextBit : char.IsWhiteSpace((char)c) ? ' ' : c))];

    // Lower case without blanks and quotes at the ends; -1: too long; 0: no letter or digit.
    static int Key(ReadOnlySpan<byte> value, Span<byte> key)
    {
        var length = 0;
        var hasText = false;
        var texts = 0;
        while (!value.IsEmpty && value[0] < 128)
        {
            if (length + 4 > key.Length)
                return -1;
            var mapped = s_ascii[value[0]];
            value = value[1..];
            texts |= mapped & TextBit;
            if (mapped is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)'*' && (length == 0 || key[length - 1] == ' '))
                continue;
            key[length++] = (byte)(mapped & ~TextBit);
        }
        hasText = texts != 0;
        while (!value.IsEmpty)
        {
            Rune.DecodeFromUtf8(value, out var rune, out var bytes);
            value = value[bytes..];
            if (length + 4 > key.Length)
                return -1;
            hasText |= Rune.IsLetterOrDigit(rune);
            if ((Rune.IsWhiteSpace(rune) || rune.Value is '"' or '\'' or '*') && (length == 0 || key[length - 1] == ' '))
                continue;
            length += (Rune.IsWhiteSpace(rune) ? new Rune(' ') : Rune.ToLowerInvariant(rune)).EncodeToUtf8(key[length..]);
        }
        while (length > 0 && key[length - 1] is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)'*')
            length--;
        return hasText ? length : 0;
    }
}
