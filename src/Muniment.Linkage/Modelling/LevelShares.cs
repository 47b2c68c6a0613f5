using Muniment.Linkage.Columns;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Modelling;

/// <summary>Share of each level among random pairs whose values are present, matches among them included.</summary>
sealed class LevelShares
{
    readonly double[][] _shares;
    readonly bool[][] _unobserved;

    LevelShares(double[][] shares, bool[][] unobserved)
    {
        _shares = shares;
        _unobserved = unobserved;
    }

    /// <summary>From counts on random pairs; a first level that is plain equality from the column's value counts, exactly.</summary>
    public static LevelShares Of(PreparedModel prepared, long[][] counts)
    {
        var shares = new double[counts.Length][];
        var unobserved = new bool[counts.Length][];
        for (var comparison = 0; comparison < counts.Length; comparison++)
        {
            var gammas = prepared.Gammas[comparison];
            var present = counts[comparison].Where((_, level) => gammas[level] >= 0).Sum();
            var informative = gammas.Count(gamma => gamma >= 0);
            // Half a pair is added to each level, as for m.
            shares[comparison] = [.. counts[comparison].Select((count, level) => gammas[level] < 0 ? 0 : (count + 0.5) / (present + (0.5 * informative)))];
            unobserved[comparison] = [.. counts[comparison].Select((count, level) => gammas[level] >= 0 && count == 0)];
            Sharpen(prepared, comparison, shares[comparison], unobserved[comparison]);
        }
        return new LevelShares(shares, unobserved);
    }

    /// <summary>u of a level, before matches are taken out.</summary>
    public double U(int comparison, int level) => _shares[comparison][level];

    /// <summary>True where no random pair was at the level.</summary>
    public bool IsUnobserved(int comparison, int level) => _unobserved[comparison][level];

    /// <summary>The comparison with u = (share - prior · m) / (1 - prior), never below a tenth of the share nor above 1.</summary>
    public Comparison WithoutMatches(Comparison comparison, int index, double prior) => comparison with
    {
        Levels = [.. comparison.Levels.Select((level, k) =>
        {
            if (level.IsNull || level.FixU)
                return level;
            var share = _shares[index][k];
            // A level that nearly all pairs are at, and matches rarely, would come out above 1.
            return level with { U = Math.Clamp((share - (prior * (level.M ?? 0))) / (1 - prior), share / 10, 1) };
        })],
    };

    static void Sharpen(PreparedModel prepared, int comparison, double[] shares, bool[] unobserved)
    {
        var levels = prepared.Comparisons[comparison].Levels;
        var gammas = prepared.Gammas[comparison];
        var first = Array.FindIndex(gammas, gamma => gamma >= 0);
        if (first < 0 || levels[first] is not [{ Kind: TestKind.Same } test])
            return;
        var exact = Math.Max(Collisions(prepared.Lanes.Fields[test.Left]), 1e-12);
        var rest = 1 - shares[first];
        for (var level = 0; level < shares.Length; level++)
        {
            if (level != first && rest > 0)
                shares[level] *= (1 - exact) / rest;
        }
        shares[first] = exact;
        unobserved[first] = false;
    }

    // Probability that two different records, both present, hold the same value.
    static double Collisions(Column column)
    {
        double same = 0, present = 0;
        foreach (double count in column.Counts[1..])
        {
            same += count * (count - 1);
            present += count;
        }
        return present < 2 ? 0 : same / (present * (present - 1));
    }
}
