namespace Muniment.Linkage.Grouping;

/// <summary>Weight of evidence that two records belong to one person: log2 odds, prior included.</summary>
/// <param name="left">Row of one record.</param>
/// <param name="right">Row of the other.</param>
/// <returns>Match weight in bits, the same for (l, r) and (r, l). Called from several threads at once.</returns>
public delegate double PairWeight(int left, int right);

/// <summary>How records are grouped into persons.</summary>
/// <remarks>Immutable; the arrays are read, not copied, and must not change during the run.</remarks>
public sealed record GroupingOptions
{
    /// <summary>Dense (default) or components.</summary>
    public GroupingMethod Method { get; init; } = GroupingMethod.Dense;

    /// <summary>Match weight in bits, prior included, from which an edge may join records; the default 0 is a probability of one half.</summary>
    public double ThresholdBits { get; init; }

    /// <summary>True: a person has at most one record of each source.</summary>
    public bool OneToOne { get; init; }

    /// <summary>What one-to-one does with ties; default <see cref="OneToOneTies.Drop"/>.</summary>
    public OneToOneTies Ties { get; init; }

    /// <summary>
    /// Weight of any pair, for pairs that blocking did not make or that were too weak to be kept; null: such pairs count as
    /// <see cref="UnknownPairBits"/>. Asked only inside components of 3 to <see cref="FillUpTo"/> records.
    /// </summary>
    public PairWeight? Weight { get; init; }

    /// <summary>Largest component, in records, whose missing pairs are scored; default 256.</summary>
    public int FillUpTo { get; init; } = 256;

    /// <summary>What a pair nobody scored says, in bits; default -1: blocking did not find it, which is weak evidence against.</summary>
    public double UnknownPairBits { get; init; } = -1;

    /// <summary>A single pair says no more than this for "same", in bits; default 10 (a thousand to one).</summary>
    public double PairForBits { get; init; } = 10;

    /// <summary>
    /// A single pair says no more than this against, in bits; default 1. Two poor copies of one person disagree in many fields
    /// at once: of the pairs at -8 to -4 bits in historical_50k one in ten is true, not one in a hundred, so a lower limit parts
    /// people from their worst records. Between 1 and 2 the outcome hardly depends on it.
    /// </summary>
    public double PairAgainstBits { get; init; } = 1;

    /// <summary>
    /// Numbers that one person has once, each [records], 0 = none, else above 0: two records with different codes in one array never
    /// become one person unless a link decision says so (<see cref="NumberVetoes.Of"/>). Empty by default.
    /// </summary>
    public IReadOnlyList<int[]> Vetoes { get; init; } = [];

    /// <summary>
    /// Row → a hash of the record's content, not of its id or row, that breaks ties (<see cref="RecordContent.HashOf"/>); null: ties
    /// fall by row. Called from several threads, and only where there are ties.
    /// </summary>
    public Func<int, ulong>? ContentHash { get; init; }

    /// <summary>What people decided; default none.</summary>
    public LinkDecisions Decisions { get; init; } = LinkDecisions.None;

    /// <summary>Threads to use, 1 or more; default the number of processors. The outcome does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
