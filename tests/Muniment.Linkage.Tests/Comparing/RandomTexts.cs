using System.Text;

namespace Muniment.Linkage.Tests.Comparing;

/// <summary>Seeded pairs of texts: unrelated, a few slips apart, and long; Latin, accented, Cyrillic, Han and beyond the basic plane.</summary>
static class RandomTexts
{
    public static readonly int[] Lengths = [0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 127, 128, 129, 200];

    static readonly string[] s_alphabets =
    [
        "ab", "abcde", "abcdefghijklmnopqrstuvwxyz", "0123456789", "aeéèzžsš", "абвгдежзийклмн", "李王張陳日本", "a𠮷𠀋b😀", "aA ж本𠮷",
    ];

    /// <summary>Every length against every other, each from an alphabet drawn at random, and each length with slips from every alphabet.</summary>
    public static IEnumerable<(byte[] First, byte[] Second)> AtBoundaries(int seed)
    {
        var random = new Random(seed);
        foreach (var length in Lengths)
        {
            foreach (var other in Lengths)
            {
                var alphabet = s_alphabets[random.Next(s_alphabets.Length)];
                yield return (Utf8(Draw(random, alphabet, length)), Utf8(Draw(random, alphabet, other)));
            }
            foreach (var alphabet in s_alphabets)
            {
                var text = Draw(random, alphabet, length);
                yield return (Utf8(text), Utf8(Slip(random, alphabet, text, 1)));
                yield return (Utf8(Slip(random, alphabet, text, 3)), Utf8(text));
            }
            yield return (Utf8(Draw(random, "a", length)), Utf8(Draw(random, "a", length)));
        }
    }

    /// <summary>Short texts, half of them a few slips apart.</summary>
    public static IEnumerable<(byte[] First, byte[] Second)> Short(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var alphabet = s_alphabets[random.Next(s_alphabets.Length)];
            var text = Draw(random, alphabet, random.Next(1, 13));
            var other = random.Next(2) == 0 ? Draw(random, alphabet, random.Next(1, 13)) : Slip(random, alphabet, text, random.Next(1, 5));
            yield return (Utf8(text), Utf8(other));
        }
    }

    static byte[] Utf8(List<Rune> runes) => Encoding.UTF8.GetBytes(string.Concat(runes));

    static List<Rune> Draw(Random random, string alphabet, int length)
    {
        var letters = alphabet.EnumerateRunes().ToArray();
        return [.. Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)])];
    }

    static List<Rune> Slip(Random random, string alphabet, List<Rune> text, int slips)
    {
        var slipped = text.ToList();
        for (var slip = 0; slip < slips && slipped.Count > 0; slip++)
        {
            var at = random.Next(slipped.Count);
            switch (random.Next(4))
            {
                case 0:
                    slipped[at] = Draw(random, alphabet, 1)[0];
                    break;
                case 1:
                    slipped.RemoveAt(at);
                    break;
                case 2:
                    slipped.Insert(at, Draw(random, alphabet, 1)[0]);
                    break;
                default:
                    var next = Math.Min(at + 1, slipped.Count - 1);
                    (slipped[at], slipped[next]) = (slipped[next], slipped[at]);
                    break;
            }
        }
        return slipped;
    }
}
