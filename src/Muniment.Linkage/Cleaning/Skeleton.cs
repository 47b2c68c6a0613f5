using System.Text;

namespace Muniment.Linkage.Cleaning;

/// <summary>Writes other scripts in Latin letters, so that a name is found under both its spellings.</summary>
/// <remarks>
/// Simple practical romanisation, general knowledge, not any one standard: what matters is that both spellings end near each
/// other, and that <c>sound</c> merges what is left. Works on what <c>text</c> has normalised. Latin values pass untouched.
/// Han is left as it is, but for a value of one of the most frequent surnames. Pure; safe on any thread.
/// </remarks>
static class Skeleton
{
    /// <summary>Romanises the value word by word.</summary>
    public static bool Apply(ref CleanBuffer buffer)
    {
        if (buffer.Value.IndexOfAnyExceptInRange((byte)0, (byte)127) < 0)
            return true;
        var value = buffer.Value;
        buffer.Begin(2 * value.Length);
        var first = true;
        foreach (var range in value.Split((byte)' '))
        {
            if (!first)
                buffer.Append((byte)' ');
            first = false;
            Word(ref buffer, value[range]);
        }
        return buffer.Finish();
    }

    static void Word(ref CleanBuffer buffer, ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty)
            return;
        if (ScriptTables.WholeWords.TryGet(word, out var known))
        {
            buffer.Append(known);
            return;
        }
        var start = buffer.Next.Length;
        Rune.DecodeFromUtf8(word, out var rune, out _);
        if (IndicScript.Covers(rune.Value))
            IndicScript.Write(ref buffer, word);
        else if (rune.Value is >= 0xE00 and <= 0xE7F)
            ThaiScript.Write(ref buffer, word);
        else if (rune.Value is (>= 0x3041 and <= 0x30FF))
            KanaScript.Write(ref buffer, word);
        else
            Letters(ref buffer, word, start);
    }

    // Scripts in which a letter stands for a sound: Cyrillic, Greek, Armenian, Georgian, Arabic, Hebrew; and Hangul by syllables.
    static void Letters(ref CleanBuffer buffer, ReadOnlySpan<byte> word, int start)
    {
        var rest = word;
        while (!rest.IsEmpty)
        {
            if (ScriptTables.TryPair(rest, start == buffer.Next.Length, out var pair, out var pairBytes))
            {
                buffer.Append(pair);
                rest = rest[pairBytes..];
                continue;
            }
            Rune.DecodeFromUtf8(rest, out var rune, out var bytes);
            rest = rest[bytes..];
            if (rune.Value is >= 0xAC00 and <= 0xD7A3)
                ScriptTables.Hangul(ref buffer, rune.Value - 0xAC00);
            else if (start == buffer.Next.Length && ScriptTables.Initial(rune.Value) is { } initial)
                buffer.Append(initial);
            else if (ScriptTables.Letter(rune.Value) is { } letter)
                buffer.Append(letter);
            else
                buffer.Append(rune);
        }
    }
}
