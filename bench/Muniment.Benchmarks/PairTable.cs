using System.Globalization;
using System.Runtime.Intrinsics;
using Muniment.Linkage.Blocking;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Benchmarks;

/// <summary>How many pairs one core bounds, and how many it compares in full, in a second of processor time, with the model a run chooses and trains.</summary>
/// <remarks>
/// Bounded: every pair of a wide block is enumerated and given its upper bound by <see cref="PairSieve"/>, those of three earlier rules struck out, at the
/// threshold of link (probability one half). In full: the level of every comparison for pairs of records drawn at random, no early exit. One thread; the best of five rounds,
/// because what others do on the machine only adds.
/// </remarks>
static unsafe class PairTable
{
    const int Block = 8_000;
    const int Rounds = 5;
    const int RandomPairs = 1_000_000;

    /// <summary>Measures.</summary>
    /// <param name="to">Receives the table.</param>
    /// <param name="path">An extract.</param>
    public static void Write(TextWriter to, string path)
    {
        using var loaded = ExtractLoader.Load([new Extract(path)], new LoadOptions());
        var visible = new Linkage.Columns.RecordTable(loaded.Table.Sources, loaded.Table.Ids, [.. loaded.Table.Columns.Where(column => !column.Name.StartsWith("truth_", StringComparison.Ordinal))]);
        var chosen = new List<string>();
        var model = AutoModel.Choose(visible, LinkType.Both, chosen, Environment.ProcessorCount);
        using var table = DerivedColumns.Add(loaded.Table, model.Columns, Environment.ProcessorCount);
        using var prepared = new PreparedModel(table, model, Environment.ProcessorCount);
        var scorer = new PairScorer(prepared, ModelTraining.Train(prepared, new TrainingOptions(), CancellationToken.None).Model);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Count:N0} records, {model.Comparisons.Count} comparisons; a block of {Math.Min(Block, table.Count):N0} records; 512 bits in hardware: {Vector512.IsHardwareAccelerated}; 256: {Vector256.IsHardwareAccelerated}."));
        to.WriteLine("| what | million pairs a core-second |");
        to.WriteLine("| --- | --- |");
        foreach (var width in new[] { VectorWidth.Widest, VectorWidth.Bits256, VectorWidth.Scalar })
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| bounded in a wide block, {width} | {Best(() => Bound(scorer, width)):F1} |"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| compared in full, pairs at random | {Best(() => Compare(prepared)):F1} |"));
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
