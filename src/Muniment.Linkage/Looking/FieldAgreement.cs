namespace Muniment.Linkage.Looking;

/// <summary>What a found record says about one value that was asked.</summary>
public enum FieldAgreement
{
    /// <summary>Nothing: the query or the record has no value, or the model does not compare the field.</summary>
    Absent,

    /// <summary>The two contradict each other, or are alike in a way that tells against a match.</summary>
    Differs,

    /// <summary>Alike, not the same: a slip, a short form, the same year. It tells for a match.</summary>
    Partly,

    /// <summary>The same, after cleaning.</summary>
    Agrees,
}
