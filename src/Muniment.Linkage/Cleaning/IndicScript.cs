using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Devanagari and the scripts laid out like it: Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam.</summary>
/// <remarks>
/// Unicode gives these scripts blocks of 128 with the same sound at the same place, so one table serves. A consonant carries an
/// "a" unless a vowel sign, the virama or the end of the word follows. General knowledge. Pure; safe on any thread.
/// </remarks>
static class IndicScript
{
    const int Virama = 0x4D;
    const int Nukta = 0x3C;

    // By offset in the block: 05-14 vowels, 15-39 consonants, 3E-4C vowel signs, 58-5F consonants with nukta.
    static readonly byte[]?[] s_vowels = Read(0x05, "a aa i ii u uu ri l e e e ai o o o au");
    static readonly byte[]?[] s_consonants = Read(0x15, "k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h");
    static readonly byte[]?[] s_signs = Read(0x3E, "a i i u u ri ri e e e ai o o o au");
    static readonly byte[]?[] s_dotted = Read(0x58, "q kh g z r rh f y");

    /// <summary>True: the letter is of one of these scripts.</summary>
    public static bool Covers(int scalar) => scalar is >= 0x900 and < 0xD80;

    /// <summary>Writes a word.</summary>
    public static void Write(ref CleanBuffer buffer, ReadOnlySpan<byte> word)
    {
        var owesVowel = false;
        while (!word.IsEmpty)
        {
            Rune.DecodeFromUtf8(word, out var rune, out var bytes);
            word = word[bytes..];
            if (!Covers(rune.Value))
            {
                buffer.Append(rune);
                owesVowel = false;
                continue;
            }
            var place = rune.Value & 0x7F;
            if (place == Nukta)
                continue; // ज़ as ज: z and j are merged by sound.
            var consonant = s_consonants[place] ?? s_dotted[place];
            // A vowel sign or the virama takes the place of the "a" that the consonant before it owes.
            if (owesVowel && (consonant is not null || place is 0x02 or 0x01))
                buffer.Append((byte)'a');
            owesVowel = consonant is not null;
            if (place is 0x02 or 0x01) // Anusvara and candrabindu.
                buffer.Append((byte)'n');
            else if (place != Virama && (consonant ?? s_signs[place] ?? s_vowels[place]) is { } latin)
                buffer.Append(latin);
        }
    }

    static byte[]?[] Read(int from, string row)
    {
        var table = new byte[]?[128];
        foreach (var latin in row.Split(' '))
            table[from++] = Encoding.UTF8.GetBytes(latin.Replace("aa", "a", StringComparison.Ordinal).Replace("ii", "i", StringComparison.Ordinal).Replace("uu", "u", StringComparison.Ordinal));
        return table;
    }
}
