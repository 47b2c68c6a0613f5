using System.Runtime.InteropServices;
using Muniment.Linkage.Blocking;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Modelling;

/// <summary>Expectation maximisation over the pairs of one training rule; the comparisons that the rule reads are not asked.</summary>
/// <remarks>
/// Among pairs that agree on, say, both names, matches are common and the people of one household are not: what is learnt there about birth
/// dates and addresses is about matches. Pairs at large would teach that a match is a household, which shares a surname and an address.
/// </remarks>
sealed class TrainingSession
{
    const int MostRecordsOfABlock = 100;

    // What is believed before a session's pairs are seen counts as so many of them: a small session moves m a little and u hardly.
    const double MatchesBelieved = 10;
    const double OthersBelieved = 1000;

    readonly PreparedModel _prepared;
    readonly bool[] _asked;
    readonly (byte[] Levels, double AdjustmentBits, long Count)[] _patterns;
    readonly double _share;

    TrainingSession(PreparedModel prepared, string name, bool[] asked, AgreementPatterns patterns, double share)
    {
        _prepared = prepared;
        Name = name;
        _asked = asked;
        _share = share;
        Pairs = patterns.Pairs;
        _patterns = patterns.Ordered(asked.Length);
    }

    /// <summary>The rule in words.</summary>
    public string Name { get; }

    /// <summary>Pairs learnt from.</summary>
    public long Pairs { get; }

    /// <summary>Matches expected among all pairs of the rule, after <see cref="Learn"/>.</summary>
    public double Matches { get; private set; }

    /// <summary>Share of pairs, 0 to 1, whose two records have every field of the rule, as if fields went missing independently.</summary>
    public double Present { get; private init; }

    /// <summary>True where the session learns about that comparison.</summary>
    public bool Asks(int comparison) => _asked[comparison];

    /// <summary>Gathers the pairs of a rule.</summary>
    /// <param name="scorer">Gives levels and term-frequency adjustments.</param>
    /// <param name="rule">Index among the prepared rules.</param>
    /// <param name="name">The rule in words.</param>
    /// <param name="asked">[comparisons] false where the rule reads the comparison's own fields.</param>
    /// <param name="most">About how many pairs to take, by whole blocks chosen by hash.</param>
    public static TrainingSession Gather(PairScorer scorer, int rule, string name, bool[] asked, long most)
    {
        var prepared = scorer.Prepared;
        int[] keys = [.. prepared.Rules[rule].Keys.Select(key => key.Left)];
        var all = prepared.Sample.PairsARecord([.. keys.Select(lane => prepared.Lanes.Fields[lane])]) * prepared.Table.Count;
        var share = all <= most ? 1 : most / all;
        using var entries = new BlockEntries(prepared.Lanes, keys, prepared.Threads, share);
        var found = new AgreementPatterns[entries.Partitions];
        Parallel.For(0, entries.Partitions, new ParallelOptions { MaxDegreeOfParallelism = prepared.Threads }, () => Array.Empty<ulong>(), (partition, _, scratch) =>
        {
            var patterns = new AgreementPatterns();
            AddBlocks(scorer, keys, entries.Sort(partition, ref scratch), asked, patterns);
            found[partition] = patterns;
            return scratch;
        }, _ => { });
        var total = new AgreementPatterns();
        foreach (var patterns in found)
            total.Add(patterns);
        var present = keys.Distinct().Select(key => 1 - ((double)prepared.Lanes.Fields[key].Counts[0] / prepared.Table.Count)).Aggregate(1d, (product, filled) => product * filled);
        return new TrainingSession(prepared, name, asked, total, share) { Present = present * present };
    }

    /// <summary>Learns m of the asked comparisons, starting from the model's, u held fixed.</summary>
    /// <returns>[comparisons][levels] m; null where the comparison is not asked or no match was found.</returns>
    public double[]?[] Learn(LinkModel model, List<TrainingStep> steps)
    {
        var m = Probabilities(model, level => level.M);
        // Non-matches that agree on the rule are not random pairs: namesakes share a sex and write alike emails. So u is learnt here too, for here.
        var u = Probabilities(model, level => level.U);
        var (firstM, firstU) = (Probabilities(model, level => level.M), Probabilities(model, level => level.U));
        var (own, home) = (PersonalFields.Dates(model), PersonalFields.Home(model));
        var lambda = 0.2;
        for (var iteration = 0; iteration < model.MaxIterations && Pairs > 0; iteration++)
        {
            var counts = m.Select(levels => new double[levels?.Length ?? 0]).ToArray();
            var others = m.Select(levels => new double[levels?.Length ?? 0]).ToArray();
            var matches = Expect(model, m, u, lambda, home, counts, others);
            Matches = matches / _share;
            var largest = Math.Abs((matches / Pairs) - lambda);
            lambda = Math.Clamp(matches / Pairs, 1e-9, 1 - 1e-9);
            for (var k = 0; k < m.Length; k++)
            {
                largest = Math.Max(largest, Maximise(model.Comparisons[k], m[k], counts[k], firstM[k], MatchesBelieved));
                // What is a person's own is left at u: else people who moved would be taken for others who agree on it by habit.
                if (!own[k])
                    Maximise(model.Comparisons[k], u[k], others[k], firstU[k], OthersBelieved);
            }
            steps.Add(new TrainingStep(Name, iteration + 1, lambda, largest));
            if (largest < model.EmConvergence)
                break;
        }
        return m;
    }

