using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Modelling;

/// <summary>Fields that agree together among people who are not the same: town and postcode, the surname and address of a household.</summary>
/// <remarks>
/// The weights of two comparisons add up as if they were independent. For each correlated pair of fields a further comparison is added: where both
/// agree, it takes back what the less telling field a claims, and grants what it adds given the more telling b, log2(P(a|b, match) / P(a|b, no
/// match)), the rarity of a's value included. Pairs of fields are chosen as a forest, strongest first (Chow and Liu, "Approximating discrete
/// probability distributions with dependence trees", 1968), so that nothing is taken back twice. Splink's format can carry it.
/// </remarks>
public static class FieldCorrelations
{
    // Two fields that agree together at least twice as often as independence would have it, and often enough to be counted.
    const double LeastLift = 2;
    const double LeastPairs = 200;
    const double PriorMargin = 3;
    const string BothSame = "both the same: weighed together";

    /// <summary>A trained model with a comparison more for each pair of correlated fields.</summary>
    /// <param name="model">Its comparisons' first levels are plain equalities, where they can be.</param>
    /// <param name="table">The records, with the model's derived columns.</param>
    /// <param name="chosen">Receives a sentence on each pair found.</param>
    public static LinkModel Correct(LinkModel model, RecordTable table, ICollection<string> chosen)
    {
        var rows = RecordSample.Rows(table.Count);
        var fields = model.Comparisons.Select((comparison, index) => (Index: index, Column: ExactColumn(comparison) is { } name ? table.Find(name) : null))
            .Where(field => field.Column is not null)
            .Select(field => new Field(field.Index, field.Column!, FirstLevel(model.Comparisons[field.Index]), RecordSample.Share(rows, [field.Column!])))
            .Where(field => field.Share > 0).ToArray();
        var pairs = rows.Length * (rows.Length - 1d) / 2;
        var candidates = new List<Correlation>();
        foreach (var (k, first) in fields.Index())
        {
            foreach (var second in fields[(k + 1)..])
            {
                var (less, more) = first.Share >= second.Share ? (first, second) : (second, first);
                // Pairs that match agree together too: as many as the less agreeing field allows are left out, and as the prior may be too low.
                var both = RecordSample.Share(rows, [less.Column, more.Column]) - (PriorMargin * model.Prior * Math.Min(less.Level.M ?? 1, more.Level.M ?? 1));
                if (both > LeastLift * less.Share * more.Share && both * pairs > LeastPairs)
                    candidates.Add(new Correlation(less, more, both));
            }
        }
        var trees = Enumerable.Range(0, model.Comparisons.Count).ToArray();
        var added = new List<Comparison>();
        foreach (var found in candidates.OrderByDescending(item => item.Lift).ThenBy(item => item.Less.Index).ThenBy(item => item.More.Index))
        {
            int one = trees[found.Less.Index], other = trees[found.More.Index];
            if (one == other)
                continue;
            for (var k = 0; k < trees.Length; k++)
                trees[k] = trees[k] == one ? other : trees[k];
            added.Add(Interaction(found));
            chosen.Add($"'{found.Less.Column.Name}' and '{found.More.Column.Name}' agree together {found.Lift:N0} times as often among different people as chance would have it: where both agree, they are weighed together.");
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
    internal static bool IsCorrection(Comparison comparison) => comparison.Levels is [{ Label: BothSame, FixM: true, FixU: true }, _];

    static Comparison Interaction(Correlation found)
    {
        var (less, more) = (found.Less.Level, found.More.Level);
        var (m, u) = (less.M ?? 1, less.U ?? 1);
        // What the less telling field adds where the other agrees, over what its own comparison says.
        var given = Math.Clamp(found.Both / found.More.Share, u, 1);
        var both = new ComparisonLevel(new All([less.Condition, more.Condition]), BothSame)
        {
            M = Math.Clamp(Math.Max(m, given) / given * u / m * u, 1e-12, 1),
            U = u,
            FixM = true,
            FixU = true,
            TermFrequencyColumn = less.TermFrequencyColumn,
            DisableExactMatchDetection = less.TermFrequencyColumn is not null,
            TermFrequencyWeight = less.TermFrequencyColumn is null ? 1 : -1, // What the rarity of the value added is taken back too.
        };
        var rest = new ComparisonLevel(new Otherwise(), "not both the same") { M = 0.5, U = 0.5, FixM = true, FixU = true };
        return new Comparison($"{found.Less.Column.Name}_with_{found.More.Column.Name}", [both, rest]);
    }

    static ComparisonLevel FirstLevel(Comparison comparison) => comparison.Levels.First(level => !level.IsNull);

    static string? ExactColumn(Comparison comparison) =>
        FirstLevel(comparison).Condition is Test { Relation: Relation.Equal, Left: FieldValue left, Right: FieldValue right } && left.Column == right.Column ? left.Column : null;

    sealed record Field(int Index, Column Column, ComparisonLevel Level, double Share);

    /// <param name="Less">The less telling field.</param>
    /// <param name="More">The more telling one.</param>
    /// <param name="Both">Share of pairs of different people that agree on both.</param>
    sealed record Correlation(Field Less, Field More, double Both)
    {
        public double Lift { get; } = Both / (Less.Share * More.Share);
    }
}
