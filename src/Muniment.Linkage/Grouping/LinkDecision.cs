namespace Muniment.Linkage.Grouping;

/// <summary>What somebody decided about two records.</summary>
public enum Verdict
{
    /// <summary>They belong to one person.</summary>
    Same,

    /// <summary>They belong to two persons.</summary>
    Different,
}

/// <summary>A human's "same" or "different" that every later run obeys.</summary>
/// <param name="Left">Row of one record.</param>
/// <param name="Right">Row of the other.</param>
/// <param name="Verdict">Same or different.</param>
/// <param name="Reason">Why, in the words of who decided; null: not given.</param>
/// <param name="By">Who decided; null: not given.</param>
public sealed record LinkDecision(int Left, int Right, Verdict Verdict, string? Reason = null, string? By = null);
