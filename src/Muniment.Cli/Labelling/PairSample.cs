using System.Text;
using Muniment.Cli.Evaluation;
using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Labelling;

/// <summary>Kept pairs of like weight, and those of them drawn for review.</summary>
/// <param name="FromBits">Lowest weight, included; minus infinity for the first.</param>
/// <param name="ToBits">Highest weight, excluded; infinity for the last.</param>
/// <param name="Size">Pairs in the stratum.</param>
/// <param name="Drawn">Edges drawn.</param>
sealed record Stratum(double FromBits, double ToBits, long Size, IReadOnlyList<int> Drawn);

/// <summary>A sample of kept pairs, so many from each stratum of match weight.</summary>
/// <remarks>
/// Drawn by a hash of the seed and the two records' names, so it does not depend on the order of rows, and a later run of mostly the same
/// records draws mostly the same pairs: what was judged once stays of use.
/// </remarks>
sealed class PairSample
{
    static readonly double[] s_probabilities = [0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999];

    PairSample(IReadOnlyList<Stratum> strata, IReadOnlyList<int> queue) => (Strata, Queue) = (strata, queue);

    /// <summary>From the lowest weight up; only those that hold a pair. The run's threshold is a border, so no stratum is on both sides of it.</summary>
    public IReadOnlyList<Stratum> Strata { get; }

    /// <summary>The edges drawn, in the order to be judged: mixed, so that a review broken off early has seen every stratum.</summary>
    public IReadOnlyList<int> Queue { get; }

    /// <summary>Draws.</summary>
    /// <param name="run">The run; its edges are the population.</param>
    /// <param name="perStratum">How many pairs of each stratum at most, 1 or more.</param>
    /// <param name="seed">Another seed draws another sample.</param>
    public static PairSample Draw(RunFolder run, int perStratum, ulong seed)
    {
        double[] borders = [double.NegativeInfinity, .. s_probabilities.Select(MatchWeights.OfProbability).Append(run.ThresholdBits).Distinct().Order(), double.PositiveInfinity];
        var members = new List<(ulong Hash, int Edge)>[borders.Length - 1];
        for (var stratum = 0; stratum < members.Length; stratum++)
            members[stratum] = [];
        for (var edge = 0; edge < run.Edges.Count; edge++)
        {
            var stratum = 0;
            while (stratum + 2 < borders.Length && run.Edges.WeightBits[edge] >= borders[stratum + 1])
                stratum++;
            members[stratum].Add((HashOf(run, edge, seed), edge));
        }
        var strata = new List<Stratum>();
        var drawn = new List<(ulong Hash, int Edge)>();
        for (var stratum = 0; stratum < members.Length; stratum++)
        {
            if (members[stratum].Count == 0)
                continue;
            members[stratum].Sort();
            var first = members[stratum].Take(perStratum).ToArray();
            strata.Add(new(borders[stratum], borders[stratum + 1], members[stratum].Count, [.. first.Select(member => member.Edge)]));
            drawn.AddRange(first);
        }
        drawn.Sort();
        return new(strata, [.. drawn.Select(member => member.Edge)]);
    }

    /// <summary>Precision of the pairs from the threshold up, from the answers so far.</summary>
    /// <param name="thresholdBits">A border of the strata.</param>
    /// <param name="answers">Edge → above 1/2 same person, below two people, 1/2 unsure (left out).</param>
    public Proportion PrecisionFrom(double thresholdBits, IReadOnlyDictionary<int, double> answers) =>
        Proportion.OfStrata([.. Strata.Where(stratum => stratum.FromBits >= thresholdBits).Select(stratum => Sampled(stratum, answers))]);

    /// <summary>A stratum with its answers.</summary>
    public static SampledStratum Sampled(Stratum stratum, IReadOnlyDictionary<int, double> answers)
    {
        int same = 0, sure = 0;
        foreach (var edge in stratum.Drawn)
        {
            if (!answers.TryGetValue(edge, out var score) || score == 0.5)
                continue;
            sure++;
            same += score > 0.5 ? 1 : 0;
        }
        return new(stratum.Size, same, sure);
    }

    /// <summary>FNV-1a over both records' names in order of their text, finished as SplitMix64 does.</summary>
    static ulong HashOf(RunFolder run, int edge, ulong seed)
    {
        var left = $"{run.SourceOf(run.Edges.Left[edge])}\0{run.Ids[run.Edges.Left[edge]]}";
        var right = $"{run.SourceOf(run.Edges.Right[edge])}\0{run.Ids[run.Edges.Right[edge]]}";
        if (string.CompareOrdinal(left, right) > 0)
            (left, right) = (right, left);
        var hash = 0xCBF29CE484222325 ^ seed;
        foreach (var unit in Encoding.UTF8.GetBytes($"{left}\0\0{right}"))
            hash = (hash ^ unit) * 0x100000001B3;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }
}
