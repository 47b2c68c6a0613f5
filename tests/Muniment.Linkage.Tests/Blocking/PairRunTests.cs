using Muniment.Linkage.Blocking;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Blocking;

public sealed class PairRunTests
{
    const int Cap = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_BlocksOverTheCap_MakesExactlyThePairsRefinementAllows(int seed)
    {
        using var table = Table(seed, 600);
        var model = Model(Cap);
        var scorer = new PairScorer(new PreparedModel(table, model, 2), model);

        var result = PairRun.Run(scorer, new PairRunOptions(), TestContext.Current.CancellationToken);

        var expected = SlowPairs(table);
        Assert.Equal(expected.Count, result.Edges.Count);
        for (var edge = 0; edge < result.Edges.Count; edge++)
        {
            var pair = (Math.Min(result.Edges.Left[edge], result.Edges.Right[edge]), Math.Max(result.Edges.Left[edge], result.Edges.Right[edge]));
            Assert.True(expected.TryGetValue(pair, out var rule), $"The pair {pair} should not have been made.");
            Assert.Equal(rule, result.Edges.Rule[edge]);
        }
        Assert.Equal(expected.Values.CountBy(rule => rule).OrderBy(item => item.Key).Select(item => (long)item.Value), result.Rules.Select(rule => rule.Pairs));
        Assert.True(result.Rules.Sum(rule => rule.LargeBlocks) > 0, "The cap was never reached, so nothing was tested.");
    }

    [Fact]
    public void Run_ThresholdAndCap_CountsPairsAsWithoutThreshold()
    {
        using var table = Table(4, 600);
        var model = Model(Cap);
        var scorer = new PairScorer(new PreparedModel(table, model, 2), model);
        var cancellation = TestContext.Current.CancellationToken;

        var kept = PairRun.Run(scorer, new PairRunOptions { KeepBits = 5 }, cancellation);

        Assert.Equal(PairRun.Run(scorer, new PairRunOptions(), cancellation).Rules, kept.Rules);
    }

    [Fact]
    public void Run_NoRules_MakesEveryPairOnce()
    {
        using var table = Table(5, 150);
        var model = Model(null) with { BlockingRules = [] };
        var scorer = new PairScorer(new PreparedModel(table, model, 2), model);

        var result = PairRun.Run(scorer, new PairRunOptions(), TestContext.Current.CancellationToken);

        Assert.Equal(150 * 149 / 2, result.Edges.Count);
        Assert.Equal(150 * 149 / 2, result.Rules[0].Pairs);
    }

    [Fact]
    public void Run_LinkOfThreeSources_MakesNoPairInsideASource()
    {
        using var builder = new RecordTableBuilder("a", "b", "c", "d");
        var random = new Random(6);
        foreach (var source in new[] { "x", "y", "z" })
        {
            builder.Source(source);
            for (var id = 0; id < 40; id++)
                builder.Add($"{id}", Row(random));
        }
        using var table = builder.Build();
        var model = Model(null) with { LinkType = LinkType.Link };
        var scorer = new PairScorer(new PreparedModel(table, model, 2), model);

        var result = PairRun.Run(scorer, new PairRunOptions(), TestContext.Current.CancellationToken);

        Assert.NotEqual(0, result.Edges.Count);
        Assert.All(Enumerable.Range(0, result.Edges.Count), edge =>
            Assert.NotEqual(table.SourceOf(result.Edges.Left[edge]), table.SourceOf(result.Edges.Right[edge])));
    }

    static string?[] Row(Random random) =>
        [Value(random, "a", 12), Value(random, "b", 3), Value(random, "c", 4), Value(random, "d", 4)];

    // One value in ten is missing; the first values are the commonest, so that some blocks are large.
    static string? Value(Random random, string prefix, int values) =>
        random.Next(10) == 0 ? null : prefix + (int)(values * random.NextDouble() * random.NextDouble());

    static RecordTable Table(int seed, int rows)
    {
        var random = new Random(seed);
        return RecordTable.FromRows(["a", "b", "c", "d"], Enumerable.Range(0, rows).Select(_ => Row(random)));
    }

    static LinkModel Model(int? cap) => new()
    {
        Prior = 0.001,
        Comparisons = [.. new[] { "a", "b", "c" }.Select(column => WithProbabilities(ReadyComparisons.Exact(column)))],
        BlockingRules = [Rule("a"), Rule("b", "c")],
        BlockCap = cap,
        Refinements = cap is null ? [] : [["b", "d"], ["c"]],
    };

    static Comparison WithProbabilities(Comparison comparison) => comparison with
    {
        Levels = [.. comparison.Levels.Select((level, index) => level.IsNull ? level : level with { M = index == 1 ? 0.9 : 0.1, U = index == 1 ? 0.1 : 0.9 })],
    };

    static BlockingRule Rule(params string[] columns) => new(new All([.. columns.Select(column =>
        (Condition)new Test(new FieldValue(column, Side.Left), Relation.Equal, new FieldValue(column, Side.Right)))]));

    // The definition, pair by pair: a pair is made if some chain has a depth at which its block is small while no block above it is.
    static Dictionary<(int, int), int> SlowPairs(RecordTable table)
    {
        string[][] rules = [["a"], ["b", "c"]];
        string[][] chains = [["b", "d"], ["c"]];
        var made = new Dictionary<(int, int), int>();
        for (var rule = 0; rule < rules.Length; rule++)
        {
            foreach (var chain in chains.Select(chain => chain.Except(rules[rule]).ToArray()).Where(chain => chain.Length > 0))
            {
                for (var depth = 0; depth <= chain.Length; depth++)
                {
                    foreach (var block in Blocks(table, [.. rules[rule], .. chain[..depth]]).Where(block => block.Count <= Cap && IsReached(table, rules[rule], chain, depth, block[0])))
                    {
                        foreach (var (i, left) in block.Index())
                        {
                            foreach (var right in block.Skip(i + 1))
                                made.TryAdd((left, right), rule);
                        }
                    }
                }
            }
        }
        return made;
    }

    static bool IsReached(RecordTable table, string[] keys, string[] chain, int depth, int row) =>
        Enumerable.Range(0, depth).All(above => Blocks(table, [.. keys, .. chain[..above]]).Single(block => block.Contains(row)).Count > Cap);

    static IEnumerable<List<int>> Blocks(RecordTable table, string[] columns) =>
        Enumerable.Range(0, table.Count)
            .Select(row => (Row: row, Codes: columns.Select(column => table.Find(column)!.Codes[row]).ToArray()))
            .Where(item => !item.Codes.Contains(0))
            .GroupBy(item => string.Join(' ', item.Codes), item => item.Row)
            .Select(group => group.ToList());
}
