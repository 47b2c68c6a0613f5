namespace Muniment.Linkage.Grouping;

/// <summary>How edges become persons.</summary>
public enum GroupingMethod
{
    /// <summary>
    /// Records that hang together by edges, by how well all of their pairs agree: two groups become one only while the mean
    /// evidence between them says "same", so one stray edge does not glue two people.
    /// </summary>
    Dense,

    /// <summary>Everything that hangs together by edges at or above the threshold, as Splink's clustering does.</summary>
    Components,
}

/// <summary>What one-to-one grouping does when a record is linked equally well to two records that exclude each other.</summary>
public enum OneToOneTies
{
    /// <summary>Neither link is taken (Splink's ties_method 'drop'): a coin toss is no ground for saying who somebody is.</summary>
    Drop,

    /// <summary>One is taken, chosen by the records' content (Splink's 'lowest_id' chooses by their ids, which may not decide here).</summary>
    ByContent,
}
