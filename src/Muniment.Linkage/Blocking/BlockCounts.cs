using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>What blocking rules would cost, counted without making a pair.</summary>
/// <param name="Pairs">Pairs inside the rule's blocks, those that other rules make too included.</param>
/// <param name="Blocks">Blocks of two records or more.</param>
/// <param name="Largest">The largest blocks: one of their rows, and how many records they hold; largest first.</param>
public sealed record RuleCount(double Pairs, long Blocks, IReadOnlyList<(int Row, int Records)> Largest);

/// <summary>Counts the pairs of blocking rules.</summary>
public static class BlockCounts
{
    /// <summary>Counts each rule of a prepared model.</summary>
    /// <param name="prepared">The model on a table.</param>
    /// <param name="largest">How many of the largest blocks to tell.</param>
    public static IReadOnlyList<RuleCount> Count(PreparedModel prepared, int largest) =>
        [.. Enumerable.Range(0, prepared.Model.BlockingRules.Count).Select(rule => Count(prepared, prepared.Rules[rule], largest))];

    /// <summary>Pairs inside the blocks of a key, large blocks counted as if they held <paramref name="most"/> records.</summary>
    internal static double PairsOf(PreparedModel prepared, int[] keys, int most) =>
        ForEachBlock(prepared, keys, records => Math.Min(records, most) * (Math.Min(records, most) - 1d) / 2, 0).Pairs;

    static RuleCount Count(PreparedModel prepared, PreparedRule rule, int largest) =>
        ForEachBlock(prepared, [.. rule.Keys.Select(key => key.Left)], records => records * (records - 1d) / 2, largest);

    static RuleCount ForEachBlock(PreparedModel prepared, int[] keys, Func<int, double> pairsOf, int largest)
    {
        using var entries = new BlockEntries(prepared.Lanes, keys, prepared.Threads);
        var pairs = new double[entries.Partitions];
        var blocks = new long[entries.Partitions];
        var tops = new (int Row, int Records)[entries.Partitions][];
        Parallel.For(0, entries.Partitions, new ParallelOptions { MaxDegreeOfParallelism = prepared.Threads }, () => Array.Empty<ulong>(), (partition, _, scratch) =>
        {
            var sorted = entries.Sort(partition, ref scratch);
            var found = new List<(int Row, int Records)>();
            for (var start = 0; start < sorted.Length;)
            {
                var end = start + 1;
                while (end < sorted.Length && sorted[end] >> 32 == sorted[start] >> 32)
                    end++;
                if (end - start > 1)
                {
                    pairs[partition] += pairsOf(end - start);
                    blocks[partition]++;
                    found.Add(((int)(uint)sorted[start], end - start));
                }
                start = end;
            }
            tops[partition] = [.. found.OrderByDescending(block => block.Records).ThenBy(block => block.Row).Take(largest)];
            return scratch;
        }, _ => { });
        return new RuleCount(pairs.Sum(), blocks.Sum(), [.. tops.SelectMany(top => top).OrderByDescending(block => block.Records).ThenBy(block => block.Row).Take(largest)]);
    }
}
