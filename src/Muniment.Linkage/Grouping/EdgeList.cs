namespace Muniment.Linkage.Grouping;

/// <summary>Scored pairs that were kept, in order of (left row, right row), each pair once.</summary>
/// <param name="Left">[edges] row of the left record.</param>
/// <param name="Right">[edges] row of the right record; never the left one's.</param>
/// <param name="WeightBits">[edges] match weight, log2 odds, prior included.</param>
/// <param name="Rule">[edges] 0-based index of the first blocking rule that made the pair.</param>
/// <remarks>The arrays are owned by whoever made the list and are not changed afterwards.</remarks>
public sealed record EdgeList(int[] Left, int[] Right, double[] WeightBits, short[] Rule)
{
    /// <summary>Number of edges.</summary>
    public int Count => Left.Length;
}
