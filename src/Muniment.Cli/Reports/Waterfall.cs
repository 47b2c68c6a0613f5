using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Reports;

/// <summary>What a bar of a waterfall stands for.</summary>
enum BarKind
{
    Prior,
    Comparison,
    TermFrequency,
    Correction,
    Total,
}

/// <summary>One bar: from the weight before it to the weight after it, bits; the prior and the total start at 0.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Label">The comparison's name, or what else it is.</param>
/// <param name="Level">What holds; empty for the prior and the total.</param>
/// <param name="FromBits">Where it starts.</param>
/// <param name="ToBits">Where it ends.</param>
/// <param name="Left">The left record's value, masked unless shown; null: missing or none.</param>
/// <param name="Right">The right record's value.</param>
sealed record WaterfallBar(BarKind Kind, string Label, string Level, double FromBits, double ToBits, string? Left, string? Right)
{
    /// <summary>What it adds, bits.</summary>
    public double AddedBits => ToBits - FromBits;
}

/// <summary>The match weight of one pair as a chain of bars that ends where the scorer does.</summary>
/// <remarks>Immutable.</remarks>
sealed record Waterfall(string LeftId, string RightId, double Probability, IReadOnlyList<WaterfallBar> Bars, IReadOnlyList<string> AbsentFields)
{
    /// <summary>Lays out an explanation.</summary>
    /// <param name="explanation">What the scorer says.</param>
    /// <param name="leftId">Id of the left record.</param>
    /// <param name="rightId">Id of the right record.</param>
    /// <param name="showValues">False: values are masked.</param>
    public static Waterfall Of(PairExplanation explanation, string leftId, string rightId, bool showValues)
    {
        var bars = new List<WaterfallBar> { new(BarKind.Prior, "Starting point", "", 0, explanation.PriorBits, null, null) };
        var at = explanation.PriorBits;
        void Add(BarKind kind, string label, string level, double bits, string? left, string? right)
        {
            bars.Add(new(kind, label, level, at, at + bits, left, right));
            at += bits;
        }
        foreach (var step in explanation.Steps)
        {
            Add(BarKind.Comparison, step.Comparison, step.Level, step.WeightBits, Masking.Mask(step.ValueLeft, showValues), Masking.Mask(step.ValueRight, showValues));
            if (step.TermFrequencyBits != 0)
                Add(BarKind.TermFrequency, step.Comparison, step.TermFrequencyBits > 0 ? "a rare value" : "a common value", step.TermFrequencyBits, null, null);
        }
        if (explanation.CorrectionBits != 0)
            Add(BarKind.Correction, "Limit", "too little evidence for certainty", explanation.CorrectionBits, null, null);
        bars.Add(new(BarKind.Total, "Match weight", "", 0, explanation.TotalBits, null, null));
        return new(leftId, rightId, explanation.Probability, bars, explanation.AbsentFields);
    }
}
