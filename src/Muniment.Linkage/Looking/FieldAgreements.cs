using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Looking;

/// <summary>From a pair's comparison levels to what it says about each column of the extracts.</summary>
/// <remarks>
/// A column is told by the comparisons whose best level asks for equality of what is computed of it; where there is none, by all that read it. The best of
/// several counts. The best level is agreement; a level between the best and the last is partial agreement if it is commoner among matches (m > u). Comparisons that
/// only weigh two others together say nothing of their own. Immutable; safe on any thread.
/// </remarks>
sealed class FieldAgreements
{
    readonly FieldAgreement[][] _ofLevel; // [comparisons][levels]
    readonly Dictionary<string, int[]> _comparisons = new(StringComparer.Ordinal);

    public FieldAgreements(LinkModel model, IEnumerable<string> fields)
    {
        _ofLevel = [.. model.Comparisons.Select(comparison => comparison.Levels.Select((_, level) => OfLevel(comparison, level)).ToArray())];
        var own = model.Comparisons.Index().Where(comparison => !FieldCorrelations.IsCorrection(comparison.Item)).ToArray();
        foreach (var field in fields)
        {
            var exact = own.Where(comparison => ExactColumn(comparison.Item) is { } column && IsOf(model, column, field)).Select(comparison => comparison.Index).ToArray();
            _comparisons[field] = exact.Length > 0 ? exact
                : [.. own.Where(comparison => ConditionFields.Of(comparison.Item).Any(column => IsOf(model, column, field))).Select(comparison => comparison.Index)];
        }
    }

    /// <summary>What a pair says about a column of the extracts.</summary>
    /// <param name="field">The column; one that the model does not compare is absent.</param>
    /// <param name="levels">The pair's level of each comparison, [comparisons].</param>
    public FieldAgreement Of(string field, ReadOnlySpan<byte> levels)
    {
        var best = FieldAgreement.Absent;
        foreach (var comparison in _comparisons.GetValueOrDefault(field, []))
        {
            var here = _ofLevel[comparison][levels[comparison]];
            best = here > best ? here : best;
        }
        return best;
    }

    static FieldAgreement OfLevel(Comparison comparison, int level)
    {
        var outcome = comparison.Levels[level];
        if (outcome.IsNull)
            return FieldAgreement.Absent;
        if (!comparison.Levels.Take(level).Any(before => !before.IsNull))
            return FieldAgreement.Agrees;
        var isLast = level == comparison.Levels.Count - 1;
        return !isLast && outcome.M is { } m && outcome.U is { } u && m > u ? FieldAgreement.Partly : FieldAgreement.Differs;
    }

    static string? ExactColumn(Comparison comparison) =>
        comparison.Levels.FirstOrDefault(level => !level.IsNull)?.Condition is Test { Relation: Relation.Equal, Left: FieldValue left, Right: FieldValue right } && left.Column == right.Column ? left.Column : null;

    static bool IsOf(LinkModel model, string column, string field) =>
        column == field || model.Columns.FirstOrDefault(derived => derived.Name == column) is { } made && made.From.Any(from => IsOf(model, from, field));
}
