using System.Collections;

namespace Muniment.Linkage.Looking;

/// <summary>When a query looks at every record instead of those that share a blocking rule's key with it.</summary>
public enum LookupScan
{
    /// <summary>If it has no value for any rule's key, or the model has no rules.</summary>
    WithoutKey,

    /// <summary>Never, unless the model has no rules: a query without a key finds nobody.</summary>
    Never,

    /// <summary>Always: nothing is missed, at the price of a look at every record.</summary>
    Always,
}

/// <summary>What a query wants to know.</summary>
public sealed record LookupOptions
{
    /// <summary>The most persons to find, 1 or more.</summary>
    public int Top { get; init; } = 5;

    /// <summary>Match weight in bits below which nobody is found; minus infinity: no such limit.</summary>
    public double LeastBits { get; init; } = double.NegativeInfinity;

    /// <summary>
    /// Match weight in bits from which a person is taken for the one that is sought: once one is found, blocks of more than
    /// <see cref="WideBlock"/> records are not looked at any more. Plus infinity: every block is.
    /// </summary>
    public double EnoughBits { get; init; } = double.PositiveInfinity;

    /// <summary>See <see cref="EnoughBits"/>.</summary>
    public int WideBlock { get; init; } = 16;

    /// <summary>[records] true: the record is passed over, as if it were not there (one that was erased since the run); null: none is. Not copied.</summary>
    public BitArray? Hidden { get; init; }

    /// <summary>When every record is looked at.</summary>
    public LookupScan Scan { get; init; }
}
