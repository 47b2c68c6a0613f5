using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Grouping;

/// <summary>Makes persons of edges.</summary>
/// <remarks>Pure; the outcome is the same for any number of threads. Safe on any thread.</remarks>
public static class Persons
{
    /// <summary>Components in one piece of parallel work: enough to pay for handing it out, few enough to share out evenly.</summary>
    const int Batch = 4096;

    /// <summary>Groups records into persons.</summary>
    /// <param name="edges">Scored pairs that were kept; each pair once.</param>
    /// <param name="sources">The sources, in row order, without gaps; together all records.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>[records] the person of each record, 0-based and dense, numbered in order of their smallest rows.</returns>
    /// <exception cref="ArgumentException">A veto or a decision does not fit the number of records.</exception>
    public static int[] Group(EdgeList edges, IReadOnlyList<RecordSource> sources, GroupingOptions options, CancellationToken cancel = default)
    {
        var count = sources.Sum(source => source.RowCount);
        Check(count, options);
        var together = new ConcurrentUnionFind(count);
        JoinEdges(together, edges, options, cancel);
        foreach (var same in options.Decisions.Same)
            together.Join(same.Left, same.Right);
        var roots = GC.AllocateUninitializedArray<int>(count);
        Each(count, 1 << 16, options.Threads, (from, to) =>
        {
            for (var row = from; row < to; row++)
                roots[row] = together.Find(row);
        }, cancel);
        var rules = new GroupingRules(sources, count, options);
        if (options.Method == GroupingMethod.Dense || rules.Refuses)
        {
            var index = ComponentIndex.Build(roots, edges);
            using var groupers = new ThreadLocal<ComponentGrouper>(() => new(edges, index, rules, roots));
            Each(index.Count, Batch, options.Threads, (from, to) =>
            {
                var grouper = groupers.Value!;
                for (var component = from; component < to; component++)
                    grouper.Group(component);
            }, cancel);
        }
        return Number(roots);
    }

    static void JoinEdges(ConcurrentUnionFind together, EdgeList edges, GroupingOptions options, CancellationToken cancel) =>
        Each(edges.Count, 1 << 15, options.Threads, (from, to) =>
        {
            for (var edge = from; edge < to; edge++)
            {
                if (edges.WeightBits[edge] >= options.ThresholdBits)
                    together.Join(edges.Left[edge], edges.Right[edge]);
            }
        }, cancel);

    /// <summary>Turns each record's smallest fellow row into a dense number, in place.</summary>
    static int[] Number(int[] roots)
    {
        var next = 0;
        for (var row = 0; row < roots.Length; row++)
            roots[row] = roots[row] == row ? next++ : roots[roots[row]];
        return roots;
    }

    static void Each(int count, int batch, int threads, Action<int, int> work, CancellationToken cancel)
    {
        var batches = (int)(((long)count + batch - 1) / batch);
        if (batches <= 1 || threads == 1)
        {
            for (var from = 0; from < count; from += batch)
            {
                cancel.ThrowIfCancellationRequested();
                work(from, Math.Min(count, from + batch));
            }
            return;
        }
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel };
        Parallel.For(0, batches, options, number => work(number * batch, (int)Math.Min(count, ((long)number + 1) * batch)));
    }

    static void Check(int count, GroupingOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        foreach (var veto in options.Vetoes)
        {
            if (veto.Length != count)
                throw new ArgumentException($"A veto has {veto.Length} codes for {count} records.", nameof(options));
        }
        foreach (var decision in options.Decisions.Same.Concat(options.Decisions.Different))
        {
            if ((uint)decision.Left >= (uint)count || (uint)decision.Right >= (uint)count)
                throw new ArgumentException($"A link decision names rows {decision.Left} and {decision.Right} of {count} records.", nameof(options));
        }
    }
}
