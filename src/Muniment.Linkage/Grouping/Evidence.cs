using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Grouping;

/// <summary>What all pairs between two groups say together.</summary>
/// <remarks>Weights are fixed-point, so that the sum does not depend on the order of the pairs.</remarks>
struct Evidence
{
    /// <summary>One bit of weight; a millionth of a bit is far below what a weight can mean.</summary>
    public const long OneBit = 1L << 20;

    /// <summary>Sum of the scored pairs' limited weights.</summary>
    public long Sum;

    /// <summary>Largest weight of a scored pair, not limited; <see cref="None"/> where no pair is scored.</summary>
    public long Max;

    /// <summary>Number of scored pairs; negative: the two groups must not become one.</summary>
    public int Known;

    /// <summary>Below every weight.</summary>
    public const long None = long.MinValue;

    /// <summary>Between two groups of which no pair was scored.</summary>
    public static Evidence Unknown => new() { Max = None };

    /// <summary>Between two groups that must not become one.</summary>
    public static Evidence Refused => new() { Max = None, Known = -1 };

    /// <summary>A weight in bits as fixed-point; infinities and absurd values are held at a million bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Fixed(double weightBits) => (long)Math.Round(Math.Clamp(weightBits, -1e6, 1e6) * OneBit);

    /// <summary>Counts one more scored pair.</summary>
    /// <param name="weight">Fixed-point.</param>
    /// <param name="rules">What a pair can say at most.</param>
    public void Add(long weight, GroupingRules rules)
    {
        if (Known < 0)
            return;
        Sum += Math.Clamp(weight, -rules.Against, rules.For);
        Max = Math.Max(Max, weight);
        Known++;
    }

    /// <summary>The evidence of two groups taken as one, against a third.</summary>
    public static Evidence Join(in Evidence first, in Evidence second) =>
        first.Known < 0 || second.Known < 0
            ? Refused
            : new() { Sum = first.Sum + second.Sum, Max = Math.Max(first.Max, second.Max), Known = first.Known + second.Known };
}
