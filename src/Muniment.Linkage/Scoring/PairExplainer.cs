using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>Explains pairs: the same numbers the scorer adds up, one by one, with the values they come from.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
public sealed class PairExplainer
{
    readonly PairScorer _scorer;
    readonly Column[][] _columns;

    /// <summary>For the pairs of one scorer.</summary>
    public PairExplainer(PairScorer scorer)
    {
        _scorer = scorer;
        _columns = [.. scorer.Model.Comparisons.Select(comparison => ConditionFields.Of(comparison).Select(scorer.Prepared.Table.Find).OfType<Column>().ToArray())];
    }

    /// <summary>Explains one pair.</summary>
    /// <param name="first">0-based row of one record.</param>
    /// <param name="second">Row of the other; which of the two is left is decided as in a run.</param>
    public PairExplanation Explain(int first, int second)
    {
        var (left, right) = _scorer.Prepared.IsLeft(first, second) ? (first, second) : (second, first);
        var comparisons = _scorer.Model.Comparisons;
        var levels = new byte[comparisons.Count];
        var weights = new double[comparisons.Count];
        var adjustments = new double[comparisons.Count];
        _scorer.Explain(left, right, levels, weights, adjustments);
        var steps = new List<ExplanationStep>();
        var absent = new List<string>();
        for (var index = 0; index < comparisons.Count; index++)
        {
            var level = comparisons[index].Levels[levels[index]];
            if (level.IsNull)
                absent.Add(comparisons[index].Name);
            steps.Add(new(
                comparisons[index].Name,
                level.Label,
                _scorer.Prepared.Gammas[index][levels[index]],
                weights[index],
                adjustments[index],
                ValueOf(_columns[index], left),
                ValueOf(_columns[index], right)));
        }
        var total = _scorer.WeightBits(left, right);
        return new(left, right, MatchWeights.OfProbability(_scorer.Model.Prior), steps, total, MatchWeights.Probability(total), absent);
    }

    static string? ValueOf(Column[] columns, int row)
    {
        var values = columns.Where(column => column.Codes[row] != 0).Select(column => Encoding.UTF8.GetString(column.Values[column.Codes[row]]));
        var text = string.Join(" / ", values.Distinct());
        return text.Length == 0 ? null : text;
    }
}
