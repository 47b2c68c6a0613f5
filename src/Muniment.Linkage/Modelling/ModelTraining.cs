using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Modelling;

/// <summary>How a model is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Seed of the random pairs that u is counted on.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Random pairs that u is counted on, at most.</summary>
    public int RandomPairs { get; init; } = 500_000;

    /// <summary>Pairs that each session learns from, about.</summary>
    public long SessionPairs { get; init; } = 120_000;
}

/// <summary>One round of expectation maximisation.</summary>
/// <param name="Session">The rule whose pairs it looked at.</param>
/// <param name="Round">1-based.</param>
/// <param name="Prior">Share of matches among the session's pairs, after the round.</param>
/// <param name="LargestChange">The most any m or that share moved.</param>
public sealed record TrainingStep(string Session, int Round, double Prior, double LargestChange);

/// <summary>A trained model and how it came about.</summary>
/// <param name="Model">With m, u and prior.</param>
/// <param name="Steps">The rounds of EM, in order.</param>
/// <param name="Warnings">Sentences on what could not be learnt.</param>
/// <param name="PairsLearntFrom">Pairs whose pattern entered EM.</param>
public sealed record TrainingResult(LinkModel Model, IReadOnlyList<TrainingStep> Steps, IReadOnlyList<string> Warnings, long PairsLearntFrom);

/// <summary>Learns m, u and the prior from unlabelled records.</summary>
/// <remarks>
/// u: level counts on random pairs, and exactly from value counts where a level is plain equality. m: expectation maximisation (Dempster, Laird
/// and Rubin 1977; Winkler 1988) over agreement patterns, a session for each training rule, u held fixed; the median over the sessions that ask
/// a comparison, as Splink takes it. The prior: the matches a session finds, divided by the share of matches that have the
/// fields of its rule and agree on them. Integer counts and one order of adding: the same numbers on any number of threads.
/// </remarks>
public static partial class ModelTraining
{
    /// <summary>Learns.</summary>
    /// <param name="prepared">The model on the table; its training rules are among its prepared rules.</param>
    /// <param name="options">Seed and sizes.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="ModelException">The model has more comparisons or levels than agreement patterns can tell.</exception>
    public static TrainingResult Train(PreparedModel prepared, TrainingOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(options);
        CheckSize(prepared.Model);
        var shares = LevelShares.Of(prepared, RandomPairs.Count(prepared, options.Seed, options.RandomPairs));
        var allPairs = PairsIn(prepared);
        var model = Start(prepared, shares);
        var scorer = new PairScorer(prepared, model);
        var sessions = new List<TrainingSession>();
        for (var k = 0; k < model.TrainingRules.Count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var asked = model.Comparisons.Select(comparison => !IsFixed(comparison) && !FieldsOf(model, comparison).Overlaps(FieldsOf(model, model.TrainingRules[k].Condition))).ToArray();
            // A rule that reads left and right differently makes no blocks that a session could walk.
            if (asked.Contains(true) && prepared.Rules[model.BlockingRules.Count + k] is { IsSymmetric: true, Keys.Length: > 0 })
                sessions.Add(TrainingSession.Gather(scorer, model.BlockingRules.Count + k, NameOf(model.TrainingRules[k]), asked, options.SessionPairs));
        }
        prepared.Lanes.FreeRooms();
        var steps = new List<TrainingStep>();
        // The second time round, u no longer holds the matches that random pairs hold, and starts are near.
        for (var round = 0; round < 2; round++)
        {
            var learnt = sessions.Select(session => session.Learn(model, steps)).ToArray();
            model = model with { Comparisons = [.. model.Comparisons.Select((comparison, k) => WithMedian(comparison, [.. learnt.Select(m => m[k]).OfType<double[]>()]))] };
            model = model with { Prior = PriorOf(model, sessions, allPairs) };
            model = model with { Comparisons = [.. model.Comparisons.Select((comparison, k) => shares.WithoutMatches(comparison, k, model.Prior))] };
        }
        return new TrainingResult(model, steps, Warnings(model, shares, sessions), sessions.Sum(session => session.Pairs));
    }

