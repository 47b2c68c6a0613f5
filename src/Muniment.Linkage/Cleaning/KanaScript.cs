using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Hiragana and katakana, in Hepburn's romanisation without long vowels.</summary>
/// <remarks>General knowledge. Han between kana is left as it is. Pure; safe on any thread.</remarks>
static class KanaScript
{
    // U+3041 to U+3096 in order; small letters are marked by a capital.
    static readonly byte[][] s_kana =
    [
        .. ("A a I i U u E e O o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji TSU tsu zu te de to do na ni nu ne no "
            + "ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo YA ya YU yu YO yo ra ri ru re ro WA wa i e o n vu KA KE").Split(' ').Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Writes a word.</summary>
    public static void Write(ref CleanBuffer buffer, ReadOnlySpan<byte> word)
    {
        var doubled = false;
        var start = buffer.Next.Length;
        while (!word.IsEmpty)
        {
            Rune.DecodeFromUtf8(word, out var rune, out var bytes);
            word = word[bytes..];
            var place = (rune.Value >= 0x30A1 ? rune.Value - 0x60 : rune.Value) - 0x3041;
            if (rune.Value == 0x30FC)
                continue; // The long vowel's bar.
            if (place < 0 || place >= s_kana.Length)
            {
                buffer.Append(rune);
                continue;
            }
            var kana = s_kana[place];
            if (kana is [(byte)'T', ..])
                doubled = true; // A small tsu doubles the next consonant.
            else if (kana[0] is >= (byte)'A' and <= (byte)'Z')
                Small(ref buffer, kana, start);
            else
                Syllable(ref buffer, kana, ref doubled, start);
        }
    }

    static void Syllable(ref CleanBuffer buffer, byte[] kana, ref bool doubled, int start)
    {
        var isLong = kana is [(byte)'u'] && buffer.Next.Length > start && buffer.Next[^1] is (byte)'o' or (byte)'u';
        if (isLong)
            return; // ou and uu are written long vowels.
        if (doubled)
            buffer.Append(kana[0]);
        doubled = false;
        buffer.Append(kana);
    }

    // ki + small ya = kya, shi + small yu = shu, fu + small a = fa.
    static void Small(ref CleanBuffer buffer, byte[] kana, int start)
    {
        if (buffer.Next.Length > start && buffer.Next[^1] < 128)
            buffer.Shorten(buffer.Next.Length - 1);
        var afterHissing = buffer.Next[start..].EndsWith("sh"u8) || buffer.Next[start..].EndsWith("ch"u8) || buffer.Next[start..].EndsWith("j"u8);
        foreach (var letter in kana.AsSpan(kana[0] == 'Y' && afterHissing ? 1 : 0))
            buffer.Append((byte)(letter | 0x20));
    }
}
