using System.Text;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Grouping;

/// <summary>How two names stand to each other.</summary>
enum NameRelation
{
    /// <summary>One is missing, or they are written in different scripts, or it cannot be told.</summary>
    Unknown,

    /// <summary>The same after cleaning.</summary>
    Equal,

    /// <summary>Spellings of one name, an initial, or one holds the other.</summary>
    Similar,

    /// <summary>Two names.</summary>
    Different,
}

/// <summary>Tells spellings of one name from two names. Leans to "unknown": a name differently written must not tell on its bearer.</summary>
static class Names
{
    const double SimilarFrom = 0.84;
    const double DifferentBelow = 0.70;

    /// <summary>Relates two cleaned names (UTF-8, small letters, without marks); empty = missing.</summary>
    public static NameRelation Relate(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (first.IsEmpty || second.IsEmpty)
            return NameRelation.Unknown;
        if (first.SequenceEqual(second))
            return NameRelation.Equal;
        if (ScriptOf(first) != ScriptOf(second))
            return NameRelation.Unknown;
        if (first.StartsWith(second) || second.StartsWith(first))
            return NameRelation.Similar; // An initial, a short form, or a second name left out.
        var best = JaroWinkler.Similarity(first, second, TextUnit.Scalars);
        foreach (var left in first.Split((byte)' '))
        {
            foreach (var right in second.Split((byte)' '))
                best = Math.Max(best, JaroWinkler.Similarity(first[left], second[right], TextUnit.Scalars));
        }
        return best >= SimilarFrom ? NameRelation.Similar : best >= DifferentBelow ? NameRelation.Unknown : NameRelation.Different;
    }

    /// <summary>Relates two whole names, in any order of their words.</summary>
    public static NameRelation RelateWhole(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (first.IsEmpty || second.IsEmpty)
            return NameRelation.Unknown;
        if (first.SequenceEqual(second))
            return NameRelation.Equal;
        if (ScriptOf(first) != ScriptOf(second))
            return NameRelation.Unknown;
        var words = 0;
        var met = 0;
        foreach (var left in first.Split((byte)' '))
        {
            words++;
            var best = 0d;
            foreach (var right in second.Split((byte)' '))
                best = Math.Max(best, JaroWinkler.Similarity(first[left], second[right], TextUnit.Scalars));
            if (best >= SimilarFrom)
                met++;
            else if (best >= DifferentBelow)
                words--;
        }
        return met > 1 ? NameRelation.Similar : met > 0 || words < 2 ? NameRelation.Unknown : NameRelation.Different;
    }

    /// <summary>Block of 128 code points the first letter stands in; good enough to tell scripts apart.</summary>
    static int ScriptOf(ReadOnlySpan<byte> text)
    {
        Rune.DecodeFromUtf8(text, out var rune, out _);
        return rune.Value < 0x250 ? 0 : rune.Value >= 0x2E80 ? 0x2E80 >> 7 : rune.Value >> 7;
    }
}
