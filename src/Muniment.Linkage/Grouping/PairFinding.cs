namespace Muniment.Linkage.Grouping;

/// <summary>What two records of a person say about being of two human beings.</summary>
/// <param name="Bits">log2 odds of two people against one, prior included; positive: two.</param>
/// <param name="Found">What contradicts.</param>
readonly record struct PairFinding(float Bits, Contradictions Found)
{
    /// <summary>True: the two records alone make a suspicion.</summary>
    public bool IsTelling => (Found & Contradictions.Telling) != 0 && Bits > 0;
}
