namespace Muniment.Linkage.Blocking;

/// <summary>Which vector width a <see cref="PairSieve"/> uses. All give the same answers.</summary>
public enum VectorWidth
{
    /// <summary>The widest the processor has.</summary>
    Widest,

    /// <summary>512 bits: 16 pairs at a time.</summary>
    Bits512,

    /// <summary>256 bits: 8 pairs at a time.</summary>
    Bits256,

    /// <summary>One pair at a time.</summary>
    Scalar,
}