    /// <summary>A model with training rules: its own, or else its blocking rules, or else what each comparison takes for exact agreement.</summary>
    /// <param name="model">Any model, such as one that Splink trained, whose file names no training rules.</param>
    public static LinkModel WithTrainingRules(LinkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.TrainingRules.Count > 0)
            return model;
        return model with
        {
            TrainingRules = model.BlockingRules.Count > 0 ? model.BlockingRules
                : [.. model.Comparisons.Where(comparison => !IsFixed(comparison)).Select(comparison => comparison.Levels.First(level => !level.IsNull).Condition).OfType<Test>()
                    .Where(test => test is { Relation: Relation.Equal, Left: FieldValue left, Right: FieldValue right } && left.Column == right.Column)
                    .Select(test => new BlockingRule(test))],
        };
    }

    static void CheckSize(LinkModel model)
    {
        if (model.Comparisons.Count > AgreementPatterns.MostComparisons)
            throw new ModelException($"The model has {model.Comparisons.Count} comparisons; at most {AgreementPatterns.MostComparisons} can be trained together. Leave some out.");
        if (model.Comparisons.FirstOrDefault(comparison => comparison.Levels.Count > AgreementPatterns.MostLevels) is { } large)
            throw new ModelException($"'{large.Name}' has {large.Levels.Count} levels; at most {AgreementPatterns.MostLevels} can be trained. Join some.");
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

    static bool IsFixed(Comparison comparison) => comparison.Levels.All(level => level.IsNull || (level.FixM && level.FixU));

    // Before anything is learnt: most matches agree, and a tenth do not.
    static LinkModel Start(PreparedModel prepared, LevelShares shares) => prepared.Model with
    {
        Prior = 1e-4,
        Comparisons = [.. prepared.Model.Comparisons.Select((comparison, index) => comparison with
        {
            Levels = [.. comparison.Levels.Select((level, k) => level.IsNull ? level : level with
            {
                M = level.FixM ? level.M : StartM(comparison, k),
                U = level.FixU ? level.U : shares.U(index, k),
            })],
        })],
    };

    static double StartM(Comparison comparison, int level)
    {
        var informative = comparison.Levels.Count(other => !other.IsNull);
        var place = comparison.Levels.Take(level).Count(other => !other.IsNull);
        return informative == 1 ? 1
            : place == 0 ? 0.75
            : place == informative - 1 ? 0.1
            : 0.15 / (informative - 2);
    }

    static Comparison WithMedian(Comparison comparison, double[][] learnt)
    {
        if (learnt.Length == 0)
            return comparison;
        var medians = comparison.Levels.Select((_, level) => Median([.. learnt.Select(m => m[level])])).ToArray();
        var total = medians.Where((_, level) => !comparison.Levels[level].IsNull).Sum();
        return comparison with
        {
            Levels = [.. comparison.Levels.Select((level, k) => level.IsNull || level.FixM ? level : level with { M = medians[k] / total })],
        };
    }

    static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    // A session sees the matches that have the fields of its rule and agree on them: of all matches, their share times the product of m.
    static double PriorOf(LinkModel model, List<TrainingSession> sessions, double allPairs)
    {
        var estimates = sessions.Where(session => session.Pairs > 0).Select(session =>
        {
            var agreeing = model.Comparisons
                .Where((comparison, k) => !session.Asks(k) && !IsFixed(comparison))
                .Aggregate(1d, (product, comparison) => product * (comparison.Levels.First(level => !level.IsNull).M ?? 1));
            return session.Matches / Math.Max(agreeing * session.Present, 0.05) / allPairs;
        }).ToArray();
        return Math.Clamp(estimates.Length == 0 ? 1e-4 : Median(estimates), 1e-15, 0.3);
    }

    static string NameOf(BlockingRule rule) => rule.Sql ?? string.Join(", ", ConditionFields.Of(rule.Condition).Order(StringComparer.Ordinal));

    /// <summary>The extracts' columns behind a comparison, through the derived ones.</summary>
    internal static HashSet<string> FieldsOf(LinkModel model, Comparison comparison) =>
        [.. comparison.Levels.SelectMany(level => FieldsOf(model, level.Condition))];

    // The extracts' columns behind a condition, through the derived ones.
    static HashSet<string> FieldsOf(LinkModel model, Condition condition) =>
        [.. ConditionFields.Of(condition).SelectMany(name => model.Columns.FirstOrDefault(column => column.Name == name)?.From ?? [name])];

    static string[] Warnings(LinkModel model, LevelShares shares, List<TrainingSession> sessions) =>
    [
        .. model.Comparisons.Where((comparison, k) => !IsFixed(comparison) && !sessions.Any(session => session.Asks(k) && session.Pairs > 0))
            .Select(comparison => $"Nothing could be learnt about how matches agree on '{comparison.Name}': no training rule leaves it out. Its m is a guess."),
        .. model.Comparisons.SelectMany((comparison, index) => comparison.Levels
            .Select((level, k) => (level, k))
            .Where(item => !item.level.IsNull && shares.IsUnobserved(index, item.k) && item.level.M < 1e-5)
            .Select(item => $"Level '{item.level.Label}' of '{comparison.Name}' was never observed in the training data: its weight is a guess.")),
    ];
}
