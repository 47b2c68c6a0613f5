namespace Muniment.Linkage.Evaluating;

/// <summary>Precision and recall as one record sees them, averaged over records: large persons do not outweigh small ones as they do in pairs.</summary>
/// <param name="Precision">Mean share of a record's found person that is truly its own, itself included; 0 to 1, 1 for no records.</param>
/// <param name="Recall">Mean share of a record's true person that was found, itself included; 0 to 1, 1 for no records.</param>
/// <remarks>
/// Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector space model", COLING-ACL 1998, with equal weight for each record.
/// Immutable; safe on any thread.
/// </remarks>
public readonly record struct BCubed(double Precision, double Recall)
{
    /// <summary>Harmonic mean of the two, 0 to 1.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
}