    double[]?[] Probabilities(LinkModel model, Func<ComparisonLevel, double?> of) =>
        [.. model.Comparisons.Select((comparison, k) => _asked[k] ? comparison.Levels.Select(level => of(level) ?? 0).ToArray() : null)];

    double Expect(LinkModel model, double[]?[] m, double[]?[] u, double lambda, bool[] home, double[][] counts, double[][] others)
    {
        var weights = m.Select((levels, k) => levels is null ? [] : model.Comparisons[k].Levels
            .Select((level, index) => level.IsNull ? 0 : Bits.Log2(Math.Max(levels[index], 1e-12)) - Bits.Log2(Math.Max(u[k]![index], 1e-12))).ToArray()).ToArray();
        var prior = Bits.Weight(lambda);
        var matches = 0d;
        foreach (var (levels, adjustment, count) in _patterns)
        {
            var total = prior + adjustment;
            // Town, postcode and street are one address: what speaks most for it and most against it is all it says.
            double forHome = 0, againstHome = 0;
            for (var k = 0; k < levels.Length; k++)
            {
                if (levels[k] == AgreementPatterns.NotAsked)
                    continue;
                var bits = weights[k][levels[k]];
                if (!home[k])
                    total += bits;
                else if (bits > 0)
                    forHome = Math.Max(forHome, bits);
                else
                    againstHome = Math.Min(againstHome, bits);
            }
            total += forHome + againstHome;
            var expected = count * Bits.Probability(total);
            matches += expected;
            for (var k = 0; k < levels.Length; k++)
            {
                if (levels[k] == AgreementPatterns.NotAsked)
                    continue;
                counts[k][levels[k]] += expected;
                others[k][levels[k]] += count - expected;
            }
        }
        return matches;
    }

    static double Maximise(Comparison comparison, double[]? m, double[] counts, double[]? believed, double strength)
    {
        if (m is null)
            return 0;
        var present = comparison.Levels.Select((level, index) => level.IsNull ? 0 : counts[index]).Sum();
        var largest = 0d;
        for (var index = 0; index < m.Length; index++)
        {
            if (comparison.Levels[index].IsNull || comparison.Levels[index].FixM)
                continue;
            var learnt = (counts[index] + (strength * believed![index])) / (present + strength);
            largest = Math.Max(largest, Math.Abs(learnt - m[index]));
            m[index] = learnt;
        }
        return largest;
    }

    static void AddBlocks(PairScorer scorer, int[] keys, ReadOnlySpan<ulong> entries, bool[] asked, AgreementPatterns patterns)
    {
        var (table, lanes) = (scorer.Prepared.Table, scorer.Prepared.Lanes);
        var link = scorer.Prepared.Model.LinkType == LinkType.Link;
        var batch = new PairBatch(scorer.Prepared, asked);
        var block = new List<int>();
        for (var start = 0; start < entries.Length;)
        {
            var end = start + 1;
            while (end < entries.Length && entries[end] >> 32 == entries[start] >> 32)
                end++;
            block.Clear();
            for (var k = start; k < end && end - start > 1; k++)
                block.Add((int)(uint)entries[k]);
            var rows = CollectionsMarshal.AsSpan(block);
            // A large block gives some of its records, evenly taken in order of what they say.
            var stride = Math.Max(1, (rows.Length + MostRecordsOfABlock - 1) / MostRecordsOfABlock);
            if (stride > 1)
                scorer.Prepared.Sample.Sort(rows);
            for (var i = 0; i < rows.Length; i += stride)
            {
                for (var j = i + stride; j < rows.Length; j += stride)
                {
                    // Two keys may share a hash.
                    if (AgreeOn(keys, lanes, rows[i], rows[j]) && (!link || table.SourceOf(rows[i]) != table.SourceOf(rows[j])) && batch.Add(rows[i], rows[j]))
                        Count(scorer, batch, patterns);
                }
            }
            start = end;
        }
        Count(scorer, batch, patterns);
    }

    static unsafe bool AgreeOn(int[] keys, Lanes lanes, int first, int second)
    {
        foreach (var lane in keys)
        {
            if (lanes[first][lane] != lanes[second][lane])
                return false;
        }
        return true;
    }

    static void Count(PairScorer scorer, PairBatch batch, AgreementPatterns patterns)
    {
        batch.Compare();
        for (var pair = 0; pair < batch.Count; pair++)
            scorer.PrefetchAdjustment(batch.Pairs[pair].Left, batch.Pairs[pair].Right, batch.LevelsOf(pair));
        for (var pair = 0; pair < batch.Count; pair++)
        {
            var levels = batch.LevelsOf(pair);
            patterns.Add(levels, scorer.AdjustmentBits(batch.Pairs[pair].Left, batch.Pairs[pair].Right, levels));
        }
        batch.Clear();
    }
}
