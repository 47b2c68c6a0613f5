using Muniment.Linkage.Grouping;

namespace Muniment.Linkage.Tests.Grouping;

public class ConcurrentUnionFindTests
{
    [Fact]
    public void Find_RandomJoinsFromManyThreads_SmallestRowOfEachSet()
    {
        const int Count = 20_000;
        var random = new Random(1);
        var edges = Enumerable.Range(0, 15_000).Select(_ => (Left: random.Next(Count), Right: random.Next(Count))).ToArray();
        var sets = new ConcurrentUnionFind(Count);

        Parallel.ForEach(edges, edge => sets.Join(edge.Left, edge.Right));

        var labels = Enumerable.Range(0, Count).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (left, right) in edges)
            {
                var smaller = Math.Min(labels[left], labels[right]);
                changed |= labels[left] != smaller || labels[right] != smaller;
                labels[left] = labels[right] = smaller;
            }
        }
        Assert.Equal(labels, Enumerable.Range(0, Count).Select(sets.Find));
    }
}
