using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Thai, letter by letter after the Royal Thai General System, without its rules of syllables.</summary>
/// <remarks>Vowels written before their consonant are put after it; tone marks are left out. General knowledge. Pure; safe on any thread.</remarks>
static class ThaiScript
{
    // U+0E01 to U+0E2E: the consonants as they sound in front of a syllable.
    static readonly byte[][] s_consonants =
        [.. "k kh kh kh kh kh ng ch ch ch s ch y d t th th th n d t th th th n b p ph f ph f ph m y r r l l w s s s h l o h".Split(' ').Select(Encoding.UTF8.GetBytes)];

    /// <summary>Writes a word.</summary>
    public static void Write(ref CleanBuffer buffer, ReadOnlySpan<byte> word)
    {
        byte[]? pending = null;
        while (!word.IsEmpty)
        {
            Rune.DecodeFromUtf8(word, out var rune, out var bytes);
            word = word[bytes..];
            if (rune.Value is >= 0xE01 and <= 0xE2E)
            {
                buffer.Append(s_consonants[rune.Value - 0xE01]);
                if (pending is not null)
                    buffer.Append(pending);
                pending = null;
            }
            else if (Leading(rune.Value) is { } leading)
            {
                pending = leading;
            }
            else if (rune.Value is < 0xE00 or > 0xE7F)
            {
                buffer.Append(rune);
            }
            else
            {
                buffer.Append(Vowel(rune.Value));
            }
        }
    }

    static byte[]? Leading(int scalar) => scalar switch
    {
        0xE40 => s_e,
        0xE41 => s_ae,
        0xE42 => s_o,
        0xE43 or 0xE44 => s_ai,
        _ => null,
    };

    static ReadOnlySpan<byte> Vowel(int scalar) => scalar switch
    {
        0xE30 or 0xE31 or 0xE32 => "a"u8,
        0xE33 => "am"u8,
        0xE34 or 0xE35 => "i"u8,
        0xE36 or 0xE37 => "ue"u8,
        0xE38 or 0xE39 => "u"u8,
        _ => [],
    };

    static readonly byte[] s_e = "e"u8.ToArray();
    static readonly byte[] s_ae = "ae"u8.ToArray();
    static readonly byte[] s_o = "o"u8.ToArray();
    static readonly byte[] s_ai = "ai"u8.ToArray();
}
