namespace Muniment.Linkage.Grouping;

/// <summary>A person whose records say things one human being cannot.</summary>
/// <param name="Person">0-based person, as in the grouping it was found in.</param>
/// <param name="Score">How likely the person is more than one human being, 0 to 1.</param>
/// <param name="Reason">One sentence that names the records, not their values.</param>
/// <param name="Records">Rows of the person's records, ascending.</param>
/// <param name="ProposedSplit">Two or more parts of <paramref name="Records"/>, each ascending, in order of their smallest rows: one human being each.</param>
/// <remarks>Immutable; safe on any thread. Holds record ids, no other personal data.</remarks>
public sealed record MergedFinding(
    int Person, double Score, string Reason, IReadOnlyList<int> Records, IReadOnlyList<IReadOnlyList<int>> ProposedSplit);
