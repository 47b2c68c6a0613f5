namespace Muniment.Linkage.Columns;

/// <summary>Where one record's value lies in a batch's bytes: [Start, Start + Length).</summary>
/// <param name="Start">0-based byte.</param>
/// <param name="Length">In bytes; 0 = missing.</param>
public readonly record struct Cell(int Start, int Length);
