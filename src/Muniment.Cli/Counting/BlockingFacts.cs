using Muniment.Cli.Linking;
using Muniment.Cli.Reports;
using Muniment.Linkage.Blocking;
using Muniment.Linkage.Modelling;

namespace Muniment.Cli.Counting;

/// <summary>What blocking would cost, counted without making a pair.</summary>
/// <param name="Records">Records read.</param>
/// <param name="AllPairs">Pairs without blocking.</param>
/// <param name="Cap">Blocks of more records are refined; null: never.</param>
/// <param name="Refinements">What they are refined by, in words.</param>
/// <param name="Rules">In the model's order; empty: every pair is compared.</param>
sealed record BlockingFacts(int Records, double AllPairs, int? Cap, IReadOnlyList<string> Refinements, IReadOnlyList<RuleCost> Rules)
{
    /// <summary>Counts.</summary>
    /// <param name="bound">The model on its records.</param>
    /// <param name="largest">How many of the largest blocks of each rule to tell.</param>
    /// <param name="showValues">False: their key values are masked.</param>
    public static BlockingFacts Of(BoundModel bound, int largest, bool showValues)
    {
        var (model, records) = (bound.Model, bound.Table.Count);
        return new(
            records,
            ModelTraining.PairsIn(bound.Prepared),
            model.BlockCap,
            [.. model.Refinements.Select(chain => string.Join(", then ", chain))],
            [.. BlockCounts.Count(bound.Prepared, largest).Select((count, rule) => new RuleCost(
                model.BlockingRules[rule].Sql ?? SqlText.Print(model.BlockingRules[rule].Condition, SqlStyle.Qualified),
                count,
                records == 0 ? 0 : count.Pairs / records,
                [.. count.Largest.Select(block => new BlockCost(block.Records, [.. block.Key.Select(value => Masking.Mask(value, showValues)!)]))]))]);
    }
}

/// <summary>The cost of one rule.</summary>
/// <param name="Rule">As SQL.</param>
/// <param name="Count">Its blocks and pairs.</param>
/// <param name="PairsPerRecord">Pairs for each record read.</param>
/// <param name="Largest">The largest blocks, largest first.</param>
sealed record RuleCost(string Rule, RuleCount Count, double PairsPerRecord, IReadOnlyList<BlockCost> Largest);

/// <summary>A large block.</summary>
/// <param name="Records">How many records it holds.</param>
/// <param name="Key">The values they share, masked unless values are shown.</param>
sealed record BlockCost(int Records, IReadOnlyList<string> Key);
