namespace Muniment.Linkage.Evaluating;

/// <summary>Pairs of records told apart by what was found and what is true. Counts are exact.</summary>
/// <param name="TruePositives">Pairs found that are true.</param>
/// <param name="FalsePositives">Pairs found that are not true.</param>
/// <param name="FalseNegatives">True pairs that were not found.</param>
/// <remarks>Immutable; safe on any thread.</remarks>
public readonly record struct PairCounts(long TruePositives, long FalsePositives, long FalseNegatives)
{
    /// <summary>Pairs found.</summary>
    public long Found => TruePositives + FalsePositives;

    /// <summary>True pairs.</summary>
    public long True => TruePositives + FalseNegatives;

    /// <summary>Share of the pairs found that are true, 0 to 1; 1 where none was found, for nothing false was said.</summary>
    public double Precision => Found == 0 ? 1 : (double)TruePositives / Found;

    /// <summary>Share of the true pairs that were found, 0 to 1; 1 where there is none to find.</summary>
    public double Recall => True == 0 ? 1 : (double)TruePositives / True;

    /// <summary>Harmonic mean of precision and recall, 2TP / (2TP + FP + FN), 0 to 1; 1 where nothing was found and nothing is true.</summary>
    public double F1 => Found + True == 0 ? 1 : 2d * TruePositives / ((double)Found + True);
}
