using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Modelling;

/// <summary>How often each level holds among pairs of records taken at random.</summary>
static class RandomPairs
{
    const int ChunkPairs = 1 << 14;

    /// <summary>Counts levels on seeded random pairs of sampled records that the link type allows.</summary>
    /// <returns>[comparisons][levels] counts.</returns>
    public static long[][] Count(PreparedModel prepared, ulong seed, int pairs)
    {
        var totals = prepared.Gammas.Select(levels => new long[levels.Length]).ToArray();
        if (prepared.Sample.Rows.Length < 2)
            return totals;
        var all = ModelTraining.PairsIn(prepared);
        var wanted = (int)Math.Min(pairs, Math.Max(all * 2, 1));
        var sample = prepared.Sample;
        var chunks = (wanted + ChunkPairs - 1) / ChunkPairs;
        var gate = new object();
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = prepared.Threads }, chunk =>
        {
            var counts = totals.Select(levels => new long[levels.Length]).ToArray();
            var batch = new PairBatch(prepared);
            var end = Math.Min(wanted, (chunk + 1) * ChunkPairs);
            for (var number = chunk * ChunkPairs; number < end; number++)
            {
                if (TryPair(prepared, sample, seed, (ulong)number, out var left, out var right) && batch.Add(left, right))
                    Count(batch, counts);
            }
            Count(batch, counts);
            lock (gate)
            {
                for (var comparison = 0; comparison < counts.Length; comparison++)
                {
                    for (var level = 0; level < counts[comparison].Length; level++)
                        totals[comparison][level] += counts[comparison][level];
                }
            }
        });
        return totals;
    }

    static void Count(PairBatch batch, long[][] counts)
    {
        batch.Compare();
        for (var pair = 0; pair < batch.Count; pair++)
        {
            var levels = batch.LevelsOf(pair);
            for (var comparison = 0; comparison < counts.Length; comparison++)
                counts[comparison][levels[comparison]]++;
        }
        batch.Clear();
    }

    static bool TryPair(PreparedModel prepared, RecordSample sample, ulong seed, ulong number, out int left, out int right)
    {
        var rows = sample.Rows;
        for (var attempt = 0UL; attempt < 16; attempt++)
        {
            var first = (int)Math.BigMul(Mix(seed, (number * 32) + (attempt * 2)), (ulong)rows.Length, out _);
            var second = (int)Math.BigMul(Mix(seed, (number * 32) + (attempt * 2) + 1), (ulong)rows.Length, out _);
            if (first == second || sample.AreDrawnTogether(first, second)
                || (prepared.Model.LinkType == LinkType.Link && prepared.Table.SourceOf(rows[first]) == prepared.Table.SourceOf(rows[second])))
                continue;
            (left, right) = first < second ? (rows[first], rows[second]) : (rows[second], rows[first]);
            return true;
        }
        left = right = 0;
        return false;
    }

    // SplitMix64 (Steele, Lea and Flood 2014): a counter becomes 64 random bits.
    internal static ulong Mix(ulong seed, ulong counter)
    {
        unchecked
        {
            var z = (seed * 0xD1342543DE82EF95UL) + ((counter + 1) * 0x9E3779B97F4A7C15UL);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
