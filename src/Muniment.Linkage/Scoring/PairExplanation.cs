namespace Muniment.Linkage.Scoring;

/// <summary>How the match weight of one pair came about: the prior, what each comparison added, the total.</summary>
/// <param name="LeftRow">0-based row of the left record.</param>
/// <param name="RightRow">0-based row of the right record.</param>
/// <param name="PriorBits">Log2 odds that two records taken at random match; usually far below 0.</param>
/// <param name="Steps">The comparisons, in the model's order.</param>
/// <param name="TotalBits">The pair's match weight, bits: what the scorer gives, caps included, so it may be less than the sum of the parts.</param>
/// <param name="Probability">The pair's match probability, 0 to 1.</param>
/// <param name="AbsentFields">Names of the comparisons for which a value was missing; they say nothing either way.</param>
/// <remarks>Immutable; safe on any thread. Holds personal data.</remarks>
public sealed record PairExplanation(
    int LeftRow,
    int RightRow,
    double PriorBits,
    IReadOnlyList<ExplanationStep> Steps,
    double TotalBits,
    double Probability,
    IReadOnlyList<string> AbsentFields)
{
    /// <summary>What a cap or a correction took away or added on top of the steps, bits; 0 if nothing did.</summary>
    public double CorrectionBits
    {
        get
        {
            var sum = PriorBits;
            foreach (var step in Steps)
                sum += step.WeightBits + step.TermFrequencyBits;
            return Math.Abs(TotalBits - sum) < 1e-9 ? 0 : TotalBits - sum;
        }
    }
}

/// <summary>What one comparison added to a pair's match weight.</summary>
/// <param name="Comparison">The comparison's name.</param>
/// <param name="Level">The label of the level that holds.</param>
/// <param name="Gamma">The level's number: the highest is the best agreement, 0 none, -1 missing.</param>
/// <param name="WeightBits">log2(m/u) of the level, bits; 0 for a missing value.</param>
/// <param name="TermFrequencyBits">What the rarity of the value added to that, bits; 0 where it is not used.</param>
/// <param name="ValueLeft">The left record's value as it was compared, several joined by " / "; null: missing.</param>
/// <param name="ValueRight">The right record's value; null: missing.</param>
public sealed record ExplanationStep(
    string Comparison,
    string Level,
    int Gamma,
    double WeightBits,
    double TermFrequencyBits,
    string? ValueLeft,
    string? ValueRight);
