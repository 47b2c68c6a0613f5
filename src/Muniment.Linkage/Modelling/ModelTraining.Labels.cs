using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Modelling;

public static partial class ModelTraining
{
    // A person of more records than this gives so many, evenly taken: what one person does a million times is said once.
    const int MostRecordsOfAPerson = 500;

    // What EM believes counts as so many judged pairs: one label moves m by a hundredth at most.
    const double PairsBelieved = 100;
    const int FewLabels = 100;

    /// <summary>Learns m, u and the prior from records whose true person is known.</summary>
    /// <param name="prepared">The model on the table.</param>
    /// <param name="truthOfRecord">[records] code of each record's true person, [0, records]; 0 = unknown: left out.</param>
    /// <param name="options">Seed and number of the random pairs that u is counted on.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>A model whose m are level counts over the pairs that are truly one person's, the prior their share of all pairs, and u what random pairs
    /// hold besides them. No step of EM is taken.</returns>
    /// <exception cref="ArgumentException">The truth is not of these records.</exception>
    /// <exception cref="ModelException">No two records are of one person, so nothing can be learnt.</exception>
    public static TrainingResult TrainOnTruth(PreparedModel prepared, ReadOnlySpan<int> truthOfRecord, TrainingOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(options);
        if (truthOfRecord.Length != prepared.Table.Count)
            throw new ArgumentException($"The truth is of {truthOfRecord.Length} records, the table has {prepared.Table.Count}.", nameof(truthOfRecord));
        var totals = PairTotals.Of(truthOfRecord, prepared.Model.LinkType, prepared.Table.Sources);
        if (totals.TruePairs == 0)
            throw new ModelException("No two records that may be linked are of one true person, so nothing can be learnt from the truth. Is it the right column?");
        var shares = LevelShares.Of(prepared, RandomPairs.Count(prepared, options.Seed, options.RandomPairs));
        var counts = CountTruth(prepared, truthOfRecord, cancellation, out var pairs);
        var prior = Math.Clamp((double)totals.TruePairs / totals.AllPairs, 1e-15, 0.999);
        var learnt = Start(prepared, shares);
        learnt = learnt with { Prior = prior, Comparisons = [.. learnt.Comparisons.Select((comparison, k) => shares.WithoutMatches(WithCounts(comparison, counts[k], 0.5), k, prior))] };
        return new TrainingResult(learnt, [], LabelWarnings(learnt, shares, counts), pairs);
    }

    /// <summary>Learns as <see cref="Train"/> does, and m further from pairs that somebody judged.</summary>
    /// <param name="prepared">The model on the table; its training rules are among its prepared rules.</param>
    /// <param name="labels">The judged pairs; those judged the same count, each once, and unsure ones do not.</param>
    /// <param name="options">Seed and sizes.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>A model whose m are the labels' level counts, what EM learnt counting as a hundred pairs more; u and the prior are as without labels, because
    /// judged pairs that are not the same were picked for being alike.</returns>
    public static TrainingResult TrainOnLabels(PreparedModel prepared, LabelledPairs labels, TrainingOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var trained = Train(prepared, options, cancellation);
        var counts = prepared.Gammas.Select(gammas => new long[gammas.Length]).ToArray();
        var same = 0;
        for (var pair = 0; pair < labels.Count; pair++)
        {
            if (labels.Score[pair] <= 0.5)
                continue;
            same++;
            CountPair(prepared, labels.Left[pair], labels.Right[pair], counts);
        }
        var model = trained.Model with { Comparisons = [.. trained.Model.Comparisons.Select((comparison, k) => WithCounts(comparison, counts[k], PairsBelieved))] };
        var warnings = new List<string>(trained.Warnings);
        if (same < FewLabels)
            warnings.Add($"Only {same} pairs are judged to be the same person, so m rests on little; {FewLabels} or more would be better.");
        return trained with { Model = model, Warnings = warnings, PairsLearntFrom = trained.PairsLearntFrom + same };
    }

    // m = (count + strength · believed) / (present + strength), over levels that are not null; with half a pair a level where nothing is believed.
    static Comparison WithCounts(Comparison comparison, long[] counts, double strength)
    {
        var informative = comparison.Levels.Count(level => !level.IsNull);
        var present = comparison.Levels.Select((level, k) => level.IsNull ? 0 : counts[k]).Sum();
        var half = strength < 1;
        var added = half ? strength * informative : strength;
        return comparison with
        {
            Levels = [.. comparison.Levels.Select((level, k) => level.IsNull || level.FixM || present == 0
                ? level
                : level with { M = (counts[k] + (half ? strength : strength * (level.M ?? 1d / informative))) / (present + added) })],
        };
    }

    static long[][] CountTruth(PreparedModel prepared, ReadOnlySpan<int> truthOfRecord, CancellationToken cancellation, out long pairs)
    {
        var truths = truthOfRecord.ToArray();
        var rows = Enumerable.Range(0, truths.Length).ToArray();
        Array.Sort(truths, rows);
        var counts = prepared.Gammas.Select(gammas => new long[gammas.Length]).ToArray();
        var link = prepared.Model.LinkType == LinkType.Link;
        pairs = 0;
        for (var start = Math.Max(0, Array.FindIndex(truths, code => code != 0)); start < rows.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = start + 1;
            while (end < rows.Length && truths[end] == truths[start])
                end++;
            var stride = (end - start + MostRecordsOfAPerson - 1) / MostRecordsOfAPerson;
            for (var i = start; i < end; i += stride)
            {
                for (var j = i + stride; j < end; j += stride)
                {
                    if (link && prepared.Table.SourceOf(rows[i]) == prepared.Table.SourceOf(rows[j]))
                        continue;
                    CountPair(prepared, rows[i], rows[j], counts);
                    pairs++;
                }
            }
            start = end;
        }
        return counts;
    }

    static void CountPair(PreparedModel prepared, int first, int second, long[][] counts)
    {
        Span<byte> levels = stackalloc byte[256];
        levels = levels[..Math.Min(levels.Length, counts.Length)];
        var (left, right) = prepared.IsLeft(first, second) ? (first, second) : (second, first);
        prepared.LevelsOf(left, right, levels);
        for (var k = 0; k < counts.Length; k++)
            counts[k][levels[k]]++;
    }

    static string[] LabelWarnings(LinkModel model, LevelShares shares, long[][] counts) =>
    [
        .. model.Comparisons.SelectMany((comparison, index) => comparison.Levels
            .Select((level, k) => (level, k))
            .Where(item => !item.level.IsNull && !item.level.FixM && counts[index][item.k] == 0)
            .Select(item => $"Level '{item.level.Label}' of '{comparison.Name}' was never observed among true pairs{(shares.IsUnobserved(index, item.k) ? " nor among random ones" : "")}: its weight is a guess.")),
    ];
}
