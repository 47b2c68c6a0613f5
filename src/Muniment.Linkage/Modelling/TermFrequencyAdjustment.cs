namespace Muniment.Linkage.Modelling;

/// <summary>How one level is adjusted by how common the value is: the level's Bayes factor is multiplied by (u / frequency)^weight.</summary>
/// <remarks>
/// frequency = the larger of the two values' term frequencies, the one that exists where only one does, and never below the minimum; where neither exists
/// nothing is adjusted. Source: Splink 4.0.16's comparison_level.py as run for the golden files. Immutable.
/// </remarks>
/// <param name="Column">The column whose term frequencies are taken.</param>
/// <param name="ULevel">0-based index of the level whose u is taken: the exact match on the column alone, or the level itself.</param>
/// <param name="Weight">Exponent; 1 is the full adjustment.</param>
/// <param name="Minimum">Smallest frequency taken into account, 0 to 1; 0: none.</param>
public sealed record TermFrequencyAdjustment(string Column, int ULevel, double Weight, double Minimum)
{
    /// <summary>The adjustment of a level; null if there is none: no column, weight 0, a null level or ELSE.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="levelIndex">0-based index into its levels.</param>
    /// <exception cref="ModelException">No level is an exact match on the column alone.</exception>
    public static TermFrequencyAdjustment? Of(Comparison comparison, int levelIndex)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var level = comparison.Levels[levelIndex];
        if (level.TermFrequencyColumn is not { } column || level.TermFrequencyWeight == 0 || level.IsNull || level.Condition is Otherwise)
            return null;
        var uLevel = LevelOfU(comparison, levelIndex);
        return uLevel >= 0
            ? new(column, uLevel, level.TermFrequencyWeight, level.TermFrequencyMinimum)
            : throw new ModelException($"Comparison \"{comparison.Name}\" adjusts for the term frequency of {column}, and has no level that is an exact match on {column} alone. Add one, or set disable_tf_exact_match_detection.");
    }

    /// <summary>Index of the level whose u the adjustment of a level takes; -1: there is none.</summary>
    internal static int LevelOfU(Comparison comparison, int levelIndex)
    {
        var level = comparison.Levels[levelIndex];
        if (level.DisableExactMatchDetection)
            return levelIndex;
        for (var i = 0; i < comparison.Levels.Count; i++)
        {
            if (ExactColumn(comparison.Levels[i].Condition) is { } column && column.Equals(level.TermFrequencyColumn, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return -1;
    }

    /// <summary>The column a condition is an exact match on; null if it is anything else.</summary>
    static string? ExactColumn(Condition condition) =>
        condition is Test { Relation: Relation.Equal, Left: FieldValue left, Right: FieldValue right } && left.Column == right.Column && left.Side != right.Side
            ? left.Column
            : null;
}
