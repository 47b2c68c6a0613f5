using Muniment.Linkage.Columns;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Modelling;

/// <summary>Fields that agree together among people who are not the same: town and postcode, the surname and address of a household.</summary>
/// <remarks>
/// The weights of two comparisons add up as if they were independent. So for each field a that depends on more telling ones a further comparison is
/// added: where a agrees and a more telling field b agrees too, it takes back what a claims, the rarity of its value included, and grants what a
/// adds given b, log2(P(a|b, match) / P(a|b, no match)). Of several such b the one that a depends on most decides: the chain rule of probability
/// from the most telling field down, each step by its strongest condition. Splink's format can carry it.
/// </remarks>
public static class FieldCorrelations
{
    // Two fields that agree together at least twice as often as independence would have it, and often enough to be counted.
    const double LeastLift = 2, LeastAgreeing = 25, LeastPairs = 60;
    const int MostParents = 4;
    const string Together = "the same, weighed together with ";

    /// <summary>A trained model with a comparison more for each field that depends on others.</summary>
    /// <param name="prepared">The model on the records, as it was trained.</param>
    /// <param name="model">Its comparisons with m and u; their first levels are plain equalities, where they can be.</param>
    /// <param name="chosen">Receives a sentence on each field found.</param>
    public static LinkModel Correct(PreparedModel prepared, LinkModel model, ICollection<string> chosen)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(model);
        if (model.Comparisons.Count > AgreementPatterns.MostComparisons || model.Comparisons.Any(comparison => comparison.Levels.Count > AgreementPatterns.MostLevels))
            return model;
        var fields = model.Comparisons.Select((comparison, index) => (Index: index, Column: ExactColumn(comparison) is { } name ? prepared.Table.Find(name) : null))
            .Where(field => field.Column is not null && FirstLevel(model.Comparisons[field.Index]) is { M: > 0, U: > 0 })
            .Select(field => new Field(field.Index, field.Column!, FirstLevel(model.Comparisons[field.Index])))
            .OrderBy(field => field.Level.U).ThenBy(field => field.Index).ToArray();
        var sharers = new SharedValuePairs[fields.Length];
        Parallel.For(0, fields.Length, new ParallelOptions { MaxDegreeOfParallelism = prepared.Threads }, k => sharers[k] = SharedValuePairs.Of(prepared, model, fields[k].Index, fields[k].Column));
        var added = new List<Comparison>();
        for (var less = 1; less < fields.Length; less++)
        {
            var field = fields[less];
            var parents = Enumerable.Range(0, less).Select(more => Dependence.Of(field, fields[more], sharers[more])).OfType<Dependence>()
                .OrderByDescending(found => found.Given).ThenBy(found => found.More.Index).Take(MostParents).ToArray();
            if (parents.Length == 0)
                continue;
            added.Add(Interaction(field, parents));
            chosen.Add($"'{field.Column.Name}' agrees more often among different people where {string.Join(", ", parents.Select(found => $"'{found.More.Column.Name}' ({found.Given / field.Level.U!.Value:N0} times)"))} agrees too: then they are weighed together.");
        }
        return model with { Comparisons = [.. model.Comparisons, .. added] };
    }

    /// <summary>A model without the comparisons that <see cref="Correct"/> added, for training it again.</summary>
    /// <param name="model">Any model.</param>
    public static LinkModel Without(LinkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model with { Comparisons = [.. model.Comparisons.Where(comparison => !IsCorrection(comparison))] };
    }

    /// <summary>True: the comparison is one that <see cref="Correct"/> added; it says nothing of its own.</summary>
    internal static bool IsCorrection(Comparison comparison) =>
        comparison.Levels[0].Label.StartsWith(Together, StringComparison.Ordinal) && comparison.Levels.All(level => level is { FixM: true, FixU: true });

    static Comparison Interaction(Field field, Dependence[] parents)
    {
        var (level, m, u) = (field.Level, field.Level.M!.Value, field.Level.U!.Value);
        return new Comparison($"{field.Column.Name}_given_others",
        [
            .. parents.Select(found => new ComparisonLevel(new All([level.Condition, found.More.Level.Condition]), Together + found.More.Column.Name)
            {
                M = Math.Clamp(found.Matching / found.Given * u / m * u, 1e-12, 1),
                U = u,
                FixM = true,
                FixU = true,
                TermFrequencyColumn = level.TermFrequencyColumn,
                DisableExactMatchDetection = level.TermFrequencyColumn is not null,
                TermFrequencyWeight = level.TermFrequencyColumn is null ? 1 : -1, // What the rarity of the value added is taken back too.
            }),
            new ComparisonLevel(new Otherwise(), "on its own") { M = 0.5, U = 0.5, FixM = true, FixU = true },
        ]);
    }

    static ComparisonLevel FirstLevel(Comparison comparison) => comparison.Levels.First(level => !level.IsNull);

    static string? ExactColumn(Comparison comparison) =>
        FirstLevel(comparison).Condition is Test { Relation: Relation.Equal, Left: FieldValue left, Right: FieldValue right } && left.Column == right.Column ? left.Column : null;

    sealed record Field(int Index, Column Column, ComparisonLevel Level);

    /// <param name="More">The more telling field.</param>
    /// <param name="Given">P(the less telling one agrees | this one does, no match).</param>
    /// <param name="Matching">P(the less telling one agrees | this one does, match).</param>
    sealed record Dependence(Field More, double Given, double Matching)
    {
        public static Dependence? Of(Field less, Field more, SharedValuePairs pairs)
        {
            var different = pairs.Different(less.Index);
            var given = different.Believing(less.Level.U!.Value);
            if (!pairs.AreDifferentPeople || different.Agreeing < LeastAgreeing || different.Pairs < LeastPairs || given < LeastLift * less.Level.U)
                return null;
            return new(more, given, Math.Max(given, pairs.Matching(less.Index).Believing(less.Level.M!.Value)));
        }
    }
}
