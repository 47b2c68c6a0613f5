using System.Text;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>What blocking rules would cost, counted without making a pair.</summary>
/// <param name="Pairs">Pairs inside the rule's blocks, those that other rules make too included.</param>
/// <param name="Blocks">Blocks of two records or more.</param>
/// <param name="Largest">The largest blocks, largest first.</param>
/// <remarks>Where a rule reads left and right differently, blocks are those of the left values, and pairs an upper bound.</remarks>
public sealed record RuleCount(double Pairs, long Blocks, IReadOnlyList<LargestBlock> Largest)
{
    /// <summary>Blocks of more records than the model's cap; 0 where it has none. These are refined.</summary>
    public long BlocksOverCap { get; init; }

    /// <summary>Pairs inside those, before they are refined.</summary>
    public double PairsOverCap { get; init; }
}

/// <summary>One of the largest blocks of a rule.</summary>
/// <param name="Row">One of its rows, 0-based.</param>
/// <param name="Records">How many records it holds.</param>
/// <param name="Key">[equalities of the rule] the values its records share, unmasked.</param>
public sealed record LargestBlock(int Row, int Records, IReadOnlyList<string> Key);

/// <summary>Counts the pairs of blocking rules.</summary>
public static class BlockCounts
{
    /// <summary>Counts each rule of a prepared model.</summary>
    /// <param name="prepared">The model on a table.</param>
    /// <param name="largest">How many of the largest blocks to tell, 0 or more.</param>
    public static IReadOnlyList<RuleCount> Count(PreparedModel prepared, int largest) =>
        [.. Enumerable.Range(0, prepared.Model.BlockingRules.Count).Select(rule => Count(prepared, prepared.Rules[rule], largest))];

    static double PairsIn(int records) => records * (records - 1d) / 2;

    static RuleCount Count(PreparedModel prepared, PreparedRule rule, int largest)
    {
        int[] keys = [.. rule.Keys.Select(key => key.Left)];
        var parts = ForEachBlock(prepared, keys, PairsIn, largest);
        var tops = parts.SelectMany(part => part.Tops).OrderByDescending(block => block.Records).ThenBy(block => block.Row).Take(largest);
        return new RuleCount(parts.Sum(part => part.Pairs), parts.Sum(part => part.Blocks), [.. tops.Select(block => new LargestBlock(block.Row, block.Records, [.. keys.Select(key => ValueOf(prepared, key, block.Row))]))])
        {
            BlocksOverCap = parts.Sum(part => part.OverCap),
            PairsOverCap = parts.Sum(part => part.PairsOverCap),
        };
    }

    static unsafe string ValueOf(PreparedModel prepared, int lane, int row) =>
        Encoding.UTF8.GetString(prepared.Lanes.Fields[lane].Values[prepared.Lanes[row][lane]]);

    // In order of partition, so that sums come out the same on any number of threads.
    static PartCounts[] ForEachBlock(PreparedModel prepared, int[] keys, Func<int, double> pairsOf, int largest)
    {
        using var entries = new BlockEntries(prepared.Lanes, keys, prepared.Threads);
        var parts = new PartCounts[entries.Partitions];
        var cap = prepared.Model.BlockCap ?? int.MaxValue;
        Parallel.For(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = prepared.Threads }, () => Array.Empty<ulong>(), (partition, _, scratch) =>
        {
            var sorted = entries.Sort(partition, ref scratch);
            var counts = new PartCounts();
            var found = new List<(int Row, int Records)>();
            for (var start = 0; start < sorted.Length;)
            {
                var end = start + 1;
                while (end < sorted.Length && sorted[end] >> 32 == sorted[start] >> 32)
                    end++;
                var records = end - start;
                if (records > 1)
                {
                    counts.Pairs += pairsOf(records);
                    counts.Blocks++;
                    if (largest > 0)
                        found.Add(((int)(uint)sorted[start], records));
                }
                if (records > cap)
                {
                    counts.OverCap++;
                    counts.PairsOverCap += PairsIn(records);
                }
                start = end;
            }
            counts.Tops = [.. found.OrderByDescending(block => block.Records).ThenBy(block => block.Row).Take(largest)];
            parts[partition] = counts;
            return scratch;
        }, _ => { });
        return parts;
    }

    sealed class PartCounts
    {
        public double Pairs { get; set; }

        public long Blocks { get; set; }

        public long OverCap { get; set; }

        public double PairsOverCap { get; set; }

        public (int Row, int Records)[] Tops { get; set; } = [];
    }
}
