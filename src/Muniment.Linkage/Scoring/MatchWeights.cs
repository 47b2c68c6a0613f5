using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Scoring;

/// <summary>From probabilities to match weights in bits and back, with the same bits on every processor.</summary>
/// <remarks>Pure; safe on any thread.</remarks>
public static class MatchWeights
{
    /// <summary>Match weight, log2 of the odds, of a match probability.</summary>
    /// <param name="probability">0 to 1; 0 gives minus, 1 plus infinity.</param>
    public static double OfProbability(double probability) => Bits.Weight(probability);

    /// <summary>Match weight of a level, log2(m/u).</summary>
    /// <param name="m">Probability of the level among matches, 0 to 1.</param>
    /// <param name="u">Probability of the level among non-matches, 0 to 1.</param>
    public static double OfLevel(double m, double u) => Bits.Log2(m) - Bits.Log2(u);

    /// <summary>Match probability, 0 to 1, of a match weight in bits.</summary>
    public static double Probability(double weightBits) => Bits.Probability(weightBits);
}
