namespace Muniment.Hub.Exchange.Reviews;

/// <summary>How often two reviewers who did not know of each other's decision came to the same on one answer.</summary>
/// <param name="BothApprove">Both would let it leave.</param>
/// <param name="BothDecline">Neither would.</param>
/// <param name="FirstAlone">The first approved, the second would have declined.</param>
/// <param name="SecondAlone">The first declined, the second would have approved.</param>
/// <remarks>Immutable; safe on any thread.</remarks>
public readonly record struct ReviewersAgreement(long BothApprove, long BothDecline, long FirstAlone, long SecondAlone)
{
    /// <summary>Judged twice.</summary>
    public long Count => BothApprove + BothDecline + FirstAlone + SecondAlone;

    /// <summary>Share on which both came to the same, 0 to 1; null: nothing was judged twice.</summary>
    public double? Share => Count == 0 ? null : (double)(BothApprove + BothDecline) / Count;

    /// <summary>Cohen's kappa: the share beyond what two would agree on by chance, 1 at most; null: nothing was judged twice, or both always say the same.</summary>
    /// <remarks>J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960), 37–46.</remarks>
    public double? Kappa
    {
        get
        {
            if (Share is not { } observed)
                return null;
            var (first, second) = ((double)(BothApprove + FirstAlone) / Count, (double)(BothApprove + SecondAlone) / Count);
            var chance = (first * second) + ((1 - first) * (1 - second));
            return chance >= 1 ? null : (observed - chance) / (1 - chance);
        }
    }
}
