using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;
using Muniment.Linkage.Tests.Reference;

namespace Muniment.Linkage.Tests.Grouping;

public class PersonsTests
{
    [Fact]
    public void Group_NoEdges_EveryRecordAlone() =>
        Assert.Equal([0, 1, 2], Group(Edges(), One(3), new()));

    [Fact]
    public void Group_NoRecords_Empty() => Assert.Empty(Group(Edges(), One(0), new()));

    [Fact]
    public void Group_EdgeAtThreshold_Joins()
    {
        var edges = Edges((0, 2, 4.25), (1, 3, 4.2499));
        var options = new GroupingOptions { ThresholdBits = 4.25 };

        Assert.Equal([0, 1, 0, 2], Group(edges, One(4), options));
        Assert.Equal([0, 1, 0, 2], Group(edges, One(4), options with { Method = GroupingMethod.Components }));
    }

    [Fact]
    public void Group_TwoCliquesOneBridge_DenseParts_ComponentsGlue()
    {
        var edges = Edges((0, 1, 9), (0, 2, 9), (1, 2, 9), (3, 4, 9), (3, 5, 9), (4, 5, 9), (2, 3, 3));

        Assert.Equal([0, 0, 0, 1, 1, 1], Group(edges, One(6), new()));
        Assert.Equal([0, 0, 0, 0, 0, 0], Group(edges, One(6), new() { Method = GroupingMethod.Components }));
    }

    [Fact]
    public void Group_WeightGiven_MissingPairsAreAsked()
    {
        var edges = Edges((0, 1, 5), (1, 2, 0.5));
        var asked = new List<(int, int)>();
        double Weight(int left, int right)
        {
            asked.Add((left, right));
            return -8;
        }

        Assert.Equal([0, 0, 0], Group(edges, One(3), new() { UnknownPairBits = 0 }));
        Assert.Equal([0, 0, 1], Group(edges, One(3), new() { Weight = Weight }));
        Assert.Equal([(0, 2)], asked);
    }

    [Fact]
    public void Group_TwoNumbersOfOneKind_NeverOnePerson()
    {
        int[] numbers = [7, 0, 8];
        var edges = Edges((0, 1, 9), (1, 2, 8), (0, 2, 30));

        foreach (var method in Enum.GetValues<GroupingMethod>())
            Assert.Equal([0, 0, 1], Group(edges, One(3), new() { Method = method, Vetoes = [numbers] }));
    }

    [Fact]
    public void Group_SameDecision_JoinsWithoutEdge_EvenOverTwoNumbers()
    {
        int[] numbers = [7, 8, 7, 8];
        var options = new GroupingOptions { Vetoes = [numbers], Decisions = Decided(new LinkDecision(0, 3, Verdict.Same)) };

        Assert.Equal([0, 1, 2, 0], Group(Edges(), One(4), options));
        // Both numbers are now known to be one person's.
        Assert.Equal([0, 0, 0, 0], Group(Edges((0, 1, 9), (1, 2, 9), (2, 3, 9)), One(4), options));
    }

    [Fact]
    public void Group_DifferentDecision_HoldsThroughThirdRecords()
    {
        var edges = Edges((0, 1, 9), (1, 2, 8));
        var options = new GroupingOptions { Decisions = Decided(new LinkDecision(2, 0, Verdict.Different)) };

        foreach (var method in Enum.GetValues<GroupingMethod>())
            Assert.Equal([0, 0, 1], Group(edges, One(3), options with { Method = method }));
        Assert.Equal([0, 1], Group(Edges((0, 1, 9)), One(2), new() { Decisions = Decided(new LinkDecision(0, 1, Verdict.Different)) }));
    }

    [Fact]
    public void Group_OneToOne_BestFirst()
    {
        RecordSource[] sources = [new("a", 0, 2), new("b", 2, 2)];
        var edges = Edges((0, 2, 9), (1, 2, 8), (1, 3, 5));

        foreach (var method in Enum.GetValues<GroupingMethod>())
            Assert.Equal([0, 1, 0, 1], Group(edges, sources, new() { Method = method, OneToOne = true }));
    }

    [Fact]
    public void Group_OneToOneTie_DroppedOrByContent()
    {
        RecordSource[] sources = [new("a", 0, 1), new("b", 1, 2)];
        var edges = Edges((0, 1, 9), (0, 2, 9));
        var options = new GroupingOptions { OneToOne = true, ContentHash = row => (ulong)row + 5 };

        Assert.Equal([0, 1, 2], Group(edges, sources, options));
        Assert.Equal(2, Group(edges, sources, options with { Ties = OneToOneTies.ByContent }).Distinct().Count());
    }

