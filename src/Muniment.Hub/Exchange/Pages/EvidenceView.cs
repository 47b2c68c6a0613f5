using System.Globalization;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Reviews;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>Evidence as reviewers see it: what was asked beside what the records say, and how the match weight of the likeliest record came about. Personal data.</summary>
/// <param name="Evidence">What was opened.</param>
/// <param name="Waterfall">null: nothing was asked (a push), or there is no record.</param>
sealed record EvidenceView(ReviewEvidence Evidence, EvidenceWaterfall? Waterfall)
{
    /// <summary>The fields, those that were asked first.</summary>
    public IReadOnlyList<string> Fields => [.. Evidence.Asked.Keys.Union(Evidence.Records.SelectMany(record => record.Fields.Keys), StringComparer.Ordinal)];

    /// <summary>Where a weight of 0 bits stands in the picture.</summary>
    public string Zero => At(0);

    /// <summary>Reads how the weight came about from the snapshot that is asked now.</summary>
    public static async Task<EvidenceView> OfAsync(ReviewEvidence evidence, PersonDirectory directory, RuleBook book, TimeProvider clock)
    {
        if (evidence.Asked.Count == 0 || (await book.ReadAsync()).Find(evidence.Agreement, Moment.Now(clock)) is not { } agreement)
            return new EvidenceView(evidence, null);
        using var reading = directory.Read(PersonLookUp.PartitionOf(agreement));
        return new EvidenceView(evidence, evidence.Records.Select(record => reading?.Explain(evidence.Asked, record.SourceId, record.RecordId)).OfType<EvidenceWaterfall>().MaxBy(waterfall => waterfall.TotalBits));
    }

    /// <summary>What the look-up found of a field: agrees, differs, absent or not-asked.</summary>
    public string Verdict(string field) =>
        !Evidence.Asked.ContainsKey(field) ? "not-asked" : Evidence.Agreeing.Contains(field, StringComparer.Ordinal) ? "agrees" : Evidence.Absent.Contains(field, StringComparer.Ordinal) ? "absent" : "differs";

    /// <summary>Whether a value is written as it was asked: same or other; empty where there is nothing to compare.</summary>
    public string Written(string field, string? value) =>
        value is null || !Evidence.Asked.TryGetValue(field, out var asked) ? "" : string.Equals(asked.Trim(), value.Trim(), StringComparison.OrdinalIgnoreCase) ? "same" : "other";

    /// <summary>A step's bar: its left end and its width as shares of the picture, and its class.</summary>
    public (string X, string Width, string Style) Bar(WaterfallStep step)
    {
        var (low, high) = Waterfall!.Range;
        var width = Math.Max(0.4, 100 * Math.Abs(step.Bits) / (high - low));
        return (At(Math.Min(step.FromBits, step.ToBits)), Share(width), step.Bits < 0 ? "app-waterfall__less" : "app-waterfall__more");
    }

    /// <summary>Bits with their sign and one decimal place.</summary>
    public static string Bits(double bits) => bits.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);

    /// <summary>A probability as a percentage, rounded down: nothing is shown surer than it is.</summary>
    public static string Percent(double probability) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(probability * 1000) / 10:0.0} %");

    string At(double bits) => Waterfall!.Range is var (low, high) ? Share(100 * (bits - low) / (high - low)) : "";

    static string Share(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.##}%");
}
