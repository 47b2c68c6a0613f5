namespace Muniment.Linkage.Evaluating;

/// <summary>Pairs of records that somebody judged. They say nothing about pairs that are not among them.</summary>
/// <param name="Left">[pairs] row of one record.</param>
/// <param name="Right">[pairs] row of the other record.</param>
/// <param name="Score">[pairs] above 1/2: the same person; below: two persons; 1/2: unsure, left out of every count.</param>
/// <remarks>Owned by whoever made it; not changed afterwards.</remarks>
public sealed record LabelledPairs(int[] Left, int[] Right, double[] Score)
{
    /// <summary>Number of pairs.</summary>
    public int Count => Left.Length;

    /// <summary>Counts the judged pairs by whether persons agree with them.</summary>
    /// <param name="personOfRecord">[records] number of each record's person.</param>
    public PairCounts Judge(ReadOnlySpan<int> personOfRecord)
    {
        long truePositives = 0, falsePositives = 0, falseNegatives = 0;
        for (var pair = 0; pair < Count; pair++)
        {
            var found = personOfRecord[Left[pair]] == personOfRecord[Right[pair]];
            if (Score[pair] > 0.5)
            {
                truePositives += found ? 1 : 0;
                falseNegatives += found ? 0 : 1;
            }
            else if (Score[pair] < 0.5 && found)
            {
                falsePositives++;
            }
        }
        return new(truePositives, falsePositives, falseNegatives);
    }
}
