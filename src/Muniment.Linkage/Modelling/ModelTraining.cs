using Muniment.Linkage.Blocking;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Modelling;

/// <summary>How a model is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Seed of the random pairs that u is counted on.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Random pairs that u is counted on, at most.</summary>
    public int RandomPairs { get; init; } = 1_000_000;

    /// <summary>Share of the blocks EM learns from is chosen so that about this many pairs are looked at.</summary>
    public long PairsToLearnFrom { get; init; } = 5_000_000;

    /// <summary>Times the pairs to learn from are gathered anew with the weights learnt so far.</summary>
    public int Rounds { get; init; } = 2;
}

/// <summary>One round of expectation maximisation.</summary>
/// <param name="Prior">Probability that two random records match, after the round.</param>
/// <param name="LargestChange">The most any m or the prior moved (the prior relatively).</param>
public sealed record TrainingStep(double Prior, double LargestChange);

/// <summary>A trained model and how it came about.</summary>
/// <param name="Model">With m, u and prior.</param>
/// <param name="Steps">The rounds of EM, in order.</param>
/// <param name="Warnings">Sentences on what could not be learnt.</param>
/// <param name="PairsLearntFrom">Pairs whose pattern entered EM.</param>
public sealed record TrainingResult(LinkModel Model, IReadOnlyList<TrainingStep> Steps, IReadOnlyList<string> Warnings, long PairsLearntFrom);

/// <summary>Learns m, u and the prior from unlabelled records.</summary>
/// <remarks>
/// u: level counts on random pairs, and exactly from value counts where a level is plain equality. m and the prior: expectation maximisation
/// (Dempster, Laird and Rubin 1977; Winkler 1988) over the agreement patterns of the pairs that blocking makes, u held fixed. Which pairs are
/// made is a function of the records alone, so Bayes' rule holds on them with the prior of all pairs, and every comparison can be learnt,
/// those that blocking reads too. Integer counts and one order of adding: the same numbers on any number of threads.
/// </remarks>
public static class ModelTraining
{
    // A pair further below even odds than this adds less than a thousandth of a match to what is learnt.
    const double LearnFromBits = -10;

    /// <summary>Learns.</summary>
    /// <param name="prepared">The model on the table; its blocking rules say which pairs are learnt from.</param>
    /// <param name="options">Seed and sizes.</param>
    /// <param name="cancellation">Stops the run.</param>
    public static TrainingResult Train(PreparedModel prepared, TrainingOptions options, CancellationToken cancellation)
    {
        var random = RandomPairs.Count(prepared, options.Seed, options.RandomPairs);
        var shares = LevelShares.Of(prepared, random);
        var allPairs = PairsIn(prepared);
        var model = Start(prepared, shares, allPairs);
        var steps = new List<TrainingStep>();
        var learnt = 0L;
        var fraction = 1.0;
        for (var round = 0; round < options.Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var run = PairRun.Run(new PairScorer(prepared, model), new PairRunOptions { KeepBits = LearnFromBits, Share = fraction = ShareFor(prepared, options) }, cancellation);
            var patterns = AgreementPatterns.Of(new PairScorer(prepared, model), run.Edges);
            learnt = run.Edges.Count;
            model = Maximise(model, patterns, shares, allPairs * fraction, steps);
        }
        return new TrainingResult(model, steps, Unobserved(model, shares), learnt);
    }

    /// <summary>Pairs of records the link type allows.</summary>
    internal static double PairsIn(PreparedModel prepared)
    {
        double records = prepared.Table.Count;
        var all = records * (records - 1) / 2;
        return prepared.Model.LinkType == LinkType.Link
            ? all - prepared.Table.Sources.Sum(source => (double)source.RowCount * (source.RowCount - 1) / 2)
            : all;
    }

    static double ShareFor(PreparedModel prepared, TrainingOptions options)
    {
        var pairs = prepared.Model.BlockingRules.Count == 0 ? 0 : BlockCounts.Estimate(prepared);
        return pairs <= options.PairsToLearnFrom ? 1 : options.PairsToLearnFrom / pairs;
    }

    // Before anything is learnt: most matches agree, a tenth or two do not, and a record has about one match.
    static LinkModel Start(PreparedModel prepared, LevelShares shares, double allPairs)
    {
        var model = prepared.Model;
        var expected = model.LinkType == LinkType.Link ? prepared.Table.Sources.Min(source => source.RowCount) : prepared.Table.Count / 2.0;
        return model with
        {
            Prior = Math.Clamp(expected / Math.Max(1, allPairs), 1e-12, 0.3),
            Comparisons = [.. model.Comparisons.Select((comparison, index) => WithU(comparison, shares, index, StartM))],
        };
    }

    static double StartM(Comparison comparison, int level)
    {
        var informative = comparison.Levels.Count(other => !other.IsNull);
        var place = comparison.Levels.Take(level).Count(other => !other.IsNull);
        return informative == 1 ? 1
            : place == 0 ? 0.75
            : place == informative - 1 ? 0.1
            : 0.15 / (informative - 2);
    }

    static Comparison WithU(Comparison comparison, LevelShares shares, int index, Func<Comparison, int, double> m) => comparison with
    {
        Levels = [.. comparison.Levels.Select((level, k) => level.IsNull ? level : level with
        {
            M = level.FixM ? level.M : m(comparison, k),
            U = level.FixU ? level.U : shares.U(index, k),
        })],
    };

    static LinkModel Maximise(LinkModel model, AgreementPatterns patterns, LevelShares shares, double allPairs, List<TrainingStep> steps)
    {
        for (var iteration = 0; iteration < model.MaxIterations; iteration++)
        {
            var (matches, counts) = patterns.Expect(model);
            var prior = Math.Clamp(matches / allPairs, 1e-15, 0.5);
            var largest = Math.Abs(prior - model.Prior) / model.Prior;
            var comparisons = model.Comparisons.Select((comparison, index) =>
            {
                var present = comparison.Levels.Select((level, k) => level.IsNull ? 0 : counts[index][k]).Sum();
                var levels = comparison.Levels.Select((level, k) =>
                {
                    if (level.IsNull || level.FixM)
                        return level;
                    // Half a match is added to each level: none is impossible because this sample lacks it.
                    var m = (counts[index][k] + 0.5) / (present + (0.5 * comparison.Levels.Count(other => !other.IsNull)));
                    largest = Math.Max(largest, Math.Abs(m - (level.M ?? 0)));
                    return level with { M = m };
                }).ToArray();
                return comparison with { Levels = levels };
            }).ToArray();
            // Random pairs hold the matches too: what they add to a level's share is taken out of u again.
            model = model with { Prior = prior, Comparisons = [.. comparisons.Select((comparison, index) => shares.WithoutMatches(comparison, index, prior))] };
            steps.Add(new TrainingStep(prior, largest));
            if (largest < model.EmConvergence)
                break;
        }
        return model;
    }

    static string[] Unobserved(LinkModel model, LevelShares shares) =>
    [.. model.Comparisons.SelectMany((comparison, index) => comparison.Levels
        .Select((level, k) => (level, k))
        .Where(item => !item.level.IsNull && shares.IsUnobserved(index, item.k) && item.level.M < 1e-6)
        .Select(item => $"Level '{item.level.Label}' of comparison '{comparison.Name}' was never observed in the training data; its weight is a guess."))];
}
