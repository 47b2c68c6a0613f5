using Muniment.Linkage.Blocking;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Cli.Benchmarks;

/// <summary>How many pairs one core bounds, and how many it compares in full, in a second of processor time, with the model a run chooses and trains.</summary>
/// <remarks>
/// Bounded: every pair of a wide block is enumerated and given its upper bound by <see cref="PairSieve"/>, those of three earlier rules struck out, at the
/// threshold of link (probability one half). In full: the level of every comparison for pairs of records drawn at random, no early exit. One thread; the best of five rounds,
/// because what others do on the machine only adds.
/// </remarks>
static unsafe class PairBench
{
    const int Block = 8_000;
    const int Rounds = 5;
    const int RandomPairs = 1_000_000;

    /// <summary>Measures.</summary>
    /// <param name="path">An extract of bench-1.</param>
    /// <param name="threads">How many threads may load and train.</param>
    public static BenchTable Measure(string path, int threads)
    {
        using var loaded = ExtractLoader.Load([new Extract(path)], new LoadOptions());
        var visible = new Linkage.Columns.RecordTable(loaded.Table.Sources, loaded.Table.Ids, [.. loaded.Table.Columns.Where(column => !column.Name.StartsWith("truth_", StringComparison.Ordinal))]);
        var chosen = new List<string>();
        var model = AutoModel.Choose(visible, LinkType.Both, chosen, threads);
        using var table = DerivedColumns.Add(loaded.Table, model.Columns, threads);
        using var prepared = new PreparedModel(table, model, threads);
        var scorer = new PairScorer(prepared, ModelTraining.Train(prepared, new TrainingOptions(), CancellationToken.None).Model);
        var result = new BenchTable("pairs", table.Count, ["what", "million pairs a core-second"]);
        foreach (var width in new[] { VectorWidth.Widest, VectorWidth.Bits256, VectorWidth.Scalar })
            result.Add($"bounded in a wide block, {width}", Best(() => Bound(scorer, width)));
        result.Add("compared in full, pairs at random", Best(() => Compare(prepared)));
        return result;
    }

    static double Best(Func<long> work)
    {
        work();
        var best = 0d;
        for (var round = 0; round < Rounds; round++)
        {
            var begun = Environment.CpuUsage.TotalTime;
            var pairs = work();
            best = Math.Max(best, pairs / (Environment.CpuUsage.TotalTime - begun).TotalSeconds / 1e6);
        }
        return best;
    }

    static long Bound(PairScorer scorer, VectorWidth width)
    {
        var prepared = scorer.Prepared;
        int[][] earlier = [.. prepared.Rules.Take(3).Select(rule => rule.Keys.Select(key => key.Left).ToArray())];
        using var sieve = new PairSieve(scorer.Bound, earlier, width);
        var none = new EarlierRules(prepared, [], [], _ => false);
        int[] rows = [.. Enumerable.Range(0, Math.Min(Block, prepared.Table.Count))];
        sieve.Load(prepared.Lanes, rows);
        var made = new int[rows.Length];
        var threshold = ScoreBound.RoundUp(0);
        var kept = 0L;
        fixed (int* to = made)
        {
            for (var i = 0; i < rows.Length; i++)
                kept += sieve.Sift(i, i + 1, threshold, to, none, false, rows);
        }
        GC.KeepAlive(kept);
        return (long)rows.Length * (rows.Length - 1) / 2;
    }

    static long Compare(PreparedModel prepared)
    {
        var batch = new PairBatch(prepared);
        var state = 88_172_645_463_325_252UL; // Xorshift (Marsaglia 2003): cheap beside what is measured.
        for (var pair = 0; pair < RandomPairs; pair++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            var (left, right) = ((int)(((state >> 32) * (ulong)prepared.Table.Count) >> 32), (int)(((uint)state * (ulong)prepared.Table.Count) >> 32));
            if (!batch.Add(left, right))
                continue;
            batch.Compare();
            batch.Clear();
        }
        return RandomPairs;
    }
}
