using Muniment.Linkage.Blocking;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Blocking;

public sealed class RuleOrderTests
{
    // Wide blocks of name and year, narrow ones of name and date, one rule between them that neither holds, and rules that wider ones hold from either side.
    static readonly string[][] s_rules = [["name", "date"], ["place"], ["town", "date"], ["name", "year"], ["town", "date", "name"], ["town", "year"]];

    [Fact]
    public void Of_DateTellsYear_LeavesTheNarrowRuleToTheWideOne()
    {
        using var table = Table(1, 500, broken: false);
        using var prepared = new PreparedModel(table, Model(null), 1);

        var order = RuleOrder.Of(prepared);

        Assert.Equal([3, 1, 5, 3, 5, 5], Enumerable.Range(0, s_rules.Length).Select(order.RunBy));
    }

    [Fact]
    public void Of_OneDateWithTwoYears_RunsEveryRule()
    {
        using var table = Table(1, 500, broken: true);
        using var prepared = new PreparedModel(table, Model(null), 1);

        var order = RuleOrder.Of(prepared);

        // The date does not tell the year, so no wide rule holds a narrow one.
        Assert.Equal([0, 1, 2, 3, 4, 5], Enumerable.Range(0, s_rules.Length).Select(order.RunBy));
    }

    [Fact]
    public void Of_WideBlocksOverTheCap_RunsEveryRule()
    {
        using var table = Table(1, 500, broken: false);
        using var prepared = new PreparedModel(table, Model(5), 1);

        Assert.Equal([0, 1, 2, 3, 4, 5], Enumerable.Range(0, s_rules.Length).Select(RuleOrder.Of(prepared).RunBy));
    }

    [Theory]
    [InlineData(2, VectorWidth.Widest)]
    [InlineData(3, VectorWidth.Bits512)]
    [InlineData(4, VectorWidth.Bits256)]
    [InlineData(5, VectorWidth.Scalar)]
    public void Run_RulesLeftToWiderOnes_MakesEachPairByTheFirstRuleThatHoldsIt(int seed, VectorWidth width)
    {
        using var table = Table(seed, 900, broken: false);
        var model = Model(null);
        using var prepared = new PreparedModel(table, model, 2);
        var scorer = new PairScorer(prepared, model);

        var result = PairRun.Run(scorer, new PairRunOptions { Width = width }, TestContext.Current.CancellationToken);
        var kept = PairRun.Run(scorer, new PairRunOptions { Width = width, KeepBits = 2 }, TestContext.Current.CancellationToken);

        var expected = SlowPairs(table);
        Assert.Equal(expected, Enumerable.Range(0, result.Edges.Count).ToDictionary(
            edge => (Math.Min(result.Edges.Left[edge], result.Edges.Right[edge]), Math.Max(result.Edges.Left[edge], result.Edges.Right[edge])),
            edge => (int)result.Edges.Rule[edge]));
        Assert.Equal(Enumerable.Range(0, s_rules.Length).Select(rule => expected.LongCount(pair => pair.Value == rule)), result.Rules.Select(rule => rule.Pairs));
        Assert.Equal(result.Rules, kept.Rules);
        Assert.Equal(Enumerable.Range(0, result.Edges.Count).Count(edge => result.Edges.WeightBits[edge] >= 2), kept.Edges.Count);
        Assert.True(expected.Values.Distinct().Count() == s_rules.Length - 1, "Every rule but the one that can add nothing should have made a pair.");
    }

    static Dictionary<(int, int), int> SlowPairs(RecordTable table)
    {
        var made = new Dictionary<(int, int), int>();
        for (var rule = 0; rule < s_rules.Length; rule++)
        {
            var columns = s_rules[rule].Select(name => table.Find(name)!).ToArray();
            for (var left = 0; left < table.Count; left++)
            {
                for (var right = left + 1; right < table.Count; right++)
                {
                    if (columns.All(column => column.Codes[left] != 0 && column.Codes[left] == column.Codes[right]))
                        made.TryAdd((left, right), rule);
                }
            }
        }
        return made;
    }

    // Names are skewed, so that blocks have from two to some hundred records: those compared one by one, those of a ring and large ones.
    static RecordTable Table(int seed, int rows, bool broken)
    {
        var random = new Random(seed);
        return RecordTable.FromRows(["name", "date", "year", "place", "town"], Enumerable.Range(0, rows).Select(row =>
        {
            var date = random.Next(12) == 0 ? -1 : (int)(40 * random.NextDouble() * random.NextDouble());
            return new string?[]
            {
                random.Next(10) == 0 ? null : $"n{(int)(12 * random.NextDouble() * random.NextDouble() * random.NextDouble())}",
                date < 0 ? null : $"d{date}",
                date < 0 ? null : $"y{(broken && row % 50 == 0 ? 99 : date / 8)}",
                random.Next(3) == 0 ? null : $"p{random.Next(rows / 3)}",
                $"t{random.Next(30)}",
            };
        }));
    }

    static LinkModel Model(int? cap) => new()
    {
        Prior = 0.01,
        Comparisons = [.. new[] { "name", "date", "place", "town" }.Select(column => WithProbabilities(ReadyComparisons.Exact(column)))],
        BlockingRules = [.. s_rules.Select(columns => new BlockingRule(new All([.. columns.Select(column =>
            (Condition)new Test(new FieldValue(column, Side.Left), Relation.Equal, new FieldValue(column, Side.Right)))])))],
        BlockCap = cap,
        Refinements = cap is null ? [] : [["place"]],
    };

    static Comparison WithProbabilities(Comparison comparison) => comparison with
    {
        Levels = [.. comparison.Levels.Select((level, index) => level.IsNull ? level : level with { M = index == 1 ? 0.9 : 0.1, U = index == 1 ? 0.05 : 0.95 })],
    };
}
