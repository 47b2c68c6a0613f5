using Muniment.Linkage.Scoring;

namespace Muniment.Hub.Persons;

/// <summary>How a match weight came about, as steps from what is likely before anything is compared to what is likely after all of it. Personal data only where step names hold some.</summary>
/// <param name="SourceId">The source of the record that was compared.</param>
/// <param name="RecordId">Its record id.</param>
/// <param name="Steps">In order; the first begins at 0 bits.</param>
/// <param name="TotalBits">Where the last ends: the match weight, bits.</param>
/// <param name="Probability">The match probability, 0 to 1.</param>
/// <remarks>Immutable; safe on any thread.</remarks>
public sealed record EvidenceWaterfall(string SourceId, string RecordId, IReadOnlyList<WaterfallStep> Steps, double TotalBits, double Probability)
{
    /// <summary>The lowest and the highest weight that some step touches, bits; 0 is among them.</summary>
    public (double Low, double High) Range => (Math.Min(0, Steps.Min(step => Math.Min(step.FromBits, step.ToBits))), Math.Max(0, Steps.Max(step => Math.Max(step.FromBits, step.ToBits))));

    internal static EvidenceWaterfall Of(string sourceId, string recordId, PairExplanation explanation)
    {
        var steps = new List<WaterfallStep>();
        var at = 0.0;
        Add(WaterfallPart.Prior, "", "", explanation.PriorBits);
        foreach (var step in explanation.Steps.Where(step => step.Gamma >= 0))
            Add(WaterfallPart.Comparison, step.Comparison, step.Level, step.WeightBits + step.TermFrequencyBits);
        if (explanation.CorrectionBits != 0)
            Add(WaterfallPart.Correction, "", "", explanation.CorrectionBits);
        return new EvidenceWaterfall(sourceId, recordId, steps, explanation.TotalBits, explanation.Probability);

        void Add(WaterfallPart part, string name, string level, double bits) => steps.Add(new WaterfallStep(part, name, level, bits, at, at += bits));
    }
}

/// <summary>What a step is.</summary>
public enum WaterfallPart
{
    /// <summary>How likely two records taken at random are of one person.</summary>
    Prior,

    /// <summary>What one comparison adds or takes away.</summary>
    Comparison,

    /// <summary>What a cap or a correction for fields that go together adds or takes away.</summary>
    Correction,
}

/// <summary>One step.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Name">The comparison's name; empty for the others.</param>
/// <param name="Level">How it came out, in the model's words.</param>
/// <param name="Bits">What it adds; negative: takes away.</param>
/// <param name="FromBits">The weight before it.</param>
/// <param name="ToBits">The weight after it.</param>
public readonly record struct WaterfallStep(WaterfallPart Part, string Name, string Level, double Bits, double FromBits, double ToBits);
