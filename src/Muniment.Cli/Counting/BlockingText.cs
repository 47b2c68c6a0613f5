using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muniment.Cli.Reports;

namespace Muniment.Cli.Counting;

/// <summary>Writes what blocking would cost: for people, the same in a terminal and in a pipe, or as JSON.</summary>
static class BlockingText
{
    static readonly JsonWriterOptions s_indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter to, BlockingFacts facts)
    {
        if (facts.Rules.Count == 0)
        {
            to.WriteLine($"There are no blocking rules: all {Whole(facts.AllPairs)} pairs of {Numbers.Count(facts.Records)} records are compared.");
            return;
        }
        to.WriteLine($"{Numbers.Count(facts.Records)} records make {Whole(facts.AllPairs)} pairs; the rules look at these (a pair of several rules counts to each):");
        to.WriteLine();
        to.WriteLine($"{"rule",4}{"pairs",16}{"a record",11}{"blocks",12}{"over cap",10}{"their pairs",16}  condition");
        foreach (var (number, rule) in facts.Rules.Index())
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{number,4}{Whole(rule.Count.Pairs),16}{rule.PairsPerRecord,11:0.00}{Numbers.Count(rule.Count.Blocks),12}{Numbers.Count(rule.Count.BlocksOverCap),10}{Whole(rule.Count.PairsOverCap),16}  {rule.Rule}"));
        }
        to.WriteLine($"{"sum",4}{Whole(facts.Rules.Sum(rule => rule.Count.Pairs)),16}");
        to.WriteLine();
        to.WriteLine(facts.Cap is not { } cap ? "There is no cap: every pair of every block is made."
            : facts.Refinements.Count == 0 ? $"Blocks over {Numbers.Count(cap)} records are over the cap, and there is nothing to refine them by: their pairs are not made."
            : $"Blocks over {Numbers.Count(cap)} records are over the cap and are refined by {string.Join(", and side by side by ", facts.Refinements)}, until they are under it; what stays over is not compared.");
        foreach (var (number, rule) in facts.Rules.Index().Where(item => item.Item.Largest.Count > 0))
        {
            to.WriteLine();
            to.WriteLine($"Largest blocks of rule {number}");
            foreach (var block in rule.Largest)
                to.WriteLine($"{Numbers.Count(block.Records),12} records  {string.Join(" | ", block.Key.Select(WaterfallText.Printable))}");
        }
    }

    public static void Write(Stream to, BlockingFacts facts)
    {
        using (var json = new Utf8JsonWriter(to, s_indented))
        {
            json.WriteStartObject();
            json.WriteNumber("records", facts.Records);
            json.WriteNumber("all_pairs", facts.AllPairs);
            if (facts.Cap is { } cap)
                json.WriteNumber("block_cap", cap);
            json.WriteStartArray("rules");
            foreach (var rule in facts.Rules)
                WriteRule(json, rule);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        to.WriteByte((byte)'\n');
    }

    static void WriteRule(Utf8JsonWriter json, RuleCost rule)
    {
        json.WriteStartObject();
        json.WriteString("rule", rule.Rule);
        json.WriteNumber("pairs", rule.Count.Pairs);
        json.WriteNumber("pairs_per_record", Math.Round(rule.PairsPerRecord, 3));
        json.WriteNumber("blocks", rule.Count.Blocks);
        json.WriteNumber("blocks_over_cap", rule.Count.BlocksOverCap);
        json.WriteNumber("pairs_over_cap", rule.Count.PairsOverCap);
        json.WriteStartArray("largest");
        foreach (var block in rule.Largest)
        {
            json.WriteStartObject();
            json.WriteNumber("records", block.Records);
            json.WriteStartArray("key");
            foreach (var value in block.Key)
                json.WriteStringValue(value);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
