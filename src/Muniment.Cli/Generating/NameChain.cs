using System.Runtime.InteropServices;

namespace Muniment.Cli.Generating;

/// <summary>Makes words that look like the names it was taught: the next letter depends on the one to three before it.</summary>
/// <remarks>A Markov chain over UTF-16 units (all names are in the basic plane). Not changed after it is taught; safe on any thread.</remarks>
sealed class NameChain
{
    const char End = '\n';
    const int Longest = 14;
    readonly Dictionary<ulong, List<char>> _next = [];

    /// <summary>Teaches the chain each name once. Names are taken in lower case.</summary>
    public NameChain(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var letters = $"\r\r\r{name.ToLowerInvariant()}{End}";
            for (var i = 3; i < letters.Length; i++)
            {
                for (var order = 1; order <= 3; order++)
                {
                    ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_next, Context(letters.AsSpan(i - order, order)), out _);
                    (list ??= []).Add(letters[i]);
                }
            }
        }
    }

    /// <summary>Writes one name, in lower case.</summary>
    /// <param name="draw">The randomness.</param>
    /// <param name="into">Receives the letters after three of scratch; at least 20 long.</param>
    /// <returns>How many letters, 3 to 14; 0 when the attempt gave no usable name.</returns>
    public int Make(ref Draw draw, Span<char> into)
    {
        into[..3].Fill('\r');
        for (var length = 0; length <= Longest; length++)
        {
            var bits = draw.Next();
            // Mostly order 2: order 3 alone would repeat the few names taught, order 1 alone makes no syllables.
            // A beginning is one that was taught: beginnings are what tells a people's names, and what blocking goes by.
            var order = length < 3 ? 3 : (bits & 0xFF) switch { < 72 => 3, < 240 => 2, _ => 1 };
            List<char>? next;
            while (!_next.TryGetValue(Context(into.Slice(3 + length - order, order)), out next))
                order--; // Letters joined by a shorter context may never have met; each letter alone has a follower.
            var letter = next[(int)(((bits >> 32) * (ulong)next.Count) >> 32)];
            if (letter == End)
                return length >= 3 && IsPlausible(into.Slice(3, length)) ? length : 0;
            into[3 + length] = letter;
        }
        return 0;
    }

    static ulong Context(ReadOnlySpan<char> letters)
    {
        var key = 0UL;
        foreach (var letter in letters)
            key = (key << 16) | letter;
        return key;
    }

    /// <summary>No letter three times running, no four consonants running, at least one vowel, no mark at either end.</summary>
    static bool IsPlausible(ReadOnlySpan<char> name)
    {
        var consonants = 0;
        var vowels = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsLetter(name[i]))
            {
                if (i < 2 && name[i] != '\'' || i >= name.Length - 2)
                    return false;
                consonants = 0;
                continue;
            }
            if (i >= 2 && name[i] == name[i - 1] && name[i] == name[i - 2])
                return false;
            var isVowel = "aeiouy".Contains(LatinLetters.Fold(name[i]), StringComparison.Ordinal);
            vowels += isVowel ? 1 : 0;
            consonants = isVowel ? 0 : consonants + 1;
            if (consonants > 3)
                return false;
        }
        return vowels > 0;
    }
}
