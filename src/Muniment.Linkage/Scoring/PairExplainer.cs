using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>Explains pairs: the same numbers the scorer adds up, one by one, with the values they come from.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
public sealed unsafe class PairExplainer
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
        return Explain(left, _scorer.Prepared.Lanes[left], column => ValueOf(column, left), right);
    }

    /// <summary>Explains a pair whose left record need not be one of the table.</summary>
    /// <param name="left">Its row; -1: none.</param>
    /// <param name="lanes">Its packed values.</param>
    /// <param name="leftValue">Its value of a column; null: missing.</param>
    /// <param name="right">Row of the right record.</param>
    internal PairExplanation Explain(int left, int* lanes, Func<Column, string?> leftValue, int right)
    {
        var record = _scorer.Prepared.Lanes[right];
        var comparisons = _scorer.Model.Comparisons;
        var levels = new byte[comparisons.Count];
        var weights = new double[comparisons.Count];
        var adjustments = new double[comparisons.Count];
        _scorer.Explain(lanes, record, levels, weights, adjustments);
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
                Joined(_columns[index], leftValue),
                Joined(_columns[index], column => ValueOf(column, right))));
        }
        var total = PairScorer.InBits(_scorer.Score(lanes, record));
        return new(left, right, MatchWeights.OfProbability(_scorer.Model.Prior), steps, total, MatchWeights.Probability(total), absent);
    }

    static string? Joined(Column[] columns, Func<Column, string?> valueOf)
    {
        var text = string.Join(" / ", columns.Select(valueOf).OfType<string>().Distinct());
        return text.Length == 0 ? null : text;
    }

    static string? ValueOf(Column column, int row) =>
        column.Codes[row] == 0 ? null : Encoding.UTF8.GetString(column.Values[column.Codes[row]]);
}