    [Theory]
    [InlineData(GroupingMethod.Dense, false)]
    [InlineData(GroupingMethod.Dense, true)]
    [InlineData(GroupingMethod.Components, false)]
    [InlineData(GroupingMethod.Components, true)]
    public void Group_RandomEdges_EqualsReference(GroupingMethod method, bool oneToOne)
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var (edges, sources, options) = Random(seed, method, oneToOne);
            var expected = SlowPersons.Group(edges, sources, options);
            Assert.Equal(expected, Group(edges, sources, options with { Threads = 1 }));
            Assert.Equal(expected, Group(edges, sources, options with { Threads = 2 }));
            Assert.Equal(expected, Sparse(edges, sources, options));
        }
    }

    [Theory]
    [InlineData(GroupingMethod.Dense)]
    [InlineData(GroupingMethod.Components)]
    public void Group_RowsShuffled_SamePersons(GroupingMethod method)
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var (edges, sources, options) = Random(seed, method, oneToOne: false);
            var count = sources.Sum(source => source.RowCount);
            var to = Enumerable.Range(0, count).ToArray();
            new Random(seed).Shuffle(to);
            T[] Moved<T>(T[] values) => [.. values.Zip(to).OrderBy(pair => pair.Second).Select(pair => pair.First)];
            var moved = edges with { Left = [.. edges.Left.Select(row => to[row])], Right = [.. edges.Right.Select(row => to[row])] };
            var straight = options with { Decisions = LinkDecisions.None };
            var from = Moved([.. Enumerable.Range(0, count)]);
            var shuffled = straight with { ContentHash = row => options.ContentHash!(from[row]), Vetoes = [.. options.Vetoes.Select(Moved)] };

            var before = Group(edges, One(count), straight);
            var after = Group(moved, One(count), shuffled);

            Assert.Equal(Partition(before, row => row), Partition([.. Enumerable.Range(0, count).Select(row => after[to[row]])], row => row));
        }
    }

    [Fact]
    public void Group_HugeChain_EndsInTime()
    {
        const int Count = 20_000;
        var random = new Random(3);
        var list = new List<(int, int, double)>();
        for (var row = 1; row < Count; row++)
        {
            list.Add((row - 1, row, 2 + random.NextDouble()));
            if (row >= 5)
                list.Add((row - 5, row, random.NextDouble()));
        }

        var persons = Group(Edges([.. list]), One(Count), new());

        Assert.InRange(persons.Max(), Count / 50, Count / 2);
    }

    static int[] Group(EdgeList edges, IReadOnlyList<RecordSource> sources, GroupingOptions options) =>
        Persons.Group(edges, sources, options, TestContext.Current.CancellationToken);

    static int[] Sparse(EdgeList edges, RecordSource[] sources, GroupingOptions options)
    {
        var count = sources.Sum(source => source.RowCount);
        var sparse = new SparseAgglomeration(new GroupingRules(sources, count, options));
        sparse.Begin([.. Enumerable.Range(0, count)]);
        for (var edge = 0; edge < edges.Count; edge++)
            sparse.Add(edges.Left[edge], edges.Right[edge], edges.WeightBits[edge]);
        return Partition(sparse.Run().ToArray(), row => row);
    }

    /// <summary>Persons numbered in order of their first row.</summary>
    static int[] Partition(int[] groups, Func<int, int> row)
    {
        var numbers = new Dictionary<int, int>();
        return [.. Enumerable.Range(0, groups.Length).Select(at => groups[row(at)]).Select(group => numbers.TryGetValue(group, out var number) ? number : numbers[group] = numbers.Count)];
    }

    static (EdgeList Edges, RecordSource[] Sources, GroupingOptions Options) Random(int seed, GroupingMethod method, bool oneToOne)
    {
        var random = new Random(seed);
        var count = random.Next(2, 30);
        var list = new List<(int, int, double)>();
        for (var left = 0; left < count; left++)
        {
            for (var right = left + 1; right < count; right++)
            {
                if (random.NextDouble() < 0.2)
                    list.Add((left, right, random.Next(-4, 12))); // Whole bits, so that ties are common.
            }
        }
        var first = random.Next(1, count);
        RecordSource[] sources = [new("a", 0, first), new("b", first, 0), new("c", first, count - first)];
        var numbers = Enumerable.Range(0, count).Select(_ => random.Next(4) == 0 ? random.Next(1, 3) : 0).ToArray();
        var decisions = new List<LinkDecision> { new(0, count - 1, Verdict.Same) };
        if (count > 3)
            decisions.Add(new(1, 2, Verdict.Different));
        var hashes = Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64()).ToArray();
        var options = new GroupingOptions
        {
            Method = method,
            OneToOne = oneToOne,
            Ties = OneToOneTies.ByContent,
            Vetoes = seed % 2 == 0 ? [numbers] : [],
            Decisions = seed % 3 == 0 ? Decided([.. decisions]) : LinkDecisions.None,
            ThresholdBits = 1,
            ContentHash = row => hashes[row],
        };
        return (Edges([.. list]), sources, options);
    }

    static LinkDecisions Decided(params LinkDecision[] decisions)
    {
        Assert.True(LinkDecisions.TryCreate(decisions, row => $"{row}", out var accepted, out _));
        return accepted!;
    }

    static RecordSource[] One(int count) => [new("a", 0, count)];

    static EdgeList Edges(params (int Left, int Right, double WeightBits)[] edges) =>
        new([.. edges.Select(edge => edge.Left)], [.. edges.Select(edge => edge.Right)], [.. edges.Select(edge => edge.WeightBits)], new short[edges.Length]);
}
