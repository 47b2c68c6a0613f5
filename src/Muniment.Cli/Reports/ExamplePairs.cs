using Muniment.Cli.Linking;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Reports;

/// <summary>Picks the pairs of a run that are worth a look.</summary>
/// <remarks>Of equals the first is taken, so the choice is the same on any number of threads.</remarks>
static class ExamplePairs
{
    /// <summary>The surest pair, the nearest to the threshold on both sides, and the least sure kept.</summary>
    public static IReadOnlyList<ExamplePair> Around(LinkOutcome outcome, PairExplainer explainer)
    {
        var (edges, threshold) = (outcome.Pairs.Edges, outcome.ThresholdBits);
        int surest = -1, above = -1, below = -1, least = -1;
        for (var edge = 0; edge < edges.Count; edge++)
        {
            var weight = edges.WeightBits[edge];
            if (surest < 0 || weight > edges.WeightBits[surest])
                surest = edge;
            if (least < 0 || weight < edges.WeightBits[least])
                least = edge;
            if (weight >= threshold && (above < 0 || weight < edges.WeightBits[above]))
                above = edge;
            if (weight < threshold && (below < 0 || weight > edges.WeightBits[below]))
                below = edge;
        }
        var pairs = new List<ExamplePair>();
        var shown = new HashSet<int> { -1 };
        void Add(int edge, string why)
        {
            if (shown.Add(edge))
                pairs.Add(Of(outcome, explainer, edge, why));
        }
        Add(surest, "The pair of the highest weight.");
        Add(above, "The weakest pair that is still above the threshold.");
        Add(below, "The strongest pair below the threshold.");
        Add(least, "The weakest pair that was kept.");
        return pairs;
    }

    /// <summary>The strongest pair that is false and the weakest kept pair that is true.</summary>
    public static IReadOnlyList<ExamplePair> Errors(LinkOutcome outcome, Column truth, PairExplainer explainer)
    {
        var edges = outcome.Pairs.Edges;
        int worst = -1, missed = -1;
        for (var edge = 0; edge < edges.Count; edge++)
        {
            var (left, right) = (truth.Codes[edges.Left[edge]], truth.Codes[edges.Right[edge]]);
            if (left == 0 || right == 0)
                continue;
            var weight = edges.WeightBits[edge];
            if (left != right && (worst < 0 || weight > edges.WeightBits[worst]))
                worst = edge;
            if (left == right && (missed < 0 || weight < edges.WeightBits[missed]))
                missed = edge;
        }
        var pairs = new List<ExamplePair>();
        if (worst >= 0)
            pairs.Add(Of(outcome, explainer, worst, "Of the pairs that are two people's by the truth, the one of the highest weight."));
        if (missed >= 0)
            pairs.Add(Of(outcome, explainer, missed, "Of the kept pairs that are one person's by the truth, the one of the lowest weight."));
        return pairs;
    }

    static ExamplePair Of(LinkOutcome outcome, PairExplainer explainer, int edge, string why)
    {
        var explanation = explainer.Explain(outcome.Pairs.Edges.Left[edge], outcome.Pairs.Edges.Right[edge]);
        return new(why, NameOf(outcome.Table, explanation.LeftRow), NameOf(outcome.Table, explanation.RightRow), explanation);
    }

    /// <summary>source:id, or the id alone where there is one source.</summary>
    public static string NameOf(RecordTable table, int row) =>
        table.Sources.Count == 1 ? table.IdOf(row) : $"{table.Sources[table.SourceOf(row)].Name}:{table.IdOf(row)}";
}
