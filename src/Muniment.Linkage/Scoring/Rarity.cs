using Muniment.Linkage.Columns;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>How rare each value of a column is, in bits, shared by all levels that ask for it alike.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
sealed class Rarity
{
    /// <summary>Computes it for each value.</summary>
    /// <param name="column">The column.</param>
    /// <param name="weight">What a bit counts, 0 or more.</param>
    /// <param name="minimum">Least frequency, 0 to 1, that a value is taken to have.</param>
    public Rarity(Column column, double weight, double minimum)
    {
        var counts = column.Counts;
        double present = column.Codes.Length - counts[0];
        Exact = new long[counts.Length];
        Bound = new int[counts.Length];
        (Least, Most) = counts.Length < 2 ? (0, 0) : (long.MaxValue, long.MinValue);
        var known = new Dictionary<int, long>();
        for (var code = 1; code < counts.Length; code++)
        {
            if (!known.TryGetValue(counts[code], out var exact))
                known.Add(counts[code], exact = PairScorer.Fixed(-weight * Bits.Log2(Math.Max(counts[code] / present, minimum))));
            Exact[code] = exact;
            Bound[code] = ScoreBound.RoundUp(exact);
            (Least, Most) = (Math.Min(Least, exact), Math.Max(Most, exact));
        }
    }

    /// <summary>[codes] -weight · log2(frequency of the value), in integers of 2^-40 bit; 0 for the missing one.</summary>
    public long[] Exact { get; }

    /// <summary>[codes] the same in integers of 2^-16 bit, rounded up.</summary>
    public int[] Bound { get; }

    /// <summary>The least of any value, in integers of 2^-40 bit.</summary>
    public long Least { get; }

    /// <summary>The most of any value, in integers of 2^-40 bit.</summary>
    public long Most { get; }
}

/// <summary>The rarities of one scorer's columns, each computed once.</summary>
sealed class Rarities(PreparedModel prepared)
{
    readonly Dictionary<(int Lane, double Weight, double Minimum), Rarity> _known = [];

    /// <summary>What a level asks for.</summary>
    /// <param name="lane">Lane whose values adjust.</param>
    /// <param name="level">The level: its weight, but for the sign, and its minimum.</param>
    public Rarity Of(int lane, ComparisonLevel level)
    {
        var key = (lane, Math.Abs(level.TermFrequencyWeight), level.TermFrequencyMinimum);
        if (!_known.TryGetValue(key, out var rarity))
            _known.Add(key, rarity = new Rarity(prepared.Lanes.Fields[lane], key.Item2, key.TermFrequencyMinimum));
        return rarity;
    }
}
